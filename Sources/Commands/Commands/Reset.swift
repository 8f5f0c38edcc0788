import CommandLanguage
import CommandSession
import Segmentation

/// Goes back to the table as it was loaded.
struct Reset: Command {
  static let name = "reset"
  static let section = Section.data
  static let summary = "brings back the current table as it was loaded, before %filter, %derive, %kpi and %drop"
  static let details = "Segments that were made from the loaded table are current again."
  static let examples = [Example("%reset", "all rows and columns that were loaded")]

  func run(on session: inout Session, in context: CommandContext) throws {
    let before = session
    _ = try session.resetTable()
    let table = try session.table()
    context.print(
      "\(table.name) is as it was loaded: \(count(table.rowCount, "row")), \(count(table.columns.count, "column"))."
        + session.aftermath(since: before))
  }
}
