import Analysis
import CommandLanguage
import CommandSession
import Graphics
import Segmentation

/// Sets several numbers of segments side by side.
struct Compare: Command {
  static let name = "compare"
  static let section = Section.segmentation
  static let summary = "sets several numbers of segments side by side by every measure, and recommends one"
  static let details = """
    The recommendation is that of %cluster k=auto: silhouette, Calinski-Harabasz, Davies-Bouldin, the knee and stability \
    vote; stability by the segment that comes back worst when customers are drawn anew ten times (its mean Jaccard \
    coefficient), of the numbers that the others name. Two further columns have no vote, and it is said where they differ: \
    the gap statistic asks whether there are groups at all, the adjusted Rand index how far all segments of a number come \
    back when customers are drawn anew. The segments in use stay as they are. All rows come from one recipe, since silhouettes of different features cannot be compared. Those of more than \
    100,000 customers are estimated from 50,000, with their standard errors.
    """
  static let tableCopies = 14.0
  static let growth = Growth.quadratic(because: "each candidate has its silhouette, a mean over all pairs of rows")
  static let parameters: [Parameter<Compare>] =
    [
      .argument("k", \.k, .range(in: 2...100), "the numbers of segments to compare")
    ] + Parameter.method(\.method, isCounting: true, seed: "where random numbers start; the session's without it") + [
      .key(
        "resamples", \.resamples,
        .automaticOr(.wholeNumber(in: 0...1_000), "20, or fewer or none where that would take minutes"),
        "how often customers are drawn anew for the adjusted Rand index; 0 leaves that column out, and the vote of stability in"
      ),
      .key(
        "references", \.references,
        .automaticOr(.wholeNumber(in: 0...500), "20, or fewer or none where that would take minutes"),
        "sets without groups that the gap statistic compares with; 0 leaves it out"),
      .exactSilhouettes(\.isExact),
    ]
  static let examples = [
    Example("%compare", "two to ten segments"),
    Example("%compare k=3..6 method=kmeans", "k-means instead of a tree"),
    Example("%compare k=2..15 resamples=0 references=0", "without the measures that take longest"),
  ]

  var k = 2...10
  var method = MethodWords()
  var resamples = Setting<Int>.automatic
  var references = Setting<Int>.automatic
  var isExact = false

  func run(on session: inout Session, in context: CommandContext) throws {
    var options = try method.options(in: session)
    options.isExact = isExact
    let preparation = try session.preparedFeatures(context.compute("preparing features", part: 0...0.01))
    let usual = Comparison.Effort.usual(for: preparation, ks: k, options)
    let effort = Comparison.Effort(
      resamples: resamples.value ?? usual.resamples, references: references.value ?? usual.references)
    let comparison = try Comparison.make(
      of: preparation, ks: k, options: options, effort: effort, previous: session.segmentationOfTable,
      context: context.compute("comparing numbers of segments", part: 0.01...1))
    let report = ComparisonReport(
      comparison: comparison, used: session.currentWholeSegmentation,
      leftOut: leftOut(effort), options: context.figureOptions)
    let isDrawn = comparison.candidates.count > 1
    context.show(isDrawn ? report.table.uncaptioned : report.table)
    if isDrawn { context.show(report.figure, keptIn: &session) }
  }

  /// What was left out unasked, and how to have it.
  private func leftOut(_ effort: Comparison.Effort) -> String? {
    let missing = [
      resamples == .automatic && effort.resamples == 0 ? "the adjusted Rand index (resamples=20)" : nil,
      references == .automatic && effort.references == 0 ? "the gap statistic (references=20)" : nil,
    ].compactMap { $0 }
    guard !missing.isEmpty else { return nil }
    return "Left out because it would take minutes: \(list(missing)); asked for in this way, it is measured."
  }
}
