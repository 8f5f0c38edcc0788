import CommandLanguage
import CommandSession
import Graphics
import Tables

/// Lists the tables of the session.
struct TablesCommand: Command {
  static let name = "tables"
  static let section = Section.data
  static let summary = "lists the tables of the session"
  static let examples = [Example("%tables", "names, sizes, where they came from, what was done to them")]

  func run(on session: inout Session, in context: CommandContext) throws {
    guard !session.tables.isEmpty else { throw Mistake(.missingStage(.table)) }
    let rows = session.tables.indices.map { index in
      let table = session.tables[index].value
      return [
        HTMLTable.Cell(table.name), HTMLTable.Cell(index == session.currentTable ? "in use" : ""),
        HTMLTable.Cell(NumberText.count(table.rowCount)), HTMLTable.Cell(NumberText.count(table.columns.count)),
        HTMLTable.Cell(session.using(index).currentSegmentation.map { NumberText.count($0.k) } ?? ""),
        HTMLTable.Cell(ByteText.size(table.memory)), HTMLTable.Cell(table.source),
        HTMLTable.Cell(session.changesInWords(of: table) ?? ""),
      ]
    }
    context.show(
      HTMLTable(
        title: "\(NumberText.count(rows.count)) \(rows.count == 1 ? "table" : "tables")",
        columns: [
          .init("table", alignment: .left), .init("", alignment: .left), .init("rows"), .init("columns"),
          .init("segments"),
          .init("memory"), .init("from", alignment: .left, wraps: true),
          .init("changes", alignment: .left, wraps: true),
        ],
        rows: rows, insights: [],
        caption: rows.count > 1 ? "%use NAME takes another one into use" : ""))
  }
}
