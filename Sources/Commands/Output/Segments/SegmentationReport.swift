import Graphics
import Segmentation
import Tables

/// What `%cluster` shows: the segments, how good the division is, and a first profile.
struct SegmentationReport {
  let segmentation: CustomerSegmentation
  let traits: SegmentTraits
  /// When a few zeros and non-zeros are all there is to the segments.
  let facts: DecisiveFacts?
  /// Segments shown at most; the largest come first.
  let mostRows: Int
  /// Why its silhouette cannot be set beside that of the segments before, when there were some.
  var incomparable: String?
  /// The line after which SQL sees segments, where the table has columns called so.
  var renaming: String?
  /// What of the table may mislead: codes for missing among the features, a column that is called segment.
  var warnings: [String] = []

  var table: HTMLTable {
    HTMLTable(
      title: "\(segmentation.k) segments",
      columns: [
        .init("segment", alignment: .left), .init("customers"), .init("share"),
        .init(
          "silhouette", note: segmentation.scores.silhouetteError == nil ? "" : "estimated",
          tooltip: "the mean of its members: 1 well inside, 0 between two segments, negative in the wrong one"),
      ]
        + (certainties == nil
          ? []
          : [.init("certainty", tooltip: "how sure the method is of its members, the mean: 1 beyond doubt")]) + [
          .init(
            "what sets it apart", note: "its median or share (everyone's)", alignment: .left, wraps: true)
        ],
      rows: segmentation.keys.prefix(mostRows).map(row), insights: insights, caption: segmentation.caption)
  }

  private func row(_ key: SegmentKey) -> [HTMLTable.Cell] {
    [
      HTMLTable.Cell(segmentation.title(of: key.number), segment: key.color),
      HTMLTable.Cell(NumberText.count(key.size)),
      HTMLTable.Cell(NumberText.percent(key.share)),
      HTMLTable.Cell(silhouettes.map { NumberText.decimals($0[key.number - 1], 3) } ?? "–"),
    ] + (certainties.map { [HTMLTable.Cell(NumberText.decimals($0[key.number - 1], 3))] } ?? []) + [
      HTMLTable.Cell(
        TraitsText(traits: traits, segmentation: segmentation).line(of: key.number, most: Self.mostTraits))
    ]
  }

  /// The mean certainty of each segment; nil for a method that knows no doubt.
  private var certainties: [Double]? { segmentation.certainty.map(segmentation.means) }

  /// The mean silhouette of each segment; nil where none is defined.
  private var silhouettes: [Double]? { segmentation.meanSilhouettes }

  private static let mostTraits = 3

  private var insights: [String] {
    var lines = [scores] + [unsure].compactMap { $0 }
    if let facts { lines.append(facts.sentence) }
    if let choice = segmentation.choice { lines.append(choice.explanation) }
    lines += OutlierSegments(of: segmentation)?.sentences(title: segmentation.title(of:), renaming: renaming) ?? []
    if let few = FewCustomers(of: segmentation) { lines.append(few.sentence(title: segmentation.title(of:))) }
    if segmentation.k > mostRows {
      lines.append("The \(NumberText.count(segmentation.k - mostRows)) smallest segments are not shown.")
    }
    return lines + warnings + segmentation.notes + [incomparable].compactMap { $0 }
  }

  private var scores: String {
    segmentation.scores.inWords
      + segmentation.ownMeasures.map { " · \($0.name) \(NumberText.score($0.value))" }.joined()
  }

  /// A membership below this is no more than a leaning.
  private static let leastCertainty = 0.6

  /// Customers whom the method could as well have put elsewhere.
  private var unsure: String? {
    guard segmentation.memberships != nil, let certainty = segmentation.certainty else { return nil }
    let doubtful = zip(certainty, segmentation.labels).count { $0 < Self.leastCertainty && $1 > 0 }
    let share = NumberText.percent(Double(doubtful) / Double(certainty.count))
    return doubtful == 0
      ? "Every customer's membership is at least \(NumberText.decimals(Self.leastCertainty, 1))."
      : "\(count(doubtful, "customer")) (\(share)) \(doubtful == 1 ? "has" : "have") a membership below "
        + "\(NumberText.decimals(Self.leastCertainty, 1)): they stand between segments."
  }
}

extension CustomerSegmentation.Scores {
  /// All three in a line.
  var inWords: String {
    func text(_ value: Double?) -> String { value.map(NumberText.score) ?? "not defined" }
    let silhouette = silhouetteInWords(NumberText.score) ?? text(nil)
    return
      "Silhouette \(silhouette) · Calinski-Harabasz \(text(calinskiHarabasz)) · Davies-Bouldin \(text(daviesBouldin))"
  }
}
