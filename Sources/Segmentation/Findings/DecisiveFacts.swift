import Analysis
import Tables

/// A handful of yes/no facts that is all there is to a segmentation, when that is so.
///
/// A column with many zeros splits rows in two once its logarithm is taken: ln(0 + 0.1) lies far from everything else,
/// and the clustering then finds who has a zero where, rather than groups; a column of two answers splits them by itself. Each such
/// column is read as a fact, `COLUMN > 0` or `COLUMN = yes`; the fewest facts are looked for whose combinations, each given its
/// commonest segment, repeat the segmentation.
public struct DecisiveFacts: Sendable, Equatable {
  /// Agreement (adjusted Rand index) from which the facts count as all there is.
  public static let agreementNeeded = 0.95
  /// Facts beyond which a rule is no longer a handful.
  public static let largestCount = 4
  /// Columns looked at, those with the most even split first.
  static let candidateLimit = 14

  /// What is true or not of a row: the value is the one that says yes, or lies above zero (below it counts too where there are
  /// negative values).
  public struct Fact: Sendable, Equatable {
    public let column: String
    /// The value that says yes; nil where any value but zero does.
    public let answer: String?
    /// Other columns that say the same of all but one in two hundred rows.
    public let sameAs: [String]
    /// `COLUMN = yes`, `COLUMN > 0`, or `COLUMN ≠ 0` where there are negative values.
    public let text: String
  }

  /// One combination of the facts and the segment that most of its rows are in.
  public struct Rule: Sendable, Equatable {
    /// For each fact whether it holds.
    public let holds: [Bool]
    public let segment: Int
    /// Rows with this combination, and those of them in the segment.
    public let rows: Int
    public let hits: Int
  }

  public let facts: [Fact]
  /// The combinations that occur, in the order of their segments.
  public let rules: [Rule]
  /// Between the rules and the segmentation.
  public let adjustedRandIndex: Double
  /// Rows whose segment the rules do not tell.
  public let outside: Int
  public let rowCount: Int
  public let segmentCount: Int
  /// What is added before the logarithm, when the recipe takes that of every column of the facts; nil otherwise.
  public let logOffset: Double?
  /// True when the recipe takes the logarithm of every column of the facts, which sets the zeros apart.
  public var madeByLogarithm: Bool { logOffset != nil }

  /// Looks for the facts; nil when no handful of them repeats the segmentation, or it has more segments than they
  /// could tell.
  /// - Throws: `CancellationError`.
  /// - Complexity: O(n · columns²) for the columns that split the rows, then C(14, 4) counts over the combinations that occur.
  public init?(
    of segmentation: CustomerSegmentation, table: Table, context: ComputeContext = .plain
  ) throws(CancellationError) {
    guard segmentation.k > 1 else { return nil }
    let search = try FactSearch(segmentation, table, context: context)
    guard let found = try search.fewest(context: context) else { return nil }
    let transforms = segmentation.preparation.transforms
    facts = found.columns.map(search.fact)
    rules = found.rules
    adjustedRandIndex = found.agreement
    rowCount = segmentation.sizes.reduce(0, +)
    segmentCount = segmentation.k
    outside = rowCount - found.rules.reduce(0) { $0 + $1.hits }
    let offsets = facts.map { fact in transforms.first { $0.column == fact.column }?.logOffset }
    logOffset = offsets.contains(nil) ? nil : offsets.first.flatMap(\.self)
  }

  /// What `%cluster` says unasked.
  public var sentence: String {
    let number = ["no", "one", "two", "three", "four"][facts.count]
    let noun = facts.count == 1 ? "yes/no fact" : "yes/no facts"
    let rest =
      outside == 0
      ? "no row of \(grouped(rowCount)) lies outside"
      : "\(count(outside, "row")) of \(grouped(rowCount)) "
        + (outside == 1 ? "lies outside" : "lie outside")
    let maker = logOffset.map { " (made by ln(0 + \(shortest($0))))" } ?? ""
    let cause = madeByLogarithm ? " The logarithm sets the zeros of a column far apart from everything else." : ""
    return
      "These \(segmentCount) segments are \(number) \(noun)\(maker) rather than groups: \(list(facts.map(\.text))) "
      + "(adjusted Rand index \(decimals(adjustedRandIndex, 4)); \(rest)).\(cause)"
  }
}
