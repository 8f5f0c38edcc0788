import CommandSession
import Graphics
import Segmentation
import Tables

/// What stands on the page of a report, in its order.
struct ReportContent {
  let material: ReportMaterial
  let context: CommandContext
  /// What the user calls it; empty for the table's name.
  let title: String
  let paper: ReportPage.Paper?

  /// Rows of a table that fit a page.
  private static let mostRows = 20

  private var segmentation: CustomerSegmentation { material.segmentation }

  private var options: FigureOptions {
    FigureOptions(width: ReportPage.figureWidth, currency: context.configuration.currency, isBare: true)
  }

  /// - Throws: `CancellationError`.
  func page() throws -> ReportPage {
    var page = ReportPage(
      title: title.isEmpty ? "Customer segments of \(material.table.name)" : title, subtitle: subtitle,
      sections: try sections(), generator: "Cohort \(context.version)", paper: paper)
    let written = page
    let words = try context.making { written.words }
    page.sections.append(.init("words", "Words used here", [.facts(Glossary.facts(in: words))], startsPage: true))
    return page
  }

  private var subtitle: String {
    [
      count(segmentation.labels.count, "customer"), count(segmentation.k, "segment"),
      segmentation.options.methodInWords,
      material.table.restriction,
    ].compactMap { $0 }.joined(separator: " · ")
  }

  private func sections() throws -> [ReportPage.Section] {
    let warnings = [try MissingCodes(material.table).warning(on: segmentation)].compactMap { $0 }
    let segments = SegmentationReport(
      segmentation: segmentation, traits: material.traits, facts: nil, mostRows: Self.mostRows,
      renaming: material.table.renamingOfNamesakes, warnings: warnings)
    let profile = ProfileReport(
      profile: material.profile, traits: material.traits, segmentation: segmentation, table: material.table)
    let (options, stability) = (options, ReportStability(material: material, mostRows: Self.mostRows))
    let map = try ReportMap(material: material, context: context).blocks(options)
    let cards = try ReportCards(material: material, context: context).blocks(options)
    let drawn = try context.making { (profile.figure(options), stability.blocks(options)) }
    let whole = material.insights.findings.map(\.text)
    return [
      .init("summary", "In short", [.sentences(ReportSummary(material: material).lines)]),
      .init("segments", "The segments", [.table(segments.table)], startsPage: true),
      .init("map", "The map", map),
      .init("profile", "Profile", [.figure(drawn.0)], startsPage: true),
    ]
      + (whole.isEmpty ? [] : [.init("whole", "In the table as a whole", [.sentences(whole)])])
      + [.init("cards", "The segments one by one", cards, startsPage: true, turnsPages: true)]
      + [
        .init("stability", "How reliable the segments are", drawn.1, startsPage: true),
        .init("rules", "The segments as rules", rules),
        .init(
          "made", "How it was made", ReportMaking(material: material, version: context.version).blocks, startsPage: true
        ),
      ]
  }

  private var rules: [ReportPage.Block] {
    guard let explanation = material.explanation else {
      return [.paragraph("There is one segment, and rules tell one from others.")]
    }
    var table = ExplanationReport(
      explanation: explanation, segmentation: segmentation, segment: nil, mostRows: 3 * Self.mostRows
    ).table
    table.title = ""
    return [.table(table)]
  }
}
