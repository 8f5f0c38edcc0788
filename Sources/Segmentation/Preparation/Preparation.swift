import Analysis
import Tables

/// Features made from a table by a recipe, with everything needed to make them again from other rows.
public struct Preparation: Sendable, Equatable, Codable {
  /// n × d: a row for each of `rows`, a column for each of `featureNames`.
  public let features: Matrix
  /// Columns of the table (`NAME`), categories (`NAME=value`) or principal components (`PC1`).
  public let featureNames: [String]
  /// The row of the table behind each prepared row.
  ///
  /// Prepared rows are in the order of their values (see `CustomerOrder`), not in that of the table: what is numbered, drawn or
  /// summed over them is the same for the same customers in any order.
  public let rows: [Int]
  /// Rows of the table, used or not.
  public let tableRowCount: Int
  /// The rows that are not used, by reason; the counts add up.
  public let dropped: [DroppedRows]
  /// The recipe with the numbers it took from the table.
  public let fitted: FittedRecipe
  /// What the user should know: columns left out, who was dropped, what was not found. Whole sentences without a full
  /// stop.
  public let notes: [String]
  /// The choices in one line.
  public let caption: String
  /// What was grown from these features when customers were drawn anew.
  var resampled = ResampledTrees()

  private enum CodingKeys: CodingKey {
    case features, featureNames, rows, tableRowCount, dropped, fitted, notes, caption
  }

  public var recipe: Recipe { fitted.recipe }
  public var transforms: [FeatureTransform] { fitted.transforms }
  /// The column that each feature is made of; none where they are principal components, of all columns.
  var columnsOfFeatures: [String] { fitted.components == nil ? transforms.map(\.column) : [] }
}

/// Rows that a recipe does not use, and why.
public struct DroppedRows: Sendable, Equatable, Codable {
  /// Continues "n rows …", such as "without MINIMUM_PAYMENTS".
  public let reason: String
  public let count: Int
}
