import Analysis

/// How many customers change segment when one choice is made otherwise: another recipe, another linkage, another method.
///
/// The number of segments stays. Segments of the two divisions are matched so that as few customers as possible
/// change, since their numbers mean nothing to each other.
public struct Sensitivity: Sendable, Equatable {
  /// One choice made otherwise, and what came of it.
  public struct Alternative: Sendable, Equatable {
    /// The choice as a command takes it: "recipe=classic", "linkage=average", "method=kmeans".
    public let choice: String
    public let outcome: Outcome
  }

  public enum Outcome: Sendable, Equatable {
    case compared(Comparison)
    /// Not possible; why, as a clause that starts small and has no full stop.
    case leftOut(String)
  }

  /// Two divisions of the customers whom both have.
  public struct Comparison: Sendable, Equatable {
    /// Customers in both, at least 1.
    public let customers: Int
    /// Customers of the segmentation whom the other recipe drops.
    public let droppedByOther: Int
    /// Customers whom only the other recipe uses.
    public let addedByOther: Int
    /// Customers in both who change segment.
    public let changed: Int
    public let adjustedRandIndex: Double
    /// The share of the customers in both that the largest segment of the other division has: near 1, it divides nobody.
    public let largestShare: Double
    /// The same of the segmentation's own.
    public let ownLargestShare: Double

    /// The share of the customers in both who change segment.
    public var changedShare: Double { Double(changed) / Double(customers) }
  }

  /// In the order recipe, linkages, method.
  public let alternatives: [Alternative]

  /// More segments than these are not matched with one another.
  public static let mostSegments = 500
}

extension Sensitivity.Comparison {
  /// Compares two divisions of a table's rows on the rows that both have; nil when there is none.
  /// - Parameters:
  ///   - own: the segment (1…`count`) of each row of the table, nil where it has none.
  ///   - other: the same for the other division.
  init?(_ own: [Int?], _ other: [Int?], segments count: Int) {
    let both = zip(own, other).compactMap { a, b in a.flatMap { a in b.map { (a - 1, $0 - 1) } } }
    guard !both.isEmpty else { return nil }
    // A method that finds their number may find more.
    let others = max(count, 1 + (both.map(\.1).max() ?? 0))
    let table = ContingencyTable(both.map(\.0), firstCount: count, both.map(\.1), secondCount: others)
    customers = both.count
    droppedByOther = zip(own, other).count { $0 != nil && $1 == nil }
    addedByOther = zip(own, other).count { $0 == nil && $1 != nil }
    changed = both.count - table.largestMatching().rows
    adjustedRandIndex = table.adjustedRandIndex
    ownLargestShare = Double(table.firstSizes.max() ?? 0) / Double(both.count)
    largestShare = Double(table.secondSizes.max() ?? 0) / Double(both.count)
  }
}
