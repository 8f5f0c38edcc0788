import CommandLanguage
import CommandSession
import Graphics
import Tables
import Warehouse
import Wording

/// Connects a database, or lists those that are connected.
struct Connect: Command {
  static let name = "connect"
  static let section = Section.data
  static let summary = "connects a database whose tables %load reads; without a URI, lists what is connected"
  static let details = """
    postgresql://user@host/db, sqlite:FILE, duckdb:FILE, sc://host:15002 (Spark Connect), grpc://host:port (Flight SQL), or a file of SQLite's or DuckDB's. \
    It is only read; the tables that %score to= makes are all that is written. A password comes from the URI, from PGPASSWORD or ~/.pgpass; it is not shown, and not kept in the history \
    (a notebook keeps what its cells say). SQLite is built in; the other engines need their ADBC driver, which pip installs: the error says which. \
    PostgreSQL's library encrypts where the server can, and does not look at whom it speaks to: sslmode=verify-full in the URI does, with sslrootcert=FILE, the \
    certificate of the authority that signed the server's, or sslrootcert=system, those that this machine trusts.
    """
  static let parameters: [Parameter<Connect>] = [
    .argument("uri", \.uri, .path(endings: DatabaseAddress.endings), "where the database is"),
    .key("as", \.connectionName, .name, "what it is called here; else as its database or file"),
    .key("driver", \.driver, .path(endings: [".so"]), "the file of a driver, in the place of the one that is found"),
  ]
  static let examples = [
    Example("%connect sqlite:shop.db as=big", "a file; then %load big.customers"),
    Example(
      "%connect postgresql://ana@db.example.com/crm?sslmode=verify-full", "a server, whose certificate is looked at"),
    Example("%connect", "what is connected, with its tables"),
  ]

  var uri: String?
  var connectionName: String?
  var driver: String?

  func run(on session: inout Session, in context: CommandContext) throws {
    guard let uri else { return try list(session, context) }
    let address = try DatabaseAddress(uri)
    let name = connectionName ?? address.usualName
    // What is asked of a table would be asked of another of its name.
    if let table = session.remoteTable(of: name), let old = session.connection(named: name), old.shown != address.shown
    {
      throw Mistake(
        .refused(
          name: "NameInUse", message: "\(old.name) is the database of \(table.name), which is in use, at \(old.shown)",
          remedy: "Another name in as= keeps both"), at: .key("as"))
    }
    let compute = context.compute("connecting \(address.shown)")
    let warehouse = try address.connect(driver: driver?.expandingHome, context: compute)
    let tables = try warehouse.tables(context: compute)
    let connection = Connection(name, warehouse, tables: tables.map(\.title))
    session.connect(connection)
    let more =
      address.isTakenAtItsWord
      ? ". Nobody has looked whether the server is the one that it says it is: sslmode=verify-full in the URI does" : ""
    context.show(
      Self.table(of: [connection], title: "\(name) is connected: \(address.shown)", more: more, in: context))
  }

  private func list(_ session: Session, _ context: CommandContext) throws(Mistake) {
    for key in ["as", "driver"] where context.isGiven(key) {
      throw Mistake(
        .refused(
          name: "MissingArgument", message: "\(key)= is of a database, and none is named",
          remedy: "%connect sqlite:FILE \(key)=…"), at: .key(key))
    }
    guard !session.connections.isEmpty else {
      throw Mistake(
        .refused(
          name: "NotConnected", message: "no database is connected",
          remedy: "%connect sqlite:shop.db as=big, then %load big.customers"))
    }
    let title = "\(count(session.connections.count, "database")) connected"
    context.show(Self.table(of: session.connections, title: title, in: context))
  }

  /// A line for each table, as it is loaded.
  private static func table(
    of connections: [Connection], title: String, more: String = "", in context: CommandContext
  ) -> HTMLTable {
    let most = context.configuration.rows
    var rows: [[HTMLTable.Cell]] = []
    for connection in connections {
      if connection.tables.isEmpty {
        rows.append([.init(connection.name), .init("no table that can be seen"), .init(connection.shown)])
      }
      for (place, table) in connection.tables.prefix(max(most, 1)).enumerated() {
        let isLast = place == most - 1 && connection.tables.count > most
        let more = isLast ? ", and \(count(connection.tables.count - most, "more table"))" : ""
        rows.append([
          .init(place == 0 ? connection.name : ""),
          .init("%load \(Quoting.item("\(connection.name).\(table)"))\(more)"),
          .init(place == 0 ? connection.shown : ""),
        ])
      }
    }
    return HTMLTable(
      title: title,
      columns: [
        .init("name", alignment: .left), .init("tables", alignment: .left, wraps: true),
        .init("where", alignment: .left, wraps: true),
      ],
      rows: rows, insights: [],
      caption: "%load NAME query=\"SELECT …\" asks for something else; nothing is written there\(more)")
  }
}
