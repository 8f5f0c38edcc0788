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
    if let remote = session.remote?.value.table {
      guard !remote.conditions.isEmpty else {
        throw Mistake(.refused(name: "NothingToReset", message: "\(remote.name) has all its rows", remedy: ""))
      }
      let engine = try session.engine(of: remote)
      let whole = try remote.unfiltered(engine, context: context.compute("counting rows of \(remote.name)"))
      session.useRemote(whole)
      context.print("\(whole.name) has all its \(count(whole.rowCount, "row")) again.")
      return
    }
    let before = session
    _ = try session.resetTable()
    let table = try session.table()
    context.print(
      "\(table.name) is as it was loaded: \(count(table.rowCount, "row")), \(count(table.columns.count, "column"))."
        + session.aftermath(since: before))
  }
}
