import Graphics
import Segmentation

/// A report in at most ten lines, for who reads no further.
struct ReportSummary {
  let material: ReportMaterial

  static let mostLines = 10
  /// Names shown before the rest is counted.
  private static let mostNames = 4

  private var segmentation: CustomerSegmentation { material.segmentation }
  private var readings: [SegmentReading] { material.insights.segments }

  /// What is always said comes first and last; between, what `%insights` says of all segments, as far as there is room.
  var lines: [String] {
    let first = [extent, largest, richest].compactMap { $0 }
    let last = [reliability, toDo].compactMap { $0 }
    let room = Self.mostLines - first.count - last.count
    return first + material.insights.plainSummary.map(\.text).prefix(room) + last
  }

  /// "8,636 of the 8,950 customers of cc_general are in 5 segments."
  private var extent: String {
    let placed = segmentation.labels.count - segmentation.noiseCount
    let rows = segmentation.preparation.tableRowCount
    let who =
      placed == rows
      ? "All \(count(rows, "customer")) of \(material.table.name) are"
      : "\(NumberText.count(placed)) of the \(count(rows, "customer")) of \(material.table.name) \(placed == 1 ? "is" : "are")"
    return "\(who) in \(count(segmentation.k, "segment"))."
  }

  /// Segments are numbered by size.
  private var largest: String? {
    guard segmentation.k > 1, let reading = readings.first else { return nil }
    return "The largest is \(reading.name): \(reading.size.text) "
      + "\(reading.size.value == 1 ? "customer" : "customers"), \(reading.share.text)."
  }

  /// Who holds most of the first thing that the rules share out.
  private var richest: String? {
    guard segmentation.k > 1, let label = readings.first?.totals.first?.label else { return nil }
    let holders = readings.compactMap { reading in
      reading.totals.first { $0.label == label }.map { (reading: reading, share: $0.share) }
    }
    guard holders.count == readings.count, let most = holders.max(by: { $0.share.value < $1.share.value }) else {
      return nil
    }
    return
      "Of all \(label), most are with \(most.reading.name): \(most.share.text), held by \(most.reading.share.text) of the "
      + "customers."
  }

  /// How many segments come back when customers are drawn anew, which do not, and whether others would be made in other ways.
  private var reliability: String {
    guard let stability = material.stability else { return ReportStability.notMeasured(segmentation) }
    let verdicts = stability.segments.map(\.verdict)
    func number(_ wanted: Stability.Verdict...) -> Int { verdicts.count { wanted.contains($0) } }
    let steady = number(.veryStable, .stable)
    let distrusted = stability.segments.filter { $0.verdict == .untrustworthy }
      .compactMap { found in readings.first { $0.segment == found.segment }?.name }
    let names = distrusted.contains { $0.contains(",") } ? distrusted.map { "‘\($0)’" } : distrusted
    let others = [
      (number(.uncertain), "uncertain"),
      (number(.untrustworthy), "not to be trusted or acted on (\(list(names, limit: Self.mostNames)))"),
      (number(.tooFew), "too small to say"),
    ].filter { $0.0 > 0 }.map { "\(NumberText.count($0.0)) \($0.0 == 1 ? "is" : "are") \($0.1)" }
    let start =
      "Of \(count(verdicts.count, "segment")), \(NumberText.count(steady)) \(steady == 1 ? "is" : "are") stable when "
      + "customers are drawn anew"
    let comesBack = ([start] + others).joined(separator: "; ") + "."
    return [comesBack, material.sensitivity?.warning].compactMap { $0 }.joined(separator: " ")
  }

  /// The first advice for the segment at the highest risk, of several the one that carries most. Nothing is sold to who is at
  /// high risk before the risk is seen to.
  private var toDo: String? {
    func first(_ reading: SegmentReading) -> Advice? {
      reading.advice.first { !($0.sells && reading.risk?.isHighest == true) }
    }
    let advised = readings.filter { first($0) != nil }
    func weight(_ reading: SegmentReading) -> Double { reading.totals.first?.share.value ?? reading.share.value }
    let order = advised.sorted { a, b in
      let (one, other) = (a.risk?.rank ?? .max, b.risk?.rank ?? .max)
      return one != other ? one < other : (weight(b), a.segment) < (weight(a), b.segment)
    }
    guard let reading = order.first, let advice = first(reading), let step = advice.recommendations.first else {
      return nil
    }
    return "First to do, \(advice.department), for \(reading.name): \(step.action) \(step.reason.text)"
  }
}
