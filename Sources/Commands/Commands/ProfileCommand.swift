import CommandLanguage
import CommandSession
import Graphics
import Segmentation
import Tables

/// Compares each segment with everyone.
struct ProfileCommand: Command {
  static let name = "profile"
  static let section = Section.reading
  static let summary = "compares the segments column by column: their values, and how far they lie from everyone"
  static let details = """
    Values are those of the table, not of the prepared features. Colours and arrows tell how far a segment's median (or \
    mean) lies from everyone's. Below stands what sets the segments apart, of all columns, as in %cluster and %insights.
    """
  static let tableCopies = 4.0
  static let parameters: [Parameter<ProfileCommand>] = [
    .key("by", \.by, .choice(), "the typical value"),
    .key(
      "figure", \.figure,
      .choice([
        .table: "a column a segment, with the values", .snake: "a row a feature, with the segments' numbers along it",
      ]),
      "how they are set side by side"),
    .key("segment", \.segment, ValueKind<Reference>.segment.optional, "one segment beside everyone; all without it"),
  ]
  static let examples = [
    Example("%profile", "medians"),
    Example("%profile by=mean", "means, as in a published table"),
    Example("%profile figure=snake", "the segments as lines over the features"),
    Example("%profile segment=2", "one segment beside everyone"),
  ]

  /// How a profile is drawn.
  enum Form: String, CaseIterable, Sendable { case table, snake }

  var by = Profile.Measure.median
  var figure = Form.table
  var segment: Reference?

  func run(on session: inout Session, in context: CommandContext) throws {
    if let remote = session.remote?.value { return try describe(remote, in: &session, context) }
    let segmentation = try session.segmentation()
    let number = try segment.map { reference throws(Mistake) in try session.segment(reference) }
    let table = try session.table()
    let profile = try Profile(
      of: segmentation, table: table, context: context.compute("describing segments", part: 0...0.5))
    let traits = try SegmentTraits(
      of: segmentation, table: table, context: context.compute("describing segments", part: 0.5...1))
    let report = ProfileReport(
      profile: profile, traits: traits, segmentation: segmentation, table: table, by: by, only: number)
    let spec = report.spec(context.figureOptions)
    context.show(figure == .snake ? .snake(spec) : .profile(spec), keptIn: &session)
  }
}
