import CommandLanguage
import CommandSession
import Graphics
import KernelInterface
import Machine
import Segmentation
import Tables

/// The business analysis of the segments.
struct InsightsCommand: Command {
  static let name = "insights"
  static let section = Section.reading
  static let summary = "what the segments mean for the business: names, traits, risk, what to do, what to be careful of"
  static let details = """
    Every figure is computed from the table. Names, risk and advice follow rules on a trade: \(Rules.packNames.joined(separator: ", ")). \
    The pack speaks whose columns are there, found by their names or said by NAME=COLUMN; where none is, traits and cautions \
    remain. %export rules FILE writes the rules on cards to read and change, and rules=FILE takes them from there. %name auto \
    adopts the names. Up to 20,000 customers, stability is measured as %stability does where that was not run.
    """
  static let tableCopies = 5.0
  static let parameters: [Parameter<InsightsCommand>] =
    [.argument("segment", \.segment, .segment, "one segment, else all of them")] + Parameter.advice(\.advice)
  static let examples = [
    Example("%insights", "all segments"),
    Example("%insights 2", "the second one"),
    Example("%insights balance=Total_Revolving_Bal", "the column that the rules call balance"),
    Example("%insights rules=mine.yaml", "by your own rules; %export rules mine.yaml writes a start"),
  ]

  /// More cards are more than a page can hold.
  private static let mostSegments = 20

  var segment: Reference?
  var advice = AdviceWords()

  func run(on session: inout Session, in context: CommandContext) throws {
    let segmentation = try session.segmentation()
    _ = try segment.map { try session.segment($0) }
    _ = try advice.rules(in: session)
    let stability = try session.stabilitySoonMeasured(
      of: segmentation, context: context.compute("drawing customers anew", part: 0...0.8))
    context.display(
      try display(of: session, stability: stability, context.compute("reading the segments", part: 0.8...1)))
  }

  /// What is read from the segments.
  /// - Parameter stability: nil where it is not known.
  func display(
    of session: Session, stability: Stability?, _ compute: ComputeContext
  ) throws -> DisplayData {
    let configuration = session.configuration
    let segmentation = try session.segmentation()
    let chosen = try segment.map { [try session.segment($0)] }
    let table = try session.table()
    let (rules, given) = try advice.rules(in: session)
    let insights = try Insights(
      of: segmentation, table: table, rules: rules, given: given, stability: stability,
      currency: configuration.currency, context: compute)
    let shown = chosen ?? Array((1...segmentation.k).prefix(Self.mostSegments))
    var report = InsightsReport(insights: insights, segmentation: segmentation, segments: shown).report
    if chosen == nil, segmentation.k > Self.mostSegments {
      report.summary.append(
        "Of \(NumberText.count(segmentation.k)) segments the \(Self.mostSegments) largest are shown; %insights NUMBER shows "
          + "any other.")
    }
    if let warning = try MissingCodes(table, context: compute).warning(on: segmentation) {
      report.summary.append(warning)
    }
    return DisplayData(
      [.plain(report.plain), .html(configuration.framed(report.html)), .markdown(report.markdown)], kind: "insights")
  }
}
