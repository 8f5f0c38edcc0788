import Analysis
import Tables

/// What sets each segment apart, by the limits of the built-in rules.
public struct SegmentTraits: Sendable, Equatable {
  /// Customers whom a trait rests on at least.
  public static let leastCustomers = TraitSearch.leastCustomers

  /// Segment s at `segments[s - 1]`, the strongest trait first.
  public let segments: [[Trait]]

  /// - Parameter table: the one the segmentation was made from.
  /// - Throws: `CancellationError`.
  /// - Complexity: O(columns · n log n).
  public init(
    of segmentation: CustomerSegmentation, table: Table, context: ComputeContext = .plain
  ) throws(CancellationError) {
    var search = try TraitSearch(segmentation, table, limits: Rules.Limits(), context: context)
    var segments: [[Trait]] = []
    for segment in 1...segmentation.k { segments.append(try search.traits(of: segment, context: context)) }
    self.segments = segments
  }
}
