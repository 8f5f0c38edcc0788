import Graphics
import Segmentation
import Tables

/// What `%customer` shows: each value among the others, and the customers most alike.
struct CustomerReport {
  let portrait: CustomerPortrait
  let table: Table
  let segmentation: CustomerSegmentation?
  /// Why there is no segment, where there could be one.
  let note: String?

  private var segment: Int? { portrait.place?.segment }

  private func title(_ segment: Int) -> String { segmentation?.title(of: segment) ?? "" }

  private func color(of segment: Int) -> SegmentColor? {
    segment == 0 ? nil : segmentation?.key(of: segment).color
  }

  /// A row for each column of numbers that say how much, then one for each other column.
  var traits: HTMLTable {
    let who = table.identifier == nil ? "Row \(NumberText.count(portrait.row + 1))" : "Customer \(name(portrait.row))"
    let everyone =
      "everyone: \(table.rowCount == 1 ? "the row" : "all \(grouped(table.rowCount)) rows") of \(table.name)"
    let whole = [everyone, segmentation?.caption].compactMap { $0 }.joined(separator: " · ")
    let shown = portrait.traits.prefix(RowsTable.mostColumns)
    let hidden = portrait.traits.count - shown.count
    let own = segment.map { segment in
      [
        HTMLTable.Column("percentile", note: "in \(title(segment))", alignment: .left, segment: color(of: segment)),
        HTMLTable.Column("median", note: "of the segment"),
      ]
    }
    let measured = Set(portrait.traits.map(\.column))
    let others = table.columns.indices.filter { $0 != table.identifier && !measured.contains(table.columns[$0].name) }
      .prefix(RowsTable.mostColumns)
    return HTMLTable(
      title: segment.map { "\(who), \(title($0))" } ?? who,
      columns: [.init("", alignment: .left), .init("value")] + [
        .init("percentile", note: "among everyone", alignment: .left), .init("median", note: "of everyone"),
      ] + (own ?? []),
      rows: shown.map(row)
        + others.map { [HTMLTable.Cell(table.columns[$0].name), Self.text(table.columns[$0].text(at: portrait.row))] },
      insights: [note].compactMap { $0 } + portrait.sentences(title: title),
      caption: whole + (hidden > 0 ? " · \(NumberText.count(hidden)) more columns are not shown" : ""))
  }

  private func row(_ trait: CustomerPortrait.Trait) -> [HTMLTable.Cell] {
    let value =
      trait.value.isNaN
      ? HTMLTable.Cell.missing : HTMLTable.Cell(trait.notation.statistic(trait.value), tooltip: shortest(trait.value))
    return [HTMLTable.Cell(trait.column), value] + standing(trait.everyone, trait.notation)
      + (segment == nil ? [] : standing(trait.segment, trait.notation))
  }

  private func standing(
    _ standing: CustomerPortrait.Standing?, _ notation: NumberNotation
  ) -> [HTMLTable.Cell] {
    guard let standing else { return [.missing, .missing] }
    let percentile = standing.percentile * 100
    // Near the ends a whole number would say that nobody is beyond.
    let places = percentile < 1 || percentile > 99 ? 1 : 0
    let text =
      percentile > 99.9 ? ">99.9" : percentile < 0.1 ? "<0.1" : NumberText.decimals(percentile, places)
    let cell = HTMLTable.Cell(
      text, filled: standing.percentile,
      tooltip: "\(percent(standing.below)) have less, \(percent(standing.above)) have more, "
        + "of \(NumberText.count(standing.count)) with a value")
    return [cell, HTMLTable.Cell(notation.statistic(standing.median))]
  }

  private static func text(_ text: String?) -> HTMLTable.Cell { text.map { HTMLTable.Cell($0) } ?? .missing }

  private func name(_ row: Int) -> String { table.identifierText(row: row) }

  /// The customers most alike; nil where there are none.
  var neighbours: HTMLTable? {
    guard !portrait.neighbours.isEmpty else { return nil }
    let header = table.identifier.map { table.columns[$0].name } ?? "row"
    return HTMLTable(
      title: "Most like this customer",
      columns: [
        .init(header, alignment: .left), .init("segment", alignment: .left),
        .init("distance", note: "in prepared space"),
      ],
      rows: portrait.neighbours.map { neighbour in
        [
          HTMLTable.Cell(name(neighbour.row)),
          HTMLTable.Cell(title(neighbour.segment), segment: color(of: neighbour.segment)),
          HTMLTable.Cell(NumberText.decimals(neighbour.distance, 3)),
        ]
      },
      caption: segmentation?.preparation.caption ?? "")
  }
}
