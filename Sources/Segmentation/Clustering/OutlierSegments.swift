/// Segments that are too small to be one: under 1 % of the rows.
public struct OutlierSegments: Sendable, Equatable {
  /// Their numbers, the largest first.
  public let segments: [Int]
  /// Rows in each.
  public let sizes: [Int]
  /// Rows that were put into segments, noise included.
  public let rowCount: Int

  /// The share of the rows below which a segment is outliers.
  public static let largestShare = 0.01

  static func isOutlier(size: Int, of rows: Int) -> Bool { Double(size) < largestShare * Double(rows) }

  /// nil where there are none.
  public init?(of segmentation: CustomerSegmentation) {
    guard segmentation.whole == nil else { return nil }
    let rows = segmentation.labels.count
    let small = (1...segmentation.k).filter { Self.isOutlier(size: segmentation.sizes[$0 - 1], of: rows) }
    guard !small.isEmpty else { return nil }
    segments = small
    sizes = small.map { segmentation.sizes[$0 - 1] }
    rowCount = rows
  }

  /// What they are and what to do, in words.
  /// - Parameters:
  ///   - title: the name of a segment.
  ///   - renaming: the line after which SQL sees segments, where the table has columns called so.
  public func sentences(title: (Int) -> String, renaming: String? = nil) -> [String] {
    let named = zip(segments, sizes).map { "\(title($0)) (\(count($1, "customer")))" }
    let one = segments.count == 1
    let numbers = segments.map(String.init).joined(separator: ", ")
    let first = renaming.map { "\($0), then " } ?? ""
    return [
      "\(list(named)) \(one ? "is" : "are") under \(percent(Self.largestShare)) of the \(grouped(rowCount)) customers: "
        + "outliers rather than \(one ? "a segment" : "segments").",
      first + "%filter segment \(one ? "= \(numbers)" : "IN (\(numbers))") shows them (%undo brings the others back), "
        + "%filter segment \(one ? "<> \(numbers)" : "NOT IN (\(numbers))") takes them out, and %prepare winsorize=1..99 "
        + "pulls extreme values in; then %cluster again.",
    ]
  }
}
