import Wording

extension Engine {
  /// What its driver says of an error, as part of a sentence.
  func words(of message: String) -> String {
    switch self {
    case .spark: SparkMessage(message).words
    case .flightSQL: Self.flightWords(message)
    case .postgresql: Self.postgreSQLWords(message)
    case .duckdb: message.inOneLine
    }
  }

  /// Without what the sentence around it says already, and without the advice to look at no certificate.
  private static func postgreSQLWords(_ message: String) -> String {
    let lines = message.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("Either provide the file") }
    var words = lines.joined(separator: "\n").inOneLine.replacing("Failed to connect: ", with: "")
    // A connection that is gone stays so.
    let endings = ["no connection to the server", "server closed the connection", "terminating connection"]
    if endings.contains(where: words.contains) {
      let query = words.firstRange(of: " Query was:")?.lowerBound ?? words.endIndex
      words = "\(words[..<query]); %connect connects it anew"
    }
    return words + (TLSComplaint(words)?.more ?? "")
  }

  /// Without the driver's name in front, and the call that failed behind: `[FlightSQL] no such table (Internal; ExecuteQuery)`.
  private static func flightWords(_ message: String) -> String {
    message.replacing("[FlightSQL] ", with: "").inOneLine.replacing(/\s\(\w+; \w+\)$/, with: "").inOneLine
  }
}

/// An error of Spark's: `[Spark] [CONDITION.DETAIL] What is wrong. SQLSTATE: 42703; line 1 pos 7;`, then advice, the plan or the
/// query again, on lines of their own.
///
/// https://spark.apache.org/docs/latest/sql-error-conditions.html
struct SparkMessage {
  /// What is wrong, with the place in the query where one is named.
  let words: String

  init(_ message: String) {
    let message = message.replacing("[Spark] ", with: "")
    let parts = message.split(separator: "SQLSTATE:", maxSplits: 1)
    guard let said = parts.first, parts.count > 1 else {
      words = message.inOneLine
      return
    }
    let first = said.split(whereSeparator: \.isNewline).first.map(String.init) ?? String(said)
    let condition = first.hasPrefix("[") ? first.firstRange(of: "] ")?.upperBound : nil
    words = String(first[(condition ?? first.startIndex)...]).inOneLine + (Self.place(in: parts[1]) ?? "")
  }

  /// Characters count from 0 behind `pos`, from 1 behind `position`.
  private static func place(in rest: Substring) -> String? {
    guard let found = rest.firstMatch(of: /line (\d+),? pos(ition)? (\d+)/), let line = Int(found.1),
      let character = Int(found.3)
    else { return nil }
    return " (line \(line), character \(character + (found.2 == nil ? 1 : 0)))"
  }
}

extension String {
  /// As part of a sentence: its lines that say something, one behind the other, without the blanks and points around them.
  var inOneLine: String {
    split(whereSeparator: \.isNewline).map { $0.trimmed }.filter { !$0.isEmpty }
      .joined(separator: " ").replacing("[libpq] ", with: "").trimming { " .".contains($0) }
  }
}
