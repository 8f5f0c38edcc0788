import CommandLanguage
import CommandSession
import Graphics
import Remote
import Tables

extension Sample {
  /// Makes a table of the session of rows that are drawn in the engine.
  func bring(_ remote: RemoteTable, into session: inout Session, _ context: CommandContext) throws {
    let engine = try session.engine(of: remote)
    var table = try remote.sample(n, seed: session.seed, engine, context: context.compute("sampling \(remote.name)"))
    table.name = tableName ?? remote.title.split(separator: ".").last.map(String.init) ?? remote.title
    let seen = try LoadedTable(table: table, offer: Rfm.Offer(for: table)?.sentence)
      .html(rows: 5, context.compute("looking at \(table.name)"))
    session.setTable(table)
    context.show(seen)
    context.show(RolesTable(table: table).html)
  }
}
