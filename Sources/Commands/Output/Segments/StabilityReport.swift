import Graphics
import Segmentation

/// What `%stability` shows of the resamples: how each segment fared, as a figure and as a table.
struct StabilityReport {
  let segmentation: CustomerSegmentation
  let stability: Stability
  /// Segments in the table at most; the largest come first.
  let mostRows: Int

  /// More rows make a figure that nobody reads.
  private static let mostStrips = 20

  func figure(_ options: FigureOptions) -> Figure {
    let strips = zip(segmentation.keys, stability.segments).prefix(Self.mostStrips).map { key, segment in
      ValueStripsSpec.Strip(key: key, values: segment.jaccards, verdict: segment.verdict.rawValue)
    }
    return .valueStrips(
      ValueStripsSpec(
        kind: "stability",
        text: FigureText(
          title: "Do the segments come back?", subtitle: subtitle,
          insights: stability.sentences(title: segmentation.title(of:)) + notShown(Self.mostStrips), caption: caption),
        measure: "Jaccard coefficient with the segment most like it", unit: "resample", domain: 0...1, strips: strips,
        thresholds: [
          .init(Stability.dissolution, label: "dissolved up to 0.5", isAbove: false),
          .init(Stability.recovery, label: "recovered from 0.75 on", isAbove: true),
        ], options: options))
  }

  var table: HTMLTable {
    // Only tiny segments are ever missed by a resample.
    let isAnyMissed = stability.segments.contains { $0.drawn < stability.resamples }
    let columns: [HTMLTable.Column?] = [
      .init("segment", alignment: .left), .init("customers"),
      .init("mean Jaccard", tooltip: "what it shares with the new segment most like it: 1 all, 0 nothing"),
      .init("lowest"), .init("recovered", note: "0.75 or more"), .init("dissolved", note: "0.5 or less"),
      isAnyMissed ? .init("resamples", note: "that drew it") : nil,
      .init("verdict", alignment: .left, wraps: true),
    ]
    return HTMLTable(
      title: "How stable each segment is", columns: columns.compactMap { $0 },
      rows: zip(segmentation.keys, stability.segments).prefix(mostRows).map { key, segment in
        row(key, segment, showsDrawn: isAnyMissed)
      },
      insights: notShown(mostRows), caption: caption)
  }

  private func row(_ key: SegmentKey, _ segment: Stability.Segment, showsDrawn: Bool) -> [HTMLTable.Cell] {
    [
      HTMLTable.Cell(segmentation.title(of: key.number), segment: key.color),
      HTMLTable.Cell(NumberText.count(key.size)),
      segment.drawn == 0 ? .missing : HTMLTable.Cell(NumberText.decimals(segment.jaccard, 3)),
      segment.jaccards.min().map { HTMLTable.Cell(NumberText.decimals($0, 3)) } ?? .missing,
      HTMLTable.Cell(NumberText.count(segment.recovered)),
      HTMLTable.Cell(NumberText.count(segment.dissolved)),
    ] + (showsDrawn ? [HTMLTable.Cell(NumberText.count(segment.drawn))] : [])
      + [HTMLTable.Cell(segment.verdict.rawValue)]
  }

  private var subtitle: String {
    "\(count(stability.resamples, "resample")) of \(NumberText.count(segmentation.labels.count)) customers"
  }

  private var caption: String {
    "bootstrap of \(count(stability.resamples, "resample")), seed \(stability.seed) (Hennig 2007) · "
      + segmentation.caption
  }

  private func notShown(_ limit: Int) -> [String] {
    guard segmentation.k > limit else { return [] }
    return ["Of \(NumberText.count(segmentation.k)) segments, the \(limit) largest are shown."]
  }
}

/// What `%stability` shows of other choices: how many customers change segment under each.
struct SensitivityReport {
  let segmentation: CustomerSegmentation
  let sensitivity: Sensitivity

  var table: HTMLTable {
    HTMLTable(
      title: "How many customers change segment under other choices",
      columns: [
        .init("other choice", alignment: .left), .init("compared", note: "customers in both"), .init("change segment"),
        .init("share"), .init("adjusted Rand", tooltip: "1 for the same segments, 0 for no more than chance"),
        .init("largest segment", note: "of the other choice"), .init("", alignment: .left, wraps: true),
      ],
      rows: sensitivity.alternatives.map(row), insights: sensitivity.sentences,
      caption: "the same \(segmentation.k) segments each time, matched so that as few customers as possible change")
  }

  private func row(_ alternative: Sensitivity.Alternative) -> [HTMLTable.Cell] {
    switch alternative.outcome {
    case .leftOut(let reason):
      let missing = [HTMLTable.Cell](repeating: .missing, count: 5)
      return [HTMLTable.Cell(alternative.choice)] + missing + [HTMLTable.Cell("left out: \(reason)")]
    case .compared(let comparison):
      return [
        HTMLTable.Cell(alternative.choice), HTMLTable.Cell(NumberText.count(comparison.customers)),
        HTMLTable.Cell(NumberText.count(comparison.changed)),
        HTMLTable.Cell(percent(comparison.changedShare)),
        HTMLTable.Cell(NumberText.decimals(comparison.adjustedRandIndex, 3)),
        HTMLTable.Cell(percent(comparison.largestShare)),
        HTMLTable.Cell(comparison.dividesNobody ? "hardly divides" : ""),
      ]
    }
  }
}
