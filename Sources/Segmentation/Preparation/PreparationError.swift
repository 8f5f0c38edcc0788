import Tables

/// Why a table cannot be made into features by a recipe.
public enum PreparationError: Error, Sendable, Equatable {
  /// A column that the recipe names is not there, or the name could mean several.
  case column(TableError)
  /// A column that the recipe names cannot be a feature, for the given reason.
  case unusable(column: String, reason: String)
  /// The recipe takes the logarithm of a column that is not among the features.
  case logOfOther(column: String, reason: String)
  case infinite(column: String, value: Double, row: String)
  /// `value + offset` is not positive.
  case logarithm(column: String, value: Double, offset: Double, row: String)
  case invalidOption(String, given: String, valid: String)
  /// Nothing is left to use; the reasons, one for each group of columns.
  case noFeatures(reasons: [String])
  /// A segmentation needs two rows at least.
  case tooFewRows(left: Int, of: Int, reasons: [String])
  /// Principal components of so many features would take too long and too much memory.
  case tooManyFeatures(Int, limit: Int)
  case cancelled

  public var message: String {
    switch self {
    case .column(let error):
      error.message
    case .unusable(let column, let reason):
      "\(column) cannot be a feature: \(reason)"
    case .logOfOther(let column, let reason):
      "the logarithm of \(column) cannot be taken: \(reason)"
    case .infinite(let column, let value, let row):
      "\(column) is \(value < 0 ? "minus " : "")infinite in row \(row): "
        + "remove that row, or leave the column out (drop=\(column))"
    case .logarithm(let column, let value, let offset, let row):
      "the logarithm of \(column) cannot be taken: it is \(amount(value)) in row \(row), and "
        + "\(amount(value)) + \(shortest(offset)) is not positive; "
        + "choose a larger offset= or other columns for log="
    case .invalidOption(let option, let given, let valid):
      "\(option)=\(given) is not possible: it takes \(valid)"
    case .noFeatures(let reasons):
      "no column is left to segment by" + (reasons.isEmpty ? "" : ": " + reasons.joined(separator: "; "))
    case .tooFewRows(let left, let all, let reasons):
      "\(count(left, "row")) of \(grouped(all)) left, and segments need at least 2"
        + (reasons.isEmpty ? "" : ": " + reasons.joined(separator: "; "))
    case .tooManyFeatures(let given, let limit):
      "principal components of \(grouped(given)) features are too many: at most \(grouped(limit)); "
        + "choose with features="
    case .cancelled:
      "interrupted"
    }
  }
}
