import Analysis

/// Agglomerative clustering by its definition: each time all pairs of clusters are compared, by distances computed afresh from
/// their rows. Of the least pairs the one with the lowest index is merged, a cluster's index being its last row.
struct NaiveClustering {
  struct Cluster {
    var rows: [Int]
    var number: Int
    var label: Int { rows.max() ?? -1 }
  }

  /// - Parameter isLess: whether the first distance counts as less than the second.
  static func merges<Distance>(
    count: Int, isLess: (Distance, Distance) -> Bool, height: (Distance) -> Double,
    distance: ([Int], [Int]) -> Distance
  ) -> [Merge] {
    var clusters = (0..<count).map { Cluster(rows: [$0], number: $0) }
    var merges: [Merge] = []
    while clusters.count > 1 {
      clusters.sort { $0.label < $1.label }
      var best: (a: Int, b: Int, distance: Distance)?
      for a in clusters.indices {
        for b in clusters.indices where b > a {
          let d = distance(clusters[a].rows, clusters[b].rows)
          if best.map({ isLess(d, $0.distance) }) ?? true { best = (a, b, d) }
        }
      }
      guard let best else { break }
      let (a, b) = (clusters[best.a], clusters[best.b])
      let union = Cluster(rows: a.rows + b.rows, number: count + merges.count)
      merges.append(
        Merge(
          left: min(a.number, b.number), right: max(a.number, b.number), height: height(best.distance),
          size: union.rows.count))
      clusters.remove(at: best.b)
      clusters[best.a] = union
    }
    return merges
  }

  /// On real numbers; distances closer than 1e-10 count as equal.
  static func merges(of matrix: Matrix, linkage: Linkage) -> [Merge] {
    merges(
      count: matrix.rowCount, isLess: { $0 < $1 * (1 - 1e-10) }, height: { $0 },
      distance: { linkage.distance($0, $1, matrix) })
  }

  /// On whole numbers, in exact arithmetic; average linkage, whose distances are sums of roots, in real numbers.
  static func merges(ofWhole rows: [[Int]], linkage: Linkage) -> [Merge] {
    guard linkage != .average else { return merges(of: Matrix(rows), linkage: .average) }
    return merges(
      count: rows.count, isLess: { $0 < $1 }, height: { $0.value.squareRoot() },
      distance: { linkage.exactSquaredDistance($0, $1, rows) })
  }
}

/// A quotient of whole numbers, the divisor positive.
struct Fraction {
  var dividend: Int
  var divisor: Int
  var value: Double { Double(dividend) / Double(divisor) }
  static func < (a: Self, b: Self) -> Bool { a.dividend * b.divisor < b.dividend * a.divisor }
}

extension Linkage {
  func distance(_ a: [Int], _ b: [Int], _ x: Matrix) -> Double {
    let all = a.flatMap { i in b.map { j in rowDistance(x, i, j) } }
    switch self {
    case .single: return all.min() ?? 0
    case .complete: return all.max() ?? 0
    case .average: return all.reduce(0, +) / Double(all.count)
    case .ward:
      var squares = 0.0
      for f in 0..<x.columnCount {
        let centreA = a.reduce(0) { $0 + x[$1, f] } / Double(a.count)
        let centreB = b.reduce(0) { $0 + x[$1, f] } / Double(b.count)
        squares += (centreA - centreB) * (centreA - centreB)
      }
      return (squares * 2 * Double(a.count * b.count) / Double(a.count + b.count)).squareRoot()
    }
  }

  fileprivate func exactSquaredDistance(_ a: [Int], _ b: [Int], _ rows: [[Int]]) -> Fraction {
    let squares = a.flatMap { i in
      b.map { j in zip(rows[i], rows[j]).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } }
    }
    switch self {
    case .single: return Fraction(dividend: squares.min() ?? 0, divisor: 1)
    case .complete: return Fraction(dividend: squares.max() ?? 0, divisor: 1)
    case .average: preconditionFailure("a sum of roots is no fraction")
    case .ward:
      // 2ab/(a + b) · |A/a − B/b|² with sums A and B is 2·|bA − aB|² / (ab(a + b)).
      var dividend = 0
      for f in rows[0].indices {
        let sumA = a.reduce(0) { $0 + rows[$1][f] }
        let sumB = b.reduce(0) { $0 + rows[$1][f] }
        let difference = b.count * sumA - a.count * sumB
        dividend += 2 * difference * difference
      }
      return Fraction(dividend: dividend, divisor: a.count * b.count * (a.count + b.count))
    }
  }
}

func rowDistance(_ x: Matrix, _ i: Int, _ j: Int) -> Double {
  (0..<x.columnCount).reduce(0) { $0 + (x[i, $1] - x[j, $1]) * (x[i, $1] - x[j, $1]) }.squareRoot()
}
