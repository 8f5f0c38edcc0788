import Graphics
import Segmentation

/// The segments beside the map: how many, how large, how well they hold together.
struct ExplorerSegments {
  let segmentation: CustomerSegmentation
  /// The name of the table.
  let table: String
  let looksAt: Int?

  var html: HTMLTable {
    HTMLTable(
      title: "\(segmentation.k) segments of \(table)",
      columns: [
        .init("segment", alignment: .left), .init("customers"), .init("share"),
        .init(
          "silhouette", note: segmentation.scores.silhouetteError == nil ? "" : "estimated",
          tooltip: "the mean of its members: 1 well inside, 0 between two segments"),
      ],
      rows: segmentation.keys.map(row), insights: [scores], caption: segmentation.caption)
  }

  private func row(_ key: SegmentKey) -> [HTMLTable.Cell] {
    // The number is what the map shows.
    let title = key.name.isEmpty ? key.heading : "\(key.number) \(key.name)"
    return [
      HTMLTable.Cell(looksAt == key.number ? "▸ \(title)" : title, segment: key.color),
      HTMLTable.Cell(NumberText.count(key.size)), HTMLTable.Cell(NumberText.percent(key.share)),
      HTMLTable.Cell(segmentation.meanSilhouettes.map { NumberText.decimals($0[key.number - 1], 3) } ?? "–"),
    ]
  }

  private var scores: String { segmentation.scores.inWords }
}
