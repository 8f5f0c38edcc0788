import Analysis

/// How far a segmentation and another division of the same rows agree, on the rows that both have.
public struct Agreement: Sendable, Equatable {
  public let labelling: Labelling
  /// The segments (first) and the groups of `labelling` (second); either may have a cluster without rows.
  public let table: ContingencyTable
  /// 1 for the same division, 0 for what chance gives.
  public let adjustedRandIndex: Double
  public let information: MutualInformation
  /// Segments and groups matched one to one so that most customers are in both; nil for more than `mostMatched`.
  public let matching: Matching?
  /// Rows with a segment and without a group.
  public let withoutGroup: Int
  /// Rows with a group and without a segment.
  public let withoutSegment: Int
  /// Whether the labels are of a column that the segments were made by.
  public let isCircular: Bool

  public struct Matching: Sendable, Equatable {
    /// Customers in a segment and in its group.
    public let rows: Int
    /// For each group the segment (1…k) that it is matched with.
    public let segmentOfGroup: [Int?]
  }

  /// More clusters than these are not matched: it would take the third power of time.
  public static let mostMatched = 300

  /// - Throws: `AgreementError.nothingShared`, `.oneGroup`.
  /// - Complexity: O(n + c³) for c segments or groups.
  public init(of segmentation: CustomerSegmentation, with labelling: Labelling) throws(AgreementError) {
    let segments = segmentation.segmentsByTableRow()
    let both = zip(segments, labelling.groupOfRow).compactMap { a, b in a.flatMap { a in b.map { (a - 1, $0) } } }
    guard let first = both.first else { throw .nothingShared(name: labelling.name) }
    guard both.contains(where: { $0.1 != first.1 }) else {
      throw .oneGroup(name: labelling.name, group: labelling.groups[first.1])
    }
    self.labelling = labelling
    table = ContingencyTable(
      both.map(\.0), firstCount: segmentation.k, both.map(\.1), secondCount: labelling.groups.count)
    adjustedRandIndex = table.adjustedRandIndex
    information = MutualInformation(table)
    withoutGroup = segmentation.labels.count - both.count
    withoutSegment = labelling.groupOfRow.count { $0 != nil } - both.count
    isCircular =
      !labelling.isSegmentation
      && segmentation.preparation.featureNames.contains {
        $0 == labelling.name || $0.hasPrefix(labelling.name + "=")
      }
    if max(segmentation.k, labelling.groups.count) <= Self.mostMatched {
      let (rows, partners) = table.largestMatching()
      matching = Matching(rows: rows, segmentOfGroup: partners.map { $0.map { $0 + 1 } })
    } else {
      matching = nil
    }
  }

  /// Rows that have both a segment and a group.
  public var rows: Int { table.rowCount }
  /// Rows of each segment that have a group.
  public var segmentSizes: [Int] { table.firstSizes }
  /// Rows of each group that have a segment.
  public var groupSizes: [Int] { table.secondSizes }

  /// For each group the segment (1…k) in which most of it is, the first of equals; nil for a group without rows.
  public var mainSegmentOfGroup: [Int?] {
    var best = [(count: Int, segment: Int?)](repeating: (0, nil), count: groupSizes.count)
    for cell in table.cells where cell.count > best[cell.second].count {
      best[cell.second] = (cell.count, cell.first + 1)
    }
    return best.map(\.segment)
  }

  /// For each segment the group that most of it is in, the first of equals, with how many; nil without rows.
  public var mainGroupOfSegment: [(group: Int, count: Int)?] {
    var best = [(group: Int, count: Int)?](repeating: nil, count: segmentSizes.count)
    for cell in table.cells {
      let known = best[cell.first]
      if cell.count > known?.count ?? 0 || (cell.count == known?.count && cell.second < known?.group ?? 0) {
        best[cell.first] = (cell.second, cell.count)
      }
    }
    return best
  }

  /// The groups that have rows in the order of a cross table's columns: beside their segment, the larger ones first.
  /// - Parameter most: the largest groups that are taken.
  public func groupsInOrder(most: Int) -> [Int] {
    let main = mainSegmentOfGroup
    let bySize = groupSizes.indices.filter { groupSizes[$0] > 0 }.sorted { groupSizes[$0] > groupSizes[$1] }
    let place = bySize.prefix(most).map { group in (matching?.segmentOfGroup[group] ?? main[group] ?? 0, group) }
    // Swift's sort is stable, so that groups of one segment stay in the order of their sizes.
    return place.sorted { $0.0 < $1.0 }.map(\.1)
  }
}
