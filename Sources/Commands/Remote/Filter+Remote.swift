import CommandLanguage
import CommandSession
import Graphics
import Remote
import Warehouse
import Wording

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
      if case .failed(_, let reason) = error,
        let unknown = unknownColumn(of: table, in: condition, reason: reason, session, context)
      {
        throw unknown
      }
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

  /// The column that the engine did not find, in the words of a table that is here.
  private func unknownColumn(
    of table: RemoteTable, in condition: Token, reason: String, _ session: Session, _ context: CommandContext
  ) -> Mistake? {
    let columns = table.columns.map(\.name)
    guard let (name, place) = context.unknownColumn(condition, reason: reason, among: columns) else { return nil }
    if ["segment", "segment_name"].contains(name.lowercased()) {
      return Mistake(
        .refused(
          name: "UnknownColumn", message: "\(table.name) has no column ‘\(name)’: its segments are not written there",
          remedy: session.remote?.value.fit == nil
            ? "%cluster k=4 method=kmeans makes some, %score writes them into a table"
            : "%score \(Quoting.item(table.name)) to=\(table.connection).scored writes them into a table to %use and %filter"
        ),
        at: .range(place))
    }
    return Mistake(
      .unknownColumn(name, nearest: nearestNames(to: name, among: columns), table: table.name), at: .range(place))
  }
}
