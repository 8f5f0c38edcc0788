import CSQLite
import JupyterProtocol

/// One cell of the past.
package struct HistoryRecord: Sendable, Equatable {
  /// Counted from 1 over all runs of the kernel.
  package var session: Int
  /// Its execution count.
  package var line: Int
  package var input: String
  /// Its value as plain text, where it had one.
  package var output: String?

  /// Of a longer text the beginning is kept, in bytes of UTF-8.
  package static let textLimit = 1 << 20
}

extension HistoryRecord {
  /// The cell as it is kept: of what is too long the beginning, and a mark.
  var shortened: HistoryRecord {
    HistoryRecord(
      session: session, line: line, input: HistoryRecord.shortened(input), output: output.map(HistoryRecord.shortened))
  }

  private static func shortened(_ text: String) -> String {
    guard text.utf8.count > textLimit else { return text }
    var end = text.utf8.index(text.startIndex, offsetBy: textLimit)
    // Back to a scalar's edge, so that no half of one is kept.
    while end.samePosition(in: text.unicodeScalars) == nil { end = text.utf8.index(before: end) }
    return "\(text[..<end])\n… [\(text.utf8.distance(from: end, to: text.endIndex)) more bytes were not kept]"
  }
}

extension HistoryRequest {
  /// What the request asks for of `records`, which are those of the session with the number `session`.
  func chosen(from records: PackedCells, session: Int) -> [HistoryRecord] {
    switch accessType {
    case .range:
      guard number(from: session) == session else { return [] }
      return records.filter { $0.line >= start && $0.line < stop ?? Int.max }
    case .tail:
      return latest(of: Array(records))
    case .search:
      return latest(of: records.filter { sqlite3_strglob(pattern, $0.input) == 0 })
    }
  }

  /// The last of `records`, which are in order; of equal inputs the latest stands for all where the request says so.
  func latest(of records: [HistoryRecord]) -> [HistoryRecord] {
    var records = records
    if isUnique {
      var seen: Set<String> = []
      records = records.reversed().filter { seen.insert($0.input).inserted }.reversed()
    }
    return count.map { records.suffix(max($0, 0)) } ?? records
  }
}
