import CommandLanguage
import CommandSession
import Graphics
import Tables
import Warehouse

/// Asks the tables of the session.
struct SQL: Command {
  static let name = "sql"
  static let section = Section.data
  static let summary = "shows the result of a query over the session's tables, or makes a table of it"
  static let details = """
    Queries are SQL as DuckDB speaks it where that is installed, else as SQLite does (%config sql=duckdb|sqlite decides it), and \
    change nothing. Tables go by their names (%tables), $name is a parameter. While there are segments, the current table has \
    them as segment and segment_name. %%sql on the first line of a cell takes all lines below it. A query sees these tables and \
    no file. While a table that stays in its database is in use, its engine is asked, about all tables there. The same query gives the same rows, in the same order, each time; in what order is said by ORDER BY alone.
    """
  static let tableCopies = 1.0
  static let notes: HelpNotes? = HelpNotes("DuckDB and SQLite", SQLNote.all.map { Example($0.expression, $0.inWords) })
  static let rest = CommandSyntax.Rest.raw
  static let restPlaceholder = "QUERY"
  static let parameters: [Parameter<SQL>] = [
    .key("as", \.tableName, .name, "the table that the result becomes; it is shown alone without it")
  ]
  static let examples = [
    Example("%sql SELECT TENURE, count(*), avg(BALANCE) FROM sample GROUP BY TENURE", "a summary"),
    Example("%sql as=large SELECT * FROM sample WHERE CREDIT_LIMIT > 5000", "a table of its own, for %use large"),
  ]

  var tableName: String?

  func run(on session: inout Session, in context: CommandContext) throws {
    let query = try context.sqlText("query", "what to ask, such as SELECT count(*) FROM \(Self.anyName(session))")
    if query.text.lowercased().hasPrefix("as:") {
      let name = query.text.dropFirst(3).prefix { $0.unicodeScalars.allSatisfy(\.continuesName) }
      throw Mistake(
        .colonForEquals(shown: "as=\(name)"),
        at: query.range.lowerBound..<query.range.lowerBound + 3 + name.unicodeScalars.count)
    }
    let (result, engine) = try answer(to: query, session, context)
    if tableName != nil, result.rowCount == 0 {
      throw Mistake(
        .refused(name: "NoRows", message: "the result has no row, and a table needs one", remedy: ""), at: .key("as"))
    }
    let kept = tableName.map { session.keep(result, as: $0) } ?? []
    let shown = Array(0..<min(result.rowCount, context.configuration.rows))
    var title = "\(NumberText.count(result.rowCount)) \(result.rowCount == 1 ? "row" : "rows")"
    if shown.count < result.rowCount { title += ", the first \(NumberText.count(shown.count)) of them" }
    context.show(
      RowsTable(table: result, rows: shown).html(
        title: title,
        insights: kept,
        caption: "\(session.inWords(query.text).excerpt); asked in \(engine)"))
  }

  /// From the tables of the session, or from the engine of the table in use, where that stays there; and what answered.
  private func answer(
    to query: Token, _ session: Session, _ context: CommandContext
  ) throws -> (result: Table, engine: String) {
    let name = tableName ?? "result"
    guard let remote = session.remote?.value.table else {
      let (result, engine) = try context.queried(session, query, as: name)
      return (result, engine)
    }
    let engine = try session.engine(of: remote)
    let written = try context.engineText(
      query, of: session, engine.dialect, columns: remote.columns.map(\.name))
    let columns: [Column]
    do {
      columns = try context.asking(query) { () throws(WarehouseError) in
        try engine.result(of: written, expecting: nil, context: context.compute("asking \(remote.connection)")).columns
      }
    } catch {
      throw error.advising(onNamesOf: remote.connection, in: query.text)
    }
    return (try Table(name: name, columns: columns, source: "a query of \(engine.address.shown)"), remote.connection)
  }

  private static func anyName(_ session: Session) -> String { session.current?.value.name ?? "sample" }
}

extension Mistake {
  /// An engine does not know what its connection is called here.
  fileprivate func advising(onNamesOf connection: String, in query: String) -> Mistake {
    let beginning = "\(connection).".lowercased()
    func begins(at place: String.Index) -> Bool {
      query[place...].prefix(beginning.count).lowercased() == beginning
        && (place == query.startIndex || !query[query.index(before: place)].isLetter)
    }
    guard case .refused(let name, let message, "") = problem, let found = query.indices.first(where: begins) else {
      return self
    }
    let table = query[found...].dropFirst(beginning.count).prefix { !$0.isWhitespace && !",;()".contains($0) }
    return Mistake(
      .refused(
        name: name, message: message,
        remedy: "\(connection) is what the database is called here: write \(table) in its own SQL"), at: place)
  }
}

extension Session {
  /// Makes a table of the session, beside the one in use.
  /// - Returns: that it is there, and what it took the place of; whole sentences.
  mutating func keep(_ result: Table, as name: String) -> [String] {
    let replaced = tables.first { $0.value.name == name }?.value
    let hadSegments = replaced.map { hasSegments(of: $0.name) } ?? false
    let used = current?.value.name
    setTable(result)
    // The table in use stays in use: its segments would be out of date otherwise.
    if let used { currentTable = tables.firstIndex { $0.value.name == used } }
    let sentence =
      current?.value.name == name
      ? "\(name) is the table in use." : "\(name) is a table of the session now; %use \(name) takes it into use."
    guard let replaced else { return [sentence] }
    return [
      sentence,
      "It took the place of a table of \(count(replaced.rowCount, "row")) and \(count(replaced.columns.count, "column"))"
        + (hadSegments ? ", whose segments are out of date: %undo brings both back." : ": %undo brings that back."),
    ]
  }
}
