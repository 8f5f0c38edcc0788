/// That there are too few customers, in all or in some segments, to make anything of them.
public struct FewCustomers: Sendable, Equatable {
  /// Customers from which on segments may say something: with fewer, structure is not told from chance (see
  /// `KChoice.structureless`).
  public static let fewestRows = 30

  /// Customers that were put into segments, noise included.
  public let rowCount: Int
  public let segmentCount: Int
  /// Segments of fewer than `Stability.fewestCustomers`; without outliers, which `OutlierSegments` names.
  public let segments: [Int]

  /// nil where there are customers enough in all segments.
  public init?(of segmentation: CustomerSegmentation) {
    guard segmentation.whole == nil else { return nil }
    rowCount = segmentation.labels.count
    segmentCount = segmentation.k
    let rows = rowCount
    segments = (1...segmentation.k).filter { segment in
      let size = segmentation.sizes[segment - 1]
      return size < Stability.fewestCustomers && !OutlierSegments.isOutlier(size: size, of: rows)
    }
    guard rowCount < Self.fewestRows || !segments.isEmpty else { return nil }
  }

  /// Why to be careful; one sentence.
  /// - Parameter title: the name of a segment.
  public func sentence(title: (Int) -> String) -> String {
    if let all = Self.sentence(ofAll: rowCount) { return all }
    let named = segments.count > Self.mostNamed ? "" : " (\(list(segments.map(title))))"
    let verb = segments.count == 1 ? "has" : "have"
    let advice = segmentCount > 2 ? "; a smaller k= makes larger ones" : ""
    return "\(grouped(segments.count)) of the \(grouped(segmentCount)) segments\(named) \(verb) fewer than "
      + "\(Stability.fewestCustomers) customers: too few to say anything of them\(advice)."
  }

  /// What to make of segments of so few customers in all; nil for enough.
  static func sentence(ofAll rows: Int) -> String? {
    guard rows < fewestRows else { return nil }
    return "There are only \(count(rows, "customer")): so few make no segments to rely on, whatever the figures say."
  }

  private static let mostNamed = 4
}
