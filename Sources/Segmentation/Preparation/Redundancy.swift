import Analysis
import Tables

/// Features that say what others say already: each counts twice in every distance.
public struct Redundancy: Sendable, Equatable {
  /// The size of a correlation from which two features say the same.
  public static let sameness = 0.99

  public enum Kind: Sendable, Equatable {
    /// Pearson's coefficient of the features, as they were prepared.
    case correlated(Double)
    /// Each value of one belongs to one value of the other.
    case functions
    /// Both rise, or one falls as the other rises, throughout.
    case sameOrder
  }

  public struct Pair: Sendable, Equatable {
    public let first: String
    public let second: String
    public let kind: Kind
  }

  /// In the order of the features.
  public let pairs: [Pair]
  /// Columns next to each other that are one together in every row.
  public let sums: [[String]]

  /// - Throws: `CancellationError`.
  /// - Complexity: O(n·d²).
  public init(_ preparation: Preparation, of table: Table, context: ComputeContext) throws {
    let names = preparation.featureNames
    guard preparation.recipe.pca == nil, names.count <= Self.mostFeatures else {
      (pairs, sums) = ([], [])
      return
    }
    let features = preparation.features
    let columns = names.indices.map { features.column($0) }
    let found = try Correlations(columns, method: .pearson, context: context)
    var pairs: [Pair] = []
    for i in names.indices {
      try context.checkCancellation()
      for j in names.indices.dropFirst(i + 1) {
        let r = found[i, j]
        if abs(r) < 1 - 1e-12, let kind = Self.tie(columns[i], columns[j]) {
          pairs.append(Pair(first: names[i], second: names[j], kind: kind))
        } else if abs(r) >= Self.sameness {
          pairs.append(Pair(first: names[i], second: names[j], kind: .correlated(r)))
        }
      }
    }
    self.pairs = pairs
    sums = Self.sums(preparation, table)
  }

  /// Features beyond which pairs are not looked at.
  static let mostFeatures = 500

  /// How two columns of finite numbers say the same without a straight line: always the same with the same where values come again,
  /// or in the same order throughout.
  /// - Complexity: O(n log n); a few rows tell of most pairs.
  private static func tie(_ a: [Double], _ b: [Double]) -> Kind? {
    if haveOnePartner(a, b) { return .functions }
    return areMonotone(a, b) ? .sameOrder : nil
  }

  private static func areMonotone(_ a: [Double], _ b: [Double]) -> Bool {
    var direction = 0
    func keepsDirection(_ i: Int, _ j: Int) -> Bool {
      let (x, y) = ((a[j] - a[i]).sign(), (b[j] - b[i]).sign())
      guard (x == 0) == (y == 0) else { return false }
      guard x != 0 else { return true }
      if direction == 0 { direction = x * y }
      return x * y == direction
    }
    guard a.count > 2, a.indices.dropFirst().allSatisfy({ keepsDirection($0 - 1, $0) }) else { return false }
    let order = a.indices.sorted { a[$0] < a[$1] }
    return order.indices.dropFirst().allSatisfy { keepsDirection(order[$0 - 1], order[$0]) } && direction != 0
  }

  private static func haveOnePartner(_ a: [Double], _ b: [Double]) -> Bool {
    var (toB, toA): ([Double: Double], [Double: Double]) = ([:], [:])
    for i in a.indices {
      if let known = toB[a[i]], known != b[i] { return false }
      if let known = toA[b[i]], known != a[i] { return false }
      toB[a[i]] = b[i]
      toA[b[i]] = a[i]
      // Values that hardly come again agree without saying anything.
      if i == 200, toB.count > 100 { return false }
    }
    return toB.count > 2 && 4 * toB.count <= a.count
  }

  /// Runs of columns of shares that add up to one, or to a hundred, in every row.
  private static func sums(_ preparation: Preparation, _ table: Table) -> [[String]] {
    let used = Set(preparation.transforms.filter { $0.category == nil }.map(\.column))
    let shares = table.columns.indices.filter { index in
      used.contains(table.columns[index].name) && table.role(of: index).role == .share
    }
    var found: [[String]] = []
    var start = 0
    while start < shares.count {
      var (end, width) = (start, 0)
      var totals = [Double](repeating: 0, count: preparation.rows.count)
      while end < shares.count, end == start || shares[end] == shares[end - 1] + 1 {
        let values = table.columns[shares[end]].numbers ?? []
        for (place, row) in preparation.rows.enumerated() { totals[place] += values[row] }
        end += 1
        if end - start >= 2, let whole = totals.first, abs(whole - 1) < 1e-6 || abs(whole - 100) < 1e-4,
          totals.allSatisfy({ abs($0 - whole) <= 1e-6 * whole })
        {
          width = end - start
          break
        }
      }
      if width > 0 { found.append(shares[start..<start + width].map { table.columns[$0].name }) }
      start += max(1, width)
    }
    return found
  }

  /// One sentence for each, without a full stop.
  public var notes: [String] {
    pairs.prefix(Self.mostNotes).map { pair in
      let why =
        switch pair.kind {
        case .correlated(let r): "say nearly the same (correlation \(decimals(r, 3)))"
        case .functions: "are exact functions of each other"
        case .sameOrder: "put the customers in the same order, or in the opposite one,"
        }
      return "\(pair.first) and \(pair.second) \(why) and count twice: drop=\(pair.second) leaves one of them"
    }
      + (pairs.count > Self.mostNotes
        ? ["\(count(pairs.count - Self.mostNotes, "further pair")) of features say the same"] : [])
      + sums.map { "\(list($0)) are one together in every row: each follows from the others" }
  }

  private static let mostNotes = 5
}

extension Double {
  fileprivate func sign() -> Int { self > 0 ? 1 : self < 0 ? -1 : 0 }
}
