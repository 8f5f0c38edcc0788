import GRDB
import JupyterProtocol

/// The SQL of a history request.
struct HistoryQuery {
  var sql: String
  var arguments: StatementArguments

  init(_ request: HistoryRequest, currentSession: Int) {
    switch request.accessType {
    case .range: self = .range(request, currentSession)
    case .tail: self = .latest(matching: nil, request)
    case .search: self = .latest(matching: request.pattern, request)
    }
  }

  /// Lines `start` up to, not including, `stop` of one session; 0 is the current one, -1 the one before it.
  private static func range(_ request: HistoryRequest, _ currentSession: Int) -> HistoryQuery {
    let session = request.session > 0 ? request.session : currentSession + request.session
    return HistoryQuery(
      sql: "SELECT * FROM cell WHERE session = ? AND line >= ? AND line < ? ORDER BY line",
      arguments: [session, request.start, request.stop ?? Int.max])
  }

  /// The last of all sessions, with `pattern` in SQLite's GLOB syntax; of equal inputs the latest stands for all.
  private static func latest(matching pattern: String?, _ request: HistoryRequest) -> HistoryQuery {
    let condition = pattern == nil ? "" : "WHERE input GLOB ?"
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
      arguments: (pattern.map { [$0] } ?? []) + [request.count.map { max($0, 0) } ?? -1])
  }

  private init(sql: String, arguments: StatementArguments) {
    self.sql = sql
    self.arguments = arguments
  }
}
