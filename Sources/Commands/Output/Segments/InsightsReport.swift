import Graphics
import Segmentation

/// What `%insights` shows: the analysis laid out as a report.
struct InsightsReport {
  let insights: Insights
  let segmentation: CustomerSegmentation
  /// The segments to show, by number.
  let segments: [Int]

  var report: SegmentReport {
    let isWhole = segments.count == segmentation.k
    return SegmentReport(
      title: isWhole && segmentation.k > 1
        ? "What the \(segmentation.k) segments mean for the business"
        : segments.map { insights.segments[$0 - 1].name }.joined(separator: ", "),
      summary: isWhole ? insights.summary.map(\.text) : [],
      cards: segments.map { card(insights.segments[$0 - 1]) },
      findings: isWhole ? insights.findings.map(\.text) : [],
      legend:
        "Medians of the segment and of everyone; “any” is the share of customers with a value above zero. Higher in: "
        + "of 100 pairs of a customer of the segment and one from elsewhere, those in which the segment’s has more, ties counting half "
        + "(Vargha and Delaney 2000); 50 is no difference. n: the customers of the segment whom a line rests on; columns that the segments were not "
        + "made by come last, and name none.",
      caption: insights.caption)
  }

  private func card(_ reading: SegmentReading) -> SegmentReport.Card {
    let size = reading.size.value == 1 ? "customer" : "customers"
    let share = SegmentReport.Share(label: "customers", value: reading.share.value, text: reading.share.text)
    return SegmentReport.Card(
      key: segmentation.key(of: reading.segment), name: reading.name,
      extent: "\(reading.size.text) \(size), \(reading.share.text)",
      // Alone it would repeat the extent.
      shares: reading.totals.isEmpty
        ? [] : [share] + reading.totals.map { .init(label: $0.label, value: $0.share.value, text: $0.share.text) },
      traits: reading.traits.map { trait in
        .init(
          label: trait.label.text, own: trait.own.text, everyone: trait.everyone.text,
          effect: "\(PairsText.wins(trait.superiority.value)) of 100",
          n: NumberText.count(trait.n), isHigh: trait.isHigh)
      },
      risk: reading.risk.map { risk in
        .init(
          level: risk.level, rank: risk.rank, levelCount: risk.levelCount, reason: risk.reason.text,
          readings: risk.readings.map { .init(label: $0.label, own: $0.own.text, everyone: $0.everyone.text) })
      },
      advice: reading.advice.map { advice in
        .init(
          department: advice.department,
          actions: advice.recommendations.map { .init(action: $0.action, reason: $0.reason.text) })
      },
      cautions: reading.cautions.map(\.text))
  }
}
