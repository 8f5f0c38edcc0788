import Analysis
import CommandLanguage
import CommandSession
import Graphics
import Segmentation
import Tables

/// Shows how well each customer sits in the own segment.
struct SilhouetteCommand: Command {
  static let name = "silhouette"
  static let section = Section.segmentation
  static let summary = "draws how well each customer sits in the own segment, and names those in the wrong one"
  static let details = """
    A silhouette compares a customer's mean distance to the own segment with that to the nearest other one: 1 is well \
    inside, 0 between the two, below 0 nearer to the other. Each segment is a band of its members from the best placed to \
    the worst; the line is everyone's mean.
    """
  static let parameters: [Parameter<SilhouetteCommand>] = [
    .argument("n", \.n, .wholeNumber(in: 0...1_000), "how many of the most misplaced customers to list")
  ]
  static let examples = [
    Example("%silhouette", "the bands, and the ten most misplaced customers"),
    Example("%silhouette 50", "fifty of them"),
  ]

  /// More bands make a figure that nobody reads; the largest come first.
  private static let mostSegments = 20

  var n = 10

  func run(on session: inout Session, in context: CommandContext) throws {
    let segmentation = try session.wholeSegmentation(for: "a silhouette")
    guard let values = segmentation.silhouetteValues, let misfits = Misfits(of: segmentation) else {
      throw Mistake(
        .refused(
          name: "NoSilhouette", message: "no silhouette is defined where every customer is a segment of one",
          remedy: "%cluster with a smaller k gives segments to look into"))
    }
    var members = [[Double]](repeating: [], count: segmentation.k)
    for (value, segment) in zip(values, segmentation.labels) where segment > 0 { members[segment - 1].append(value) }
    let shown = Array(zip(segmentation.keys, members).prefix(Self.mostSegments))
    var findings = misfits.sentences(title: segmentation.title)
    if segmentation.k > shown.count {
      findings.append("Of \(NumberText.count(segmentation.k)) segments, the \(shown.count) largest are drawn.")
    }
    context.show(
      .silhouette(
        SilhouetteSpec(
          text: FigureText(
            title: "How well customers sit in their segments",
            subtitle: "\(NumberText.count(misfits.total)) customers, sorted within each segment; "
              + "with a rim: nearer to another segment",
            insights: findings, caption: segmentation.caption),
          segments: shown.map { SilhouetteSpec.Segment(key: $0, values: $1) }, mean: misfits.mean,
          options: context.figureOptions)),
      keptIn: &session)
    let report = MisfitReport(
      misfits: misfits, segmentation: segmentation, table: try session.table(),
      most: context.configuration.rows)
    if let table = report.bySegment { context.show(table) }
    if n > 0, let table = report.customers(n) { context.show(table) }
  }
}
