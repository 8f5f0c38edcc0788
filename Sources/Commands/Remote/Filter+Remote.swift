import CommandLanguage
import CommandSession
import Graphics
import Remote
import Warehouse

extension Filter {
  /// Keeps the rows of a table that stays in its database: everything asked of it from then on is asked of them.
  func filter(_ table: RemoteTable, in session: inout Session, _ context: CommandContext) throws {
    let condition = try context.sqlText("condition", "which rows to keep, such as BALANCE > 1000")
    let engine = try session.engine(of: table)
    let written = try context.engineText(
      condition, of: session, engine.dialect, columns: table.columns.map(\.name))
    let filtered: RemoteTable
    do throws(WarehouseError) {
      filtered = try table.filtered(by: written, engine, context: context.compute("counting rows of \(table.name)"))
    } catch .noRows {
      throw noRow(of: table.name, condition)
    } catch {
      throw try context.asking(condition) { () throws(WarehouseError) -> Mistake in throw error }
    }
    let all = "\(NumberText.count(table.rowCount)) rows of \(table.name)"
    guard filtered.rowCount < table.rowCount else {
      context.print("All \(all) meet this condition: nothing changed.")
      return
    }
    session.useRemote(filtered)
    context.print(
      "\(NumberText.count(filtered.rowCount)) of \(all) \(filtered.rowCount == 1 ? "remains" : "remain"); nothing changed "
        + "in the database. %reset brings all rows back.")
  }
}
