/// One respect in which the rows that lack a value differ from those that have it.
public struct MissingContrast: Sendable, Equatable {
  public enum Kind: Sendable, Equatable {
    /// Zeros of another column among the rows without a value, and among the others.
    case zeros(count: Int, of: Int, otherShare: Double)
    /// The medians of another column.
    case median(Double, others: Double)
    /// How far values lie from the middle of everyone, at the median: more spread out, or less.
    case spread(Double, others: Double)
    /// The rows with one value of a column of text, or of few numbers.
    case category(String, count: Int, of: Int, otherShare: Double)
    /// The rows that lack another column too.
    case missing(count: Int, of: Int, otherShare: Double)
  }

  /// The other column.
  public let column: String
  public let kind: Kind
  /// How large the difference is, 0…1: of shares, or of the order of the rows (Cliff's δ).
  public let effect: Double
  /// How the other column's values are written.
  let notation: NumberNotation

  /// In a few words, as a table's cell has room for.
  public var text: String {
    switch kind {
    case .zeros(let count, let all, let others):
      "\(column) = 0 in \(grouped(count)) of \(grouped(all)) (others: \(Self.share(others)))"
    case .median(let own, let others):
      "\(column) \(notation.sentence(own)) (others: \(notation.sentence(others)))"
    case .spread(let own, let others):
      "\(column) lies \(amount(own)) from the middle (others: \(amount(others)))"
    case .category(let value, let count, let all, let others):
      "\(column) = \(value) in \(grouped(count)) of \(grouped(all)) (others: \(Self.share(others)))"
    case .missing(let count, let all, let others):
      "\(column) is missing in \(grouped(count)) of \(grouped(all)) (others: \(Self.share(others)))"
    }
  }

  private static func share(_ others: Double) -> String {
    others == 0 ? "none" : others == 1 ? "all" : percent(others)
  }
}
