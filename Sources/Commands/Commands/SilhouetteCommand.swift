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
    the worst; the line is everyone's mean. Of segments of more than 100,000 customers, whose silhouettes are estimated, it \
    shows those who were judged.
    """
  static let tableCopies = 1.0
  static let parameters: [Parameter<SilhouetteCommand>] = [
    .argument("n", \.n, .wholeNumber(in: 0...1_000), "how many of the most misplaced customers to list"),
    .key("segment", \.segment, ValueKind<Reference>.segment.optional, "one segment alone; all without it"),
  ]
  static let examples = [
    Example("%silhouette", "the bands, and the ten most misplaced customers"),
    Example("%silhouette 50", "fifty of them"),
    Example("%silhouette segment=2", "the members of one segment"),
  ]

  /// More bands make a figure that nobody reads; the largest come first.
  private static let mostSegments = 20

  var n = 10
  var segment: Reference?

  func run(on session: inout Session, in context: CommandContext) throws {
    let segmentation = try session.wholeSegmentation(for: "a silhouette")
    let number = try segment.map { reference throws(Mistake) in try session.segment(reference) }
    guard let values = segmentation.silhouetteValues, let all = Misfits(of: segmentation) else {
      throw Mistake(
        .refused(
          name: "NoSilhouette", message: "no silhouette is defined where every customer is a segment of one",
          remedy: "%cluster with a smaller k gives segments to look into"))
    }
    let misfits = number.map(all.only) ?? all
    var members = [[Double]](repeating: [], count: segmentation.k)
    for (value, segment) in zip(values, segmentation.labels) where segment > 0 && !value.isNaN {
      members[segment - 1].append(value)
    }
    let places = number.map { [$0 - 1] } ?? Array(members.indices.prefix(Self.mostSegments))
    var findings = misfits.sentences(title: segmentation.title)
    if number == nil, segmentation.k > places.count {
      findings.append("Of \(NumberText.count(segmentation.k)) segments, the \(places.count) largest are drawn.")
    }
    context.show(
      .silhouette(
        SilhouetteSpec(
          text: FigureText(
            title: number.map { "How well customers sit in \(segmentation.title(of: $0))" }
              ?? "How well customers sit in their segments",
            subtitle: "\(count(misfits.total, "customer")), sorted\(number == nil ? " within each segment" : ""); "
              + "with a rim: nearer to another segment",
            insights: findings, caption: segmentation.caption),
          segments: places.map { SilhouetteSpec.Segment(key: segmentation.keys[$0], values: members[$0]) },
          mean: misfits.mean, standardError: misfits.estimate?.standardError,
          options: context.figureOptions)),
      keptIn: &session)
    let report = MisfitReport(
      misfits: misfits, segmentation: segmentation, table: try session.table(),
      most: context.configuration.rows)
    if let table = report.bySegment { context.show(table) }
    if n > 0, let table = report.customers(n) { context.show(table) }
  }
}
