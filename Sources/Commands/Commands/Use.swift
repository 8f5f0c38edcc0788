import CommandLanguage
import CommandSession
import Machine
import Remote
import Segmentation
import Tables
import Warehouse
import Wording

/// Takes another table of the session into use.
struct Use: Command {
  static let name = "use"
  static let section = Section.data
  static let summary = "takes another table of the session into use"
  static let details =
    "Each table keeps the features, segments, names and map that were made from it. A table of a database stays there: "
    + "%head, %describe, %missing, %hist, %corr, %filter, %sql, %cluster, %profile and %score ask its engine, and %sample N brings rows here."
  static let parameters: [Parameter<Use>] = [
    .argument("name", \.table, .tableOrRemote, "the table, or one of a database (NAME.TABLE)", required: true)
  ]
  static let examples = [
    Example("%use sample", "a table that %tables lists"),
    Example("%use big.customers", "a table of a database that %connect connected: it stays there"),
  ]

  var table = ""

  func run(on session: inout Session, in context: CommandContext) throws {
    if !session.tables.contains(where: { $0.value.name == table }),
      let (connection, name) = session.connection(of: table)
    {
      return try use(name, of: connection, in: &session, context)
    }
    let isHere = session.tables.contains { $0.value.name.lowercased() == table.lowercased() }
    if !isHere, !session.connections.isEmpty { throw unknown(in: session) }
    let index = try session.tableIndex(named: table, key: "name")
    let hadSegments = session.currentSegmentation != nil
    if session.currentTable != index { session.currentTable = index }
    let used = session.tables[index].value
    context.print(
      "\(used.name) is in use: \(count(used.rowCount, "row")), \(count(used.columns.count, "column"))."
        + Self.segments(of: session, mentioning: hadSegments))
  }
}

extension Use {
  /// Says which tables there are, here and in databases.
  private func unknown(in session: Session) -> Mistake {
    let known =
      session.tables.map(\.value.name)
      + session.connections.flatMap { connection in connection.tables.map { "\(connection.name).\($0)" } }
    let written = table.lowercased().split(separator: ".").last.map(String.init) ?? table.lowercased()
    var nearest = known.filter { $0.lowercased().split(separator: ".").last.map(String.init) == written }
    if nearest.isEmpty { nearest = nearestNames(to: table, among: known) }
    let connections = session.connections.map(\.name)
    let database = table.firstIndex(of: ".").map { String(table[..<$0]) }
    return Mistake(
      .refused(
        name: "UnknownTable",
        message: database.map { "no database is called \($0.excerpt), and no table ‘\(table.excerpt)’" }
          ?? "there is no table ‘\(table.excerpt)’",
        remedy: nearest.isEmpty
          ? "There are \(list(known)); of databases, \(list(connections))"
          : "Did you mean \(list(nearest.map(Quoting.item)).replacing(" and ", with: " or "))?"),
      at: .key("name"))
  }

  /// Takes a table of a database into use, which stays there.
  private func use(
    _ name: String?, of connection: Connection, in session: inout Session, _ context: CommandContext
  ) throws {
    guard let name else {
      let tables = connection.tables.prefix(6).map { "\(connection.name).\($0)" }
      throw Mistake(
        .refused(
          name: "MissingArgument", message: "\(connection.name) is a database, and no table of it is named",
          remedy: tables.isEmpty ? "" : "There are \(tables.joined(separator: ", "))"), at: .key("name"))
    }
    let engine = try connection.connected()
    let compute = context.compute("looking at \(connection.name).\(name)")
    let (table, unmet) = try engine.keepingLittle {
      let whole = try RemoteTable(name, of: connection.name, engine, context: compute)
      // A table that was in use before is found as it was left, with its filters and so with its segments.
      let conditions = session.remotes.first { $0.value.table.name == whole.name }?.value.table.conditions ?? []
      return try filtered(whole, by: conditions, engine, compute)
    }
    session.useRemote(table)
    var said = "\(table.name) is in use and stays where it is: \(count(table.rowCount, "row")), "
    said += count(table.columns.count, "column")
    if !table.conditions.isEmpty {
      said += ", filtered: \(table.conditionsInWords) (%reset brings all back)"
    }
    if !unmet.isEmpty {
      said +=
        "; no row of it meets \(unmet.map(Secrets.hidden).joined(separator: "; ")) any more, and the filter is gone"
    }
    context.print(said + ". %sample N brings rows here.")
    context.show(RolesTable(table: table.look, isElsewhere: true).html)
  }

  /// The rows that meet all conditions; where none does, the whole table and the conditions.
  private func filtered(
    _ whole: RemoteTable, by conditions: [String], _ engine: any Warehouse, _ context: ComputeContext
  ) throws(WarehouseError) -> (table: RemoteTable, unmet: [String]) {
    var table = whole
    do {
      for condition in conditions { table = try table.filtered(by: condition, engine, context: context) }
    } catch {
      guard case .noRows = error else { throw error }
      return (whole, conditions)
    }
    return (table, [])
  }
}

extension Session {
  /// The place of the table that the user named.
  /// - Parameter key: of the argument that names it.
  /// - Throws: `missingStage` without tables; `refused` with the nearest names.
  func tableIndex(named name: String, key: String) throws(Mistake) -> Int {
    let names = tables.map(\.value.name)
    guard !names.isEmpty else { throw Mistake(.missingStage(.table)) }
    let similar = names.indices.filter { names[$0].lowercased() == name.lowercased() }
    if let index = names.firstIndex(of: name) ?? (similar.count == 1 ? similar.first : nil) { return index }
    let nearest = nearestNames(to: name, among: names)
    throw Mistake(
      .refused(
        name: "UnknownTable", message: "there is no table ‘\(name.excerpt)’",
        remedy: nearest.isEmpty
          ? "There \(names.count == 1 ? "is" : "are") \(names.joined(separator: ", "))"
          : "Did you mean \(nearest.joined(separator: " or "))?"),
      at: .key(key))
  }
}

extension Use {
  /// ` It has 3 segments.` Where there are none, nothing is said unless somebody could look for them.
  private static func segments(of session: Session, mentioning isExpected: Bool) -> String {
    switch session.state(of: .segmentation) {
    case .current: session.currentSegmentation.map { " It has \(count($0.k, "segment"))." } ?? ""
    case .stale: " Its segments are out of date: run %cluster again."
    case .missing: isExpected ? " It has no segments yet: %cluster makes them." : ""
    }
  }
}

extension ValueKind where Value == String {
  /// The name of a table of the session.
  static var table: ValueKind { table("the name of a table", .from(.tables)) }

  /// The same, or of a table of a database that is connected.
  fileprivate static var tableOrRemote: ValueKind {
    table("the name of a table, or of one of a database (NAME.TABLE)", tablesAndRemote)
  }

  private static var tablesAndRemote: Candidates {
    var candidates = Candidates.from(.tables)
    candidates.sources.append(.databaseTables)
    return candidates
  }

  private static func table(_ noun: String, _ candidates: Candidates) -> ValueKind {
    ValueKind(
      noun, placeholder: "table", candidates: candidates,
      decode: { $0.text.isEmpty ? nil : $0.text }, text: { $0.isEmpty ? nil : Quoting.item($0) })
  }
}
