import Graphics
import Segmentation
import Tables

/// Who sits in the wrong segment: how many of each, and the clearest cases by name.
struct MisfitReport {
  let misfits: Misfits
  let segmentation: CustomerSegmentation
  let table: Table
  /// Rows shown at most.
  let most: Int

  private func cell(_ segment: Int) -> HTMLTable.Cell {
    HTMLTable.Cell(segmentation.title(of: segment), segment: segmentation.key(of: segment).color)
  }

  /// nil when nobody does.
  var bySegment: HTMLTable? {
    guard !misfits.rows.isEmpty else { return nil }
    return HTMLTable(
      title: "Who would sit better elsewhere",
      columns: [
        .init("segment", alignment: .left), .init("customers"),
        .init("mean silhouette", note: segmentation.scores.silhouetteError == nil ? "" : "estimated"),
        .init("misplaced"),
        .init("share"), .init("nearer to", alignment: .left, wraps: true),
      ],
      rows: misfits.segments.prefix(most).map { segment in
        [
          cell(segment.segment), HTMLTable.Cell(NumberText.count(segment.size)),
          HTMLTable.Cell(NumberText.decimals(segment.mean, 3)), HTMLTable.Cell(NumberText.count(segment.count)),
          HTMLTable.Cell(NumberText.percent(segment.share)),
          HTMLTable.Cell(
            list(
              segment.nearer.map { "\(segmentation.title(of: $0.segment)) (\(NumberText.count($0.count)))" }, limit: 4)),
        ]
      })
  }

  /// The most misplaced customers; nil when there are none.
  func customers(_ count: Int) -> HTMLTable? {
    guard !misfits.rows.isEmpty else { return nil }
    let shown = misfits.rows.prefix(min(count, most))
    let header = table.identifier.map { table.columns[$0].name } ?? "row"
    var caption =
      shown.count == misfits.rows.count
      ? (shown.count == 1
        ? "The only negative silhouette" : "All \(NumberText.count(shown.count)) negative silhouettes")
      : "The \(NumberText.count(shown.count)) lowest of \(NumberText.count(misfits.rows.count)) negative silhouettes"
    if shown.count < min(count, misfits.rows.count) { caption += "; %config rows=\(count) shows more" }
    return HTMLTable(
      title: "The most misplaced customers",
      columns: [
        .init(header, alignment: .left), .init("segment", alignment: .left), .init("nearer to", alignment: .left),
        .init("silhouette"),
      ],
      rows: shown.map { misfit in
        [
          HTMLTable.Cell(table.identifierText(row: misfit.row)), cell(misfit.segment), cell(misfit.nearer),
          HTMLTable.Cell(NumberText.decimals(misfit.value, 3)),
        ]
      }, caption: caption)
  }
}
