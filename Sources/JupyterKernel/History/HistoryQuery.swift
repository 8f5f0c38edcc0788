import JupyterProtocol
import SQLite

/// The SQL of a history request: what other sessions than the current one hold, whose own cells are in memory.
struct HistoryQuery {
  var sql: String
  var arguments: [SQLiteValue]

  init(_ request: HistoryRequest, currentSession: Int) {
    switch request.accessType {
    case .range: self = .range(request, currentSession)
    case .tail: self = .latest(matching: nil, request, currentSession)
    case .search: self = .latest(matching: request.pattern, request, currentSession)
    }
  }

  /// Lines `start` up to, not including, `stop` of one session; 0 is the current one, -1 the one before it.
  private static func range(_ request: HistoryRequest, _ currentSession: Int) -> HistoryQuery {
    HistoryQuery(
      sql: "SELECT * FROM cell WHERE session = ? AND session <> ? AND line >= ? AND line < ? ORDER BY line",
      arguments: [request.number(from: currentSession), currentSession, request.start, request.stop ?? Int.max]
        .map { SQLiteValue($0) })
  }

  /// The last of all other sessions, with `pattern` in SQLite's GLOB syntax; of equal inputs the latest stands for all.
  private static func latest(
    matching pattern: String?, _ request: HistoryRequest, _ currentSession: Int
  ) -> HistoryQuery {
    let condition = "WHERE session <> ?" + (pattern == nil ? "" : " AND input GLOB ?")
    // Bare columns beside max() come from the row that holds the maximum: https://sqlite.org/lang_select.html#bareagg
    let cells =
      request.isUnique
      ? "SELECT session, line, input, output, max(session * 4294967296 + line) FROM cell \(condition) GROUP BY input"
      : "SELECT session, line, input, output FROM cell \(condition)"
    return HistoryQuery(
      sql: """
        SELECT session, line, input, output FROM (\(cells) ORDER BY session DESC, line DESC LIMIT ?)
        ORDER BY session, line
        """,
      arguments: [SQLiteValue(currentSession)] + (pattern.map { [.text($0)] } ?? [])
        + [SQLiteValue(request.count.map { max($0, 0) } ?? -1)])
  }

  private init(sql: String, arguments: [SQLiteValue]) {
    self.sql = sql
    self.arguments = arguments
  }
}

extension HistoryRequest {
  /// The number of the session that a range is of: those up to 0 are counted back from the current one.
  func number(from currentSession: Int) -> Int {
    session > 0 ? session : currentSession.addingReportingOverflow(session).partialValue
  }
}
