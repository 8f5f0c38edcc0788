import CommandLanguage
import CommandSession
import Graphics
import KernelInterface
import Segmentation
import Tables

/// The business analysis of the segments.
struct InsightsCommand: Command {
  static let name = "insights"
  static let section = Section.reading
  static let summary = "what the segments mean for the business: names, traits, risk, what to do, what to be careful of"
  static let details = """
    Every figure is computed from the table. Names, risk and advice follow rules that are made for card customers; on other \
    tables names, traits and cautions remain. %export rules FILE writes the rules to read and change, and rules=FILE takes \
    them from there. %name auto adopts the names. Up to 20,000 customers, stability is measured where %stability was not run.
    """
  static let parameters: [Parameter<InsightsCommand>] = [
    .argument("segment", \.segment, .segment, "one segment, else all of them"),
    .key("rules", \.rules, .path(endings: [".yaml", ".yml"]), "a file of your own rules"),
  ]
  static let examples = [
    Example("%insights", "all segments"),
    Example("%insights 2", "the second one"),
    Example("%insights rules=mine.yaml", "by your own rules; %export rules mine.yaml writes a start"),
  ]

  /// More cards are more than a page can hold.
  private static let mostSegments = 20
  /// Rows up to which stability is measured unasked: half a minute at most.
  private static let mostRowsResampled = 20_000
  /// Rows up to which a method that keeps all distances is resampled unasked.
  private static let mostRowsOfPairs = 2_000
  private static let resamples = 25

  var segment: Reference?
  var rules: String?

  func run(on session: inout Session, in context: CommandContext) throws {
    let segmentation = try session.segmentation()
    let chosen = try segment.map { [try session.segment($0)] }
    let rules = try readRules()
    let stability = try stability(of: segmentation, in: &session, context)
    let insights = try Insights(
      of: segmentation, table: try session.table(), rules: rules, stability: stability,
      currency: context.configuration.currency, context: context.compute("reading the segments", part: 0.8...1))
    let shown = chosen ?? Array((1...segmentation.k).prefix(Self.mostSegments))
    var report = InsightsReport(insights: insights, segmentation: segmentation, segments: shown).report
    if chosen == nil, segmentation.k > Self.mostSegments {
      report.summary.append(
        "Of \(NumberText.count(segmentation.k)) segments the \(Self.mostSegments) largest are shown; %insights NUMBER shows "
          + "any other.")
    }
    let theme = context.configuration.theme
    context.display(
      DisplayData(
        [.plain(report.plain), .html(theme.framed(report.html)), .markdown(report.markdown)], kind: "insights"))
  }

  private func readRules() throws -> Rules {
    guard let rules else { return try Rules.builtIn() }
    do throws(RulesError) {
      return try Rules(contentsOf: rules.expandingHome, name: rules)
    } catch {
      throw Mistake(
        .refused(
          name: "BadRules", message: error.message, remedy: "%export rules FILE writes rules that are right, with notes"
        ),
        at: .key("rules"))
    }
  }

  /// What was measured already, else measured now where that is soon done.
  private func stability(
    of segmentation: CustomerSegmentation, in session: inout Session, _ context: CommandContext
  ) throws -> Stability? {
    if let known = session.currentStability { return known }
    guard segmentation.whole == nil else { return nil }
    let features = segmentation.preparation.features
    let size = WorkSize(rows: features.rowCount, features: features.columnCount)
    let most = segmentation.options.method.cost(of: size).holdsAllPairs ? Self.mostRowsOfPairs : Self.mostRowsResampled
    guard segmentation.labels.count <= most, segmentation.k < segmentation.labels.count else { return nil }
    let stability = try Stability.measure(
      segmentation, resamples: Self.resamples, seed: session.seed,
      context: context.compute("drawing customers anew", part: 0...0.8))
    session.setStability(stability)
    return stability
  }
}
