/// Why rows cannot be clustered, or a partition not be judged.
public enum ClusteringError: Error, Sendable, Equatable {
  /// There is no row, or no column.
  case empty(rows: Int, columns: Int)
  /// An entry is NaN or infinite; row and column count from 0.
  case nonFinite(row: Int, column: Int, value: Double)
  /// A number of clusters that the rows do not allow.
  case clusterCount(Int, allowed: ClosedRange<Int>)
  /// Too few rows for any number of clusters that the measure is defined for (it needs `needed`).
  case tooFewRows(Int, needed: Int)
  /// As many labels as rows are needed.
  case labelCount(Int, rows: Int)
  /// A labels' number below 0.
  case negativeLabel(Int, row: Int)
  /// k-means needs at least one start.
  case starts(Int)
  /// A least size of a cluster that the rows do not allow.
  case minClusterSize(Int, allowed: ClosedRange<Int>)
  /// A number of rows within a core distance that the rows do not allow.
  case minSamples(Int, allowed: ClosedRange<Int>)
  /// Rows with as many columns as the clustered ones are needed.
  case columnCount(Int, needed: Int)
  /// The distances of all pairs do not fit; `fitting` are the linkages that need memory only in proportion to the rows.
  case memory(needed: Int, available: Int, fitting: [Linkage])

  public static func == (a: Self, b: Self) -> Bool {
    switch (a, b) {
    case (.empty(let r, let c), .empty(let s, let d)): r == s && c == d
    // NaN is the usual culprit, and two errors about the same NaN are the same error.
    case (.nonFinite(let r, let c, let v), .nonFinite(let s, let d, let w)):
      r == s && c == d && v.bitPattern == w.bitPattern
    case (.clusterCount(let k, let a), .clusterCount(let l, let b)): k == l && a == b
    case (.tooFewRows(let n, let a), .tooFewRows(let m, let b)): n == m && a == b
    case (.labelCount(let n, let a), .labelCount(let m, let b)): n == m && a == b
    case (.negativeLabel(let n, let a), .negativeLabel(let m, let b)): n == m && a == b
    case (.starts(let n), .starts(let m)): n == m
    case (.minClusterSize(let n, let a), .minClusterSize(let m, let b)): n == m && a == b
    case (.minSamples(let n, let a), .minSamples(let m, let b)): n == m && a == b
    case (.columnCount(let n, let a), .columnCount(let m, let b)): n == m && a == b
    case (.memory(let n, let a, let f), .memory(let m, let b, let g)): n == m && a == b && f == g
    default: false
    }
  }
}

extension Matrix {
  /// - Throws: `ClusteringError.empty` without rows or columns, `.nonFinite` for the first NaN or infinity.
  func checkFinite() throws(ClusteringError) {
    guard rowCount > 0 && columnCount > 0 else { throw .empty(rows: rowCount, columns: columnCount) }
    if let place = elements.firstIndex(where: { !$0.isFinite }) {
      throw .nonFinite(row: place / columnCount, column: place % columnCount, value: elements[place])
    }
  }

  /// The same matrix times a power of two, where squares of its differences would leave the range of a double.
  ///
  /// A power of two changes no bit of a mantissa, so that nothing else changes. Gives the exponent it multiplied by.
  func scaledForSquares() -> (matrix: Matrix, exponent: Int) {
    let largest = elements.reduce(0) { max($0, $1.magnitude) }
    guard largest > 0x1p400 || (largest > 0 && largest < 0x1p-400) else { return (self, 0) }
    let exponent = -Int(largest.exponent)
    var scaled = self
    scaled.elements = elements.map { Double(sign: .plus, exponent: exponent, significand: $0) }
    return (scaled, exponent)
  }
}
