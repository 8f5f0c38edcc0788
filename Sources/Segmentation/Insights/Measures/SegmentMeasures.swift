import Analysis
import Machine
import Tables

/// Every number that rules and sentences ask for, computed from the table when asked.
struct SegmentMeasures: Sendable {
  let segmentation: CustomerSegmentation
  let table: Table
  private let subjects: [String: SubjectValues]
  /// Mean silhouette and share of negative ones of each segment; empty where none is defined.
  private let silhouettes: [(mean: Double, misplaced: Double)]

  /// - Parameters:
  ///   - subjects: the words that are asked for.
  ///   - columns: what they stand for in the table.
  /// - Throws: `CancellationError`.
  init(
    of segmentation: CustomerSegmentation, table: Table, subjects names: Set<String>, columns: SubjectColumns,
    context: ComputeContext
  ) throws(CancellationError) {
    self.segmentation = segmentation
    self.table = table
    let rows = segmentation.preparation.rows
    let (labels, k) = (segmentation.labels, segmentation.k)
    var asked: [(name: String, values: [Double])] = []
    for name in names.sorted() {
      // What is computed from columns takes a pass over all rows.
      try context.checkCancellation()
      if let values = columns.values(of: name) { asked.append((name, values)) }
    }
    let found = try parallelItems(asked, context: context) { (asked, context) throws(CancellationError) in
      (asked.name, try SubjectValues(asked.values, rows: rows, labels: labels, k: k, context: context))
    }
    subjects = Dictionary(uniqueKeysWithValues: found)
    silhouettes = Self.silhouettes(of: segmentation)
  }

  /// True when the table has what the subject is computed from, and a value of it.
  func knows(_ subject: String) -> Bool { subjects[subject]?.everyone.isEmpty == false }

  /// The values of a subject in a segment, rising; nil where the table has none.
  func values(of subject: String, in segment: Int) -> [Double]? { subjects[subject]?.segments[segment - 1] }

  /// The variance of a subject in a segment, with divisor n − 1; NaN where the table has none.
  func variance(of subject: String, in segment: Int) -> Double { subjects[subject]?.variance(of: segment) ?? .nan }

  /// The measure of a segment (1…k); nil where it is not known or not defined.
  func value(_ measure: Measure, segment: Int) -> Double? {
    if measure.subject == Measure.segment { return ofSegment(measure.statistic, segment) }
    guard let values = subjects[measure.subject] else { return nil }
    let own = values.statistic(measure.statistic, segment: segment)
    let everyone = values.statistic(measure.statistic, segment: nil)
    switch measure.relation {
    case .own: return own
    case .everyone: return everyone
    case .ratio:
      guard let own, let everyone, everyone > 0 else { return nil }
      return own / everyone
    case .difference:
      guard let own, let everyone else { return nil }
      return own - everyone
    }
  }

  private func ofSegment(_ statistic: Statistic, _ segment: Int) -> Double? {
    switch statistic {
    case .size: Double(segmentation.sizes[segment - 1])
    case .share: segmentation.share(of: segment)
    case .silhouette: silhouettes.isEmpty ? nil : silhouettes[segment - 1].mean
    case .misplaced: silhouettes.isEmpty ? nil : silhouettes[segment - 1].misplaced
    default: nil
    }
  }

  private static func silhouettes(of segmentation: CustomerSegmentation) -> [(mean: Double, misplaced: Double)] {
    guard let misfits = Misfits(of: segmentation) else { return [] }
    return misfits.segments.map { ($0.mean, $0.share) }
  }
}
