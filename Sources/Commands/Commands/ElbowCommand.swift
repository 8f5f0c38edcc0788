import Analysis
import CommandLanguage
import CommandSession
import Graphics
import Segmentation

/// Draws how much spread is left within the segments over their number.
struct ElbowCommand: Command {
  static let name = "elbow"
  static let section = Section.segmentation
  static let summary = "draws the sum of squares within the segments over their number, with the knee"
  static let details = """
    The curve falls with every further segment; the knee (Kneedle) is where a further one stops paying off. Many curves \
    have no sharp knee, and then it says so. Computed from the prepared features alone; the segments in use, which stay as \
    they are, are marked.
    """
  static let tableCopies = 1.0
  static let parameters: [Parameter<ElbowCommand>] =
    [
      .argument("k", \.k, .range(in: 1...1_000), "the numbers of segments to draw")
    ] + Parameter.method(\.method, isCounting: true)
  static let examples = [
    Example("%elbow", "one to ten segments"),
    Example("%elbow k=1..20 method=kmeans", "the same for k-means"),
  ]

  var k = 1...10
  var method = MethodWords()

  func run(on session: inout Session, in context: CommandContext) throws {
    let options = try method.options(in: session)
    let preparation = try session.preparedFeatures(context.compute("preparing features", part: 0...0.02))
    let elbow = try Elbow.make(
      of: preparation, ks: k, options: options, previous: session.segmentationOfTable,
      context: context.compute("adding up squares", part: 0.02...1))
    let used = session.currentWholeSegmentation?.k
    let isShown = used.map(elbow.ks.contains) ?? false
    let knee = elbow.knee.flatMap { elbow.ks.firstIndex(of: $0) }
    context.show(
      .lines(
        LineSpec(
          kind: "elbow",
          text: FigureText(
            title: "Spread left within the segments",
            subtitle: isShown ? "the dashed line is the number in use" : "",
            insights: elbow.sentences(used: used), caption: elbow.caption),
          xTitle: "segments", xs: elbow.ks.map { Double($0) },
          series: [
            LineSpec.Series(
              name: "within-cluster sum of squares", values: elbow.inertias, chosen: knee,
              note: "knee")
          ],
          marked: isShown ? used.map { Double($0) } : nil, markedLabel: used.map { "in use: k = \($0)" } ?? "",
          options: context.figureOptions)),
      keptIn: &session)
  }
}
