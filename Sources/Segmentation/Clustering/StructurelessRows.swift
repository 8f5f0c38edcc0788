import Analysis
import Machine

/// Rows without groups, as wide as some rows are, to compare silhouettes with.
///
/// Features of many values lie evenly in the box that they fill along their principal components. A feature of two values has the
/// same two, in the same shares, drawn apart from all else.
struct StructurelessRows {
  private struct TwoValues {
    let least, most: Double
    /// Of the rows that have the most.
    let share: Double
  }

  /// For each feature its two values; nil for one of more.
  private let twoValued: [TwoValues?]
  /// The box of all others; nil where there are none.
  private let box: GapReference?

  /// - Throws: what `GapReference` throws.
  init(of features: Matrix, context: ComputeContext) throws {
    let found = (0..<features.columnCount).map { Self.twoValues(of: features.column($0)) }
    let others = found.indices.filter { found[$0] == nil }
    twoValued = found
    box =
      others.isEmpty
      ? nil
      : try GapReference(
        of: others.count == found.count ? features : features.selecting(columns: others), .principalBox,
        context: context)
  }

  /// nil for values that are all the same or more than two.
  private static func twoValues(of values: [Double]) -> TwoValues? {
    guard let least = values.min(), let most = values.max(), least < most,
      values.allSatisfy({ $0 == least || $0 == most })
    else { return nil }
    return TwoValues(least: least, most: most, share: Double(values.count { $0 == most }) / Double(values.count))
  }

  /// The set number `index`; the same for the same seed.
  func set(_ index: Int, rowCount: Int, seed: UInt64) -> Matrix {
    let boxed = box?.set(index, of: .structurelessSets, rowCount: rowCount, seed: seed)
    if let boxed, boxed.columnCount == twoValued.count { return boxed }
    var draws = Xoshiro256(seed: seed, stream: .structurelessAnswers, index: index)
    var rows = Matrix(rowCount: rowCount, columnCount: twoValued.count)
    var place = 0
    for (feature, two) in twoValued.enumerated() {
      for row in 0..<rowCount {
        if let two {
          rows[row, feature] = draws.nextUnit() < two.share ? two.most : two.least
        } else if let boxed {
          rows[row, feature] = boxed[row, place]
        }
      }
      if two == nil { place += 1 }
    }
    return rows
  }
}

extension RandomStream {
  /// Values of features of many values.
  fileprivate static let structurelessSets = RandomStream("structureless sets")
  /// Values of features of two.
  fileprivate static let structurelessAnswers = RandomStream("structureless answers")
}
