import Analysis

/// The one feature of two answers that is all there is to two clusters, when that is so.
///
/// It has two values, or its lowest is that of many rows (the zeros of an amount) and sets them apart from all others.
struct SingleFact: Equatable {
  /// The feature, 0 ..< d.
  let feature: Int

  /// nil for more or fewer than two clusters, and where no feature repeats them.
  /// - Parameter clusters: of each row; below zero for one in none.
  /// - Complexity: O(n·d).
  init?(of clusters: [Int], features: Matrix) {
    let placed = clusters.indices.filter { clusters[$0] >= 0 }
    let own = placed.map { clusters[$0] }
    guard let first = own.first, Set(own).count == 2 else { return nil }
    let isFirst = own.map { $0 == first ? 1 : 0 }
    var best: (feature: Int, agreement: Double)?
    for feature in 0..<features.columnCount {
      let values = placed.map { features[$0, feature] }
      guard let isLowest = Self.lowest(of: values) else { continue }
      let agreement = ContingencyTable(isLowest, firstCount: 2, isFirst, secondCount: 2).adjustedRandIndex
      if agreement > best?.agreement ?? -1 { best = (feature, agreement) }
    }
    guard let best, best.agreement >= DecisiveFacts.agreementNeeded else { return nil }
    feature = best.feature
  }

  /// A one for each value that is the lowest; nil where the lowest is that of too few, or of all.
  private static func lowest(of values: [Double]) -> [Int]? {
    guard let least = values.min(), let most = values.max(), least < most else { return nil }
    let count = values.count { $0 == least }
    let isOfTwo = values.allSatisfy { $0 == least || $0 == most }
    return isOfTwo || count >= max(Stability.fewestCustomers, values.count / 50)
      ? values.map { $0 == least ? 1 : 0 } : nil
  }

  /// The name of its column; "one column" where the features are not made of a column each.
  func column(among columns: [String]) -> String {
    columns.indices.contains(feature) ? columns[feature] : "one column"
  }
}
