import CommandSession
import Graphics
import Segmentation

/// How what a report tells was made: the commands, the recipe, the choices, the data.
struct ReportMaking {
  let material: ReportMaterial
  let version: String

  private var segmentation: CustomerSegmentation { material.segmentation }
  private var preparation: Preparation { segmentation.preparation }

  var blocks: [ReportPage.Block] {
    var blocks: [ReportPage.Block] = [
      .paragraph(
        material.trail.isWhole
          ? "These commands give the same table, segments and map again:"
          : "The commands that are known, of those that made the table, its segments and the map:"),
      .commands(material.trail.commands),
    ]
    let secrets = material.trail.leavesOutSecrets ? Trail.secretsInWords : nil
    let cautions = [secrets, colours, interrupted].compactMap { $0 }
    if !cautions.isEmpty { blocks.append(.sentences(cautions)) }
    return blocks + [.facts(facts), .table(recipe)]
  }

  /// Colours of segments that were cut out of others before; a division made at once has the palette's order.
  private var colours: String? {
    segmentation.colours == Array(0..<segmentation.k)
      ? nil : "Segments kept colours from a division before this one; made at once, they may have others."
  }

  private var interrupted: String? {
    guard material.components == nil, let map = material.session.madeMap?.value, map.interruptedAfter != nil else {
      return nil
    }
    return "The map was stopped before it was finished: \(map.stepsInWords)."
  }

  // MARK: Choices

  private var facts: [ReportPage.Fact] {
    [ReportPage.Fact("Data", data), ReportPage.Fact("SHA-256 of the file", checksum)]
      + [ReportPage.Fact("Rows", rows)] + left
      + [
        ReportPage.Fact("Method", segmentation.options.methodInWords + choice),
        ReportPage.Fact("Silhouette", silhouette),
      ]
      + [ReportPage.Fact("Seed of the session", "\(material.session.seed)"), ReportPage.Fact("Cohort", version)]
  }

  private var data: String {
    guard case .checksum(_, let size) = material.origin.bytes else { return material.origin.source }
    return "\(material.origin.source), \(ByteText.size(size))"
  }

  private var checksum: String {
    switch material.origin.bytes {
    case .checksum(let digits, _): digits
    case .changed: "the file was written to since it was loaded: its checksum is not that of this table"
    case .gone: "the file is not there any more"
    case .noFile: "the table came from no file"
    }
  }

  private var rows: String {
    "\(NumberText.count(preparation.rows.count)) of \(NumberText.count(preparation.tableRowCount)) used"
      + (segmentation.noiseCount > 0 ? ", \(NumberText.count(segmentation.noiseCount)) of them in no segment" : "")
  }

  private var left: [ReportPage.Fact] {
    let dropped = preparation.dropped.map { "\(count($0.count, "row")) \($0.reason)" }
    let changes = material.session.changesInWords(of: material.table)
    return (dropped.isEmpty ? [] : [ReportPage.Fact("Left out", dropped.joined(separator: "; "))])
      + (changes.map { [ReportPage.Fact("Changes since it was loaded", $0)] } ?? [])
  }

  private var choice: String {
    let number = segmentation.options.k == .auto ? ", their number found by the data" : ""
    return ", \(count(segmentation.k, "segment"))\(number)"
  }

  private var silhouette: String {
    segmentation.scores.silhouetteInWords { NumberText.decimals($0, 3) } ?? "not defined"
  }

  // MARK: The recipe

  private var recipe: HTMLTable {
    var table = PreparationTable(preparation: preparation, redundancy: nil).table
    table.title = "What was made of each column"
    return table
  }
}
