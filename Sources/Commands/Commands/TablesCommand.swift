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
    guard !session.tables.isEmpty || !session.remotes.isEmpty else { throw Mistake(.missingStage(.table)) }
    let inMemory = session.tables.indices.map { index in
      let table = session.tables[index].value
      return [
        HTMLTable.Cell(table.name), HTMLTable.Cell(index == session.currentTable ? "in use" : ""),
        HTMLTable.Cell(NumberText.count(table.rowCount)), HTMLTable.Cell(NumberText.count(table.columns.count)),
        HTMLTable.Cell(session.using(index).currentSegmentation.map { NumberText.count($0.k) } ?? ""),
        HTMLTable.Cell(ByteText.size(table.memory)), HTMLTable.Cell(table.source),
        HTMLTable.Cell(session.changesInWords(of: table) ?? ""),
      ]
    }
    let rows = inMemory + session.remotes.map { cells(of: $0.value, in: session) }
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

  /// Of a table that stays in its database, which takes no memory here.
  private func cells(of work: RemoteWork, in session: Session) -> [HTMLTable.Cell] {
    let table = work.table
    return [
      HTMLTable.Cell(table.name), HTMLTable.Cell(table.name == session.remote?.value.table.name ? "in use" : ""),
      HTMLTable.Cell(NumberText.count(table.rowCount)), HTMLTable.Cell(NumberText.count(table.columns.count)),
      HTMLTable.Cell(work.isCurrent ? work.fit.map { NumberText.count($0.k) } ?? "" : ""), HTMLTable.Cell(""),
      HTMLTable.Cell("stays in \(session.connection(named: table.connection)?.shown ?? table.connection)"),
      HTMLTable.Cell(work.conditionsInWords ?? ""),
    ]
  }
}
