import CommandLanguage
import CommandSession
import Graphics
import Segmentation
import Tables

/// The segments of a report one by one: a card, and how the values are spread that set it apart most.
struct ReportCards {
  let material: ReportMaterial
  let context: CommandContext

  static let mostSegments = 20

  private var segmentation: CustomerSegmentation { material.segmentation }

  /// As high as a card leaves room for on its page.
  private static let spreadHeight = 230.0

  func blocks(_ options: FigureOptions) throws -> [ReportPage.Block] {
    let segments = Array((1...segmentation.k).prefix(Self.mostSegments))
    let report = InsightsReport(insights: material.insights, segmentation: segmentation, segments: segments).report
    var (blocks, flat): ([ReportPage.Block], FigureOptions) = ([], options)
    flat.height = Self.spreadHeight
    for (card, segment) in zip(report.cards, segments) {
      try context.compute("drawing the report").checkpoint(1)
      blocks.append(.card(card))
      if let figure = try spread(of: segment, flat) { blocks.append(.figure(figure)) }
    }
    if segmentation.k > Self.mostSegments {
      blocks.insert(
        .paragraph(
          "Of \(NumberText.count(segmentation.k)) segments, the \(Self.mostSegments) largest have a card; %insights NUMBER shows "
            + "any other."), at: 0)
    }
    return blocks + [.note(report.legend)]
  }

  /// The column of the strongest trait, in the segment and in all others.
  private func spread(of segment: Int, _ options: FigureOptions) throws -> Figure? {
    guard segmentation.k > 1, let trait = material.insights.segments[segment - 1].traits.first,
      let column = material.table.columns.first(where: { $0.name == trait.column })
    else { return nil }
    let (segmentation, table) = (segmentation, material.table)
    let isCategory = if case .category = trait.kind { true } else { false }
    guard !isCategory, column.numbers != nil else {
      return try context.making { RowGroups(segmentation, apart: segment).grouped(column).counts(options) }
    }
    let logarithms = try AxisLogarithms(.automatic, drawn: [column], in: material.session, context)
    return try context.making {
      let axis = HistogramAxis(
        isLogarithmic: logarithms.isLogarithmic(column), notation: table.notation(of: column.name),
        caption: logarithms.caption(column))
      return RowGroups(segmentation, apart: segment).grouped(column).figure(axis, options)
    }
  }
}
