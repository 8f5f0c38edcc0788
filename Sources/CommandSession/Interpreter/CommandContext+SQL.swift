import CommandLanguage
import Tables
import Warehouse

/// SQL behind a command's options, as a token of the cell.
extension CommandContext {
  /// The rest of the line or cell.
  /// - Parameter meaning: what it should be, for the error when there is none.
  package func sqlText(_ key: String, _ meaning: String) throws(Mistake) -> Token {
    guard case .raw(let token)? = rest, !token.text.trimmingBlanks().isEmpty else {
      throw Mistake(.missingArgument(key, command: line.name.text, meaning: meaning))
    }
    return token
  }

  /// Asks the session's tables, and points at what SQL refuses where it stands in the cell.
  /// - Parameter skipped: scalars of the token before the SQL.
  package func ask<Result>(
    _ session: Session, _ token: Token, skipping skipped: Int = 0, _ body: (SQLSource) throws(SQLError) -> Result
  ) throws(Mistake) -> Result {
    do {
      return try body(session.sqlSource(self))
    } catch {
      throw mistake(error, session, token, skipping: skipped)
    }
  }

  /// The result of a query over the session's tables, in the engine that `%config sql=` names, and that engine's name.
  package func queried(
    _ session: Session, _ token: Token, as name: String
  ) throws(Mistake) -> (table: Table, engine: String) {
    let duckDB: DuckDBSource?
    do throws(WarehouseError) {
      duckDB = try session.duckDBSource(self)
    } catch {
      throw Mistake(Problem(error), at: token.range)
    }
    guard let duckDB else {
      return (
        try ask(session, token) { source throws(SQLError) in try source.table(named: name, from: token.text) }, "SQLite"
      )
    }
    do {
      return (try duckDB.table(named: name, from: token.text), "DuckDB")
    } catch {
      throw mistake(error, session, token)
    }
  }

  /// What SQL refused, where it stands in the cell.
  private func mistake(_ error: SQLError, _ session: Session, _ token: Token, skipping skipped: Int = 0) -> Mistake {
    let places = token.places(in: cell)
    var range = places.isEmpty ? token.range : places[min(skipped, places.count - 1)]..<token.range.upperBound
    if let found = error.range, let first = places.dropFirst(skipped + found.lowerBound).first {
      range = first..<(places.dropFirst(skipped + found.upperBound - 1).first ?? first) + 1
    }
    if case .unknownParameter(let name) = error.kind { return Mistake(session.unknownParameter(name), at: range) }
    if case .unknownColumn(let name, _, _) = error.kind, let missing = session.noSegments(behind: name) {
      return Mistake(missing, at: range)
    }
    let problem = databaseTable(behind: error, token.text, session)
    return Mistake(problem ?? Problem(error, in: session.current?.value.name ?? "the session"), at: range)
  }

  /// That a query names a table of a database, which the session's engine does not know; nil for any other mistake.
  private func databaseTable(behind error: SQLError, _ query: String, _ session: Session) -> Problem? {
    switch error.kind {
    case .unknownTable, .failed: break
    default: return nil
    }
    for word in query.split(whereSeparator: { $0.isWhitespace || ",;()".contains($0) }) {
      guard let point = word.firstIndex(of: "."), let connection = session.connection(named: String(word[..<point])),
        error.message.lowercased().contains(connection.name.lowercased())
      else { continue }
      return .refused(
        name: "UnknownTable", message: "\(word) is a table of the database \(connection.name), and is asked there",
        remedy: "%use \(word), then write \(word[word.index(after: point)...]) in its SQL; "
          + "%load \(word) brings its rows here")
    }
    return nil
  }
}

extension Token {
  /// Where in the cell each scalar of the text stands: one behind the other, but for lines that a `\` joins.
  package func places(in source: SourceText) -> [Int] {
    var position = range.lowerBound
    return text.unicodeScalars.map { scalar in
      let place = position
      if position < source.scalars.count, source.scalars[position] == scalar {
        position += 1
      } else {
        while position < range.upperBound, source.scalars[position].isBreakOrBlank { position += 1 }
      }
      return min(place, max(range.lowerBound, range.upperBound - 1))
    }
  }
}

extension Unicode.Scalar {
  /// What lies between a `\` at the end of a line and the text of the next.
  fileprivate var isBreakOrBlank: Bool { isBlank || isLineBreak || self == "\\" }
}
