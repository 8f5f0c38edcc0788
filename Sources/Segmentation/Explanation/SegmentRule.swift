/// A rule that catches customers of a segment: conditions that all hold.
public struct SegmentRule: Sendable, Equatable {
  public let segment: Int
  /// One for each column, such as `CASH_ADVANCE > 0`.
  public let conditions: [String]
  /// Rows for which the rule holds, and those of them in the segment.
  public let caught: Int
  public let hits: Int
  /// Rows of the segment.
  public let segmentSize: Int

  /// The share of those caught that belong to the segment, 0…1.
  public var precision: Double { caught > 0 ? Double(hits) / Double(caught) : 0 }
  /// The share of the segment that is caught, 0…1.
  public var recall: Double { Double(hits) / Double(segmentSize) }

  /// The conditions in one clause.
  public var text: String { conditions.isEmpty ? "everyone" : conditions.joined(separator: " and ") }
}

/// What all rules of a segment catch together.
public struct SegmentCatch: Sendable, Equatable {
  public let segment: Int
  public let size: Int
  /// Rows for which a rule of the segment holds, and those of them in the segment.
  public let caught: Int
  public let hits: Int
  /// The other segment that most of the wrongly caught are in, nil when there are none.
  public let mistakenFor: Int?

  public var precision: Double { caught > 0 ? Double(hits) / Double(caught) : 0 }
  public var recall: Double { Double(hits) / Double(size) }
}
