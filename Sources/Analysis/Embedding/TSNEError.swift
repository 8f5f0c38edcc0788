import Wording

/// Why a map cannot be made: what was given, and what would be right.
public enum TSNEError: Error, Sendable, Equatable {
  /// Fewer than four rows have no neighbourhoods to keep.
  case tooFewRows(count: Int)
  case noColumns
  /// An entry is not a number or infinite; row and column count from 0.
  case notFinite(row: Int, column: Int)
  /// The perplexity is not a positive finite number; it must lie below `limit`.
  case invalidPerplexity(Double, limit: Double)
  /// The perplexity is not below a third of the rows, `limit`.
  case perplexityTooLarge(Double, rows: Int, limit: Double)
  case invalidIterations(Int)
  /// The map needs more bytes than are available; about `fitting` rows would do with those.
  case memory(rows: Int, needed: Int, available: Int, fitting: Int)

  /// One sentence that names the value and the range that would be valid.
  public var message: String {
    switch self {
    case .tooFewRows(let count):
      "a map needs at least 4 rows, there \(count == 1 ? "is" : "are") \(count)"
    case .noColumns:
      "a map needs at least one column"
    case .notFinite(let row, let column):
      "the value in row \(row + 1), column \(column + 1) is not a finite number"
    case .invalidPerplexity(let value, let limit):
      "perplexity must be above 0 and below \(Self.text(limit)), not \(Self.text(value))"
    case .perplexityTooLarge(let value, let rows, let limit):
      "perplexity \(Self.text(value)) does not fit \(rows) rows: the largest is \(Self.text(limit))"
    case .invalidIterations(let value):
      "iterations must be at least 1, not \(value)"
    case .memory(let rows, let needed, let available, let fitting):
      "a map of \(rows) rows needs about \(ByteText.megabytes(needed)), and \(ByteText.megabytes(available)) are available; "
        + "a sample of \(fitting) rows would fit, or a smaller perplexity"
    }
  }

  /// A number without needless decimals.
  private static func text(_ value: Double) -> String {
    value.magnitude < 1e15 && value == value.rounded() ? "\(Int(value))" : "\(value)"
  }
}
