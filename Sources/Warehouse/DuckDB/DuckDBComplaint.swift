import Tables
import Wording

/// What DuckDB says of an error, as JSON: of what kind, and where in the query.
struct DuckDBComplaint {
  private let kind: String
  private let subtype: String
  /// The first line: others list candidates and give advice.
  let message: String
  private let name: String?
  private let type: String
  private let candidates: [String]
  private let byte: Int?

  init(_ failure: DriverFailure) {
    let text = failure.message
    let members = text.firstIndex(of: "{").flatMap { try? JSONValue(reading: Array(text[$0...].utf8)).members } ?? [:]
    func member(_ key: String) -> String { members[key]?.text ?? "" }
    kind = members.isEmpty ? String(text.prefix { $0 != ":" }) : member("exception_type")
    message =
      (members["exception_message"]?.text ?? text).split(whereSeparator: \.isNewline).first.map(String.init) ?? text
    subtype = member("error_subtype")
    name = members["name"]?.text
    type = member("type")
    candidates = member("candidates").split(separator: ",").map { $0.trimmingBlanks }
    byte = Int(member("position"))
  }

  /// - Parameter available: bytes that the query could work with.
  func error(in question: SQLQuestion, available: Int) -> SQLError {
    func at(_ kind: SQLError.Kind) -> SQLError { question.error(kind, atByte: byte) }
    let word = byte.flatMap { question.word(atByte: $0) } ?? ""
    switch (kind, subtype) {
    case ("Interrupt", _), ("INTERRUPT", _): return SQLError(.cancelled)
    // The second where no memory was left to write JSON.
    case ("Out of Memory", _), ("Out of Memory Error", _): return SQLError(.outOfMemory(available: available))
    case ("Permission", _): return at(.outside)
    case ("Parser", _):
      if message.contains("multiple") { return SQLError(.secondStatement) }
      guard message.contains("syntax error"), let byte else { return at(.failed(message)) }
      return question.unexpected(atByte: byte)
    case _ where message.contains("\" does not have a column named \""):
      // It points at the table before the name.
      return question.unknownColumn(message.split(separator: "\"").last.map(String.init) ?? word, atByte: byte)
    case (_, "COLUMN_NOT_FOUND"): return question.unknownColumn(name ?? word, atByte: byte)
    case (_, "MISSING_ENTRY"):
      guard let name else { break }
      if type == "Table" { return question.unknownTable(name, atByte: byte) }
      if type.contains("Function") { return at(.unknownFunction(name, nearest: nearest(to: name))) }
    default: break
    }
    return sentences(word, at)
  }

  /// What has no code of its own and is told by its words, which are DuckDB 2.0's.
  private func sentences(_ word: String, _ at: (SQLError.Kind) -> SQLError) -> SQLError {
    if message.contains("cannot contain aggregates") { return at(.aggregate(word)) }
    if message.contains("cannot contain window functions") { return at(.windowFunction(word)) }
    if message.hasPrefix("Ambiguous reference to column name") { return at(.ambiguousColumn(quoted ?? word)) }
    if message.contains("must appear in the GROUP BY clause") { return at(.ungrouped(quoted ?? word)) }
    let calls = ["No function matches the given name and argument types '", "function call \""]
    for beginning in calls {
      guard let call = message.ranges(of: beginning).first.map({ message[$0.upperBound...] }) else { continue }
      return at(.wrongTypes(String(call.prefix { $0 != "'" && $0 != "\"" })))
    }
    if message.hasPrefix("Cannot prepare multiple") { return SQLError(.secondStatement) }
    return at(.failed(message.trimmingPoint))
  }

  /// What stands in the first pair of quotes.
  private var quoted: String? {
    message.split(separator: "\"", omittingEmptySubsequences: false).dropFirst().first.map(String.init)
  }

  /// DuckDB's names of what SQLite calls otherwise.
  private func nearest(to name: String) -> [String] {
    let others = [
      "iif": "if", "total": "sum", "julianday": "julian", "unixepoch": "epoch", "char": "chr", "randomblob": "random",
    ]
    return others[name.lowercased()].map { [$0] } ?? candidates
  }
}

extension StringProtocol {
  fileprivate var trimmingBlanks: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }

  fileprivate var trimmingPoint: String { hasSuffix(".") ? String(dropLast()) : String(self) }
}
