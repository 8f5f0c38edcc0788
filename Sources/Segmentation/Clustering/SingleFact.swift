import Analysis
import Machine

/// The one feature of two answers that is all there is to two clusters, when that is so.
///
/// It has two values, or its lowest is that of many rows (the zeros of an amount) and sets them apart from all others.
struct SingleFact: Equatable {
  /// The feature, 0 ..< d.
  let feature: Int

  /// nil for more or fewer than two clusters, and where no feature repeats them.
  /// - Parameter clusters: of each row; below zero for one in none.
  /// - Throws: `CancellationError` once cancelled.
  /// - Complexity: O(n·d) for two clusters, O(n) for any others.
  init?(of clusters: [Int], features: Matrix, context: ComputeContext) throws(CancellationError) {
    try context.checkCancellation()
    let placed = clusters.indices.filter { clusters[$0] >= 0 }
    guard let first = placed.first.map({ clusters[$0] }),
      let second = placed.first(where: { clusters[$0] != first }).map({ clusters[$0] }),
      placed.allSatisfy({ clusters[$0] == first || clusters[$0] == second })
    else { return nil }
    let isFirst = placed.map { clusters[$0] == first ? 1 : 0 }
    let agreements = try parallelItems(Array(0..<features.columnCount), context: context) {
      (feature, context) throws(CancellationError) -> Double? in
      try context.checkCancellation()
      return Self.lowest(of: placed.map { features[$0, feature] }).map {
        ContingencyTable($0, firstCount: 2, isFirst, secondCount: 2).adjustedRandIndex
      }
    }
    var best: (feature: Int, agreement: Double)?
    for (feature, agreement) in agreements.enumerated() {
      if let agreement, agreement > best?.agreement ?? -1 { best = (feature, agreement) }
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
