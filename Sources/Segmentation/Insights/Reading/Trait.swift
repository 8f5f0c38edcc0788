import Tables

/// One thing that sets a segment apart from the other customers.
public struct Trait: Sendable, Equatable {
  /// What is set side by side.
  public enum Kind: Sendable, Equatable {
    /// Medians.
    case median
    /// Shares of customers with a value other than zero, where most have none.
    case nonZero
    /// Shares of customers above or below the median that all have in common.
    case above, below
    /// Shares of customers with one value of a category, or one of two answers.
    case category(String)
  }

  /// A column of the table.
  public let column: String
  public let kind: Kind
  /// The segment's figure, and everyone's.
  public let own: Statement.Figure
  public let everyone: Statement.Figure
  /// The chance that a customer of the segment has more than one of the others, ties counting half; for a category,
  /// half the difference of the shares above one half.
  public let superiority: Statement.Figure

  public var isHigh: Bool { superiority.value > 0.5 }

  /// N. Cliff's delta (1993), −1…1: `2 · superiority − 1`.
  public var delta: Double { 2 * superiority.value - 1 }

  /// What the figures are, in front of a reader: "PURCHASES", "CASH_ADVANCE, any", "TENURE below 12".
  public var label: Statement {
    switch kind {
    case .median: Statement(column)
    case .nonZero: Statement("\(column), any")
    case .above: Statement("\(column) above \(bound)")
    case .below: Statement("\(column) below \(bound)")
    case .category(let value): Statement("\(column) = \(value)")
    }
  }

  /// The customers of the segment whom it rests on: those with a value for medians, those of whom the larger share speaks for shares.
  public let n: Int
  /// Whether the segments were made by the column. One that was left out illustrates a segment, and names none.
  public let isFeature: Bool

  /// Whether the category is the yes of a column of yes and no.
  let isYes: Bool

  /// The median that all have in common, as text.
  let bound: String

  /// What it adds to a name: "high PURCHASES", "no CASH_ADVANCE", "few with CASH_ADVANCE".
  ///
  /// None means none: a share that is written as more than zero is few.
  var phrase: String {
    switch kind {
    case .category where isYes: (isHigh ? "with " : isNone ? "without " : fewWith) + column
    case .category(let value): (isHigh ? "" : isNone ? "not " : fewWith) + "\(column) \(value)"
    case .nonZero where !isHigh && own.value <= Self.fewAtMost: (isNone ? "no " : fewWith) + column
    case .nonZero where isHigh && own.value >= 0.9: "with \(column)"
    default: (isHigh ? "high " : "low ") + column
    }
  }

  /// The share up to which it is few who have a thing, rather than fewer than elsewhere.
  private static let fewAtMost = 0.1

  private var isNone: Bool { own.value < 0.0005 }

  private var fewWith: String { own.value <= Self.fewAtMost ? "few with " : "fewer with " }
}
