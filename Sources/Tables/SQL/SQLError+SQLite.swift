import CSQLite
import Machine
import SQLite
import Wording

/// Finds what SQLite complains of in the text that the user wrote.
struct SQLComplaint {
  let text: SQLText
  /// Bytes that stand before the user's text in what SQLite was given.
  let prefixLength: Int
  let tables: [SQLSchema]

  func error(_ error: SQLiteError) -> SQLError {
    if error.code == SQLITE_INTERRUPT { return SQLError(.cancelled) }
    if error.code == SQLITE_NOMEM || error.extendedCode == Self.outOfMemoryForFile {
      return SQLError(.outOfMemory(available: FreeMemory.bytes ?? 0))
    }
    let message = error.message
    let pointed = error.offset.flatMap { $0 >= prefixLength ? text.range(atByte: $0 - prefixLength) : nil }
    func behind(_ beginning: String) -> String? {
      message.hasPrefix(beginning) ? String(message.dropFirst(beginning.count)) : nil
    }
    if message == "incomplete input" { return SQLError(.syntax(near: nil), at: text.words.last?.range) }
    if let rest = behind("near \""), rest.hasSuffix("\": syntax error") {
      let near = String(rest.dropLast("\": syntax error".count))
      // The parenthesis that was put around an expression: the text ended before it was complete.
      if pointed == nil { return SQLError(.syntax(near: nil), at: text.words.last?.range) }
      return SQLError(.syntax(near: near), at: pointed)
    }
    if let rest = behind("unrecognized token: \"") {
      return SQLError(.syntax(near: String(rest.dropLast())), at: pointed)
    }
    if let name = behind("no such column: ") { return unknownColumn(name, pointed) }
    if let name = behind("ambiguous column name: ") {
      return SQLError(.ambiguousColumn(name), at: pointed ?? text.range(of: lastPart(name)))
    }
    if let name = behind("no such table: ") { return unknownTable(name, pointed) }
    if let name = behind("no such function: ") {
      return SQLError(
        .unknownFunction(name, nearest: nearestNames(to: name, among: Self.functions)),
        at: pointed ?? text.range(of: name))
    }
    for beginning in ["misuse of aggregate: ", "misuse of aggregate function "] {
      guard let name = behind(beginning)?.prefix(while: { $0 != "(" }) else { continue }
      return SQLError(.aggregate(String(name)), at: pointed ?? text.range(of: String(name)))
    }
    if let name = behind("misuse of window function ")?.prefix(while: { $0 != "(" }) {
      return SQLError(.windowFunction(String(name)), at: pointed ?? text.range(of: String(name)))
    }
    return SQLError(.failed(message), at: pointed)
  }

  /// `SQLITE_IOERR_NOMEM`, which C makes of two others.
  private static let outOfMemoryForFile = SQLITE_IOERR | 12 << 8

  func unknownTable(_ name: String, _ pointed: Range<Int>?) -> SQLError {
    let known = tables.map(\.name)
    return SQLError(
      .unknownTable(name, nearest: nearestNames(to: name, among: known), known: known),
      at: pointed ?? text.range(of: lastPart(name)))
  }

  func unknownColumn(_ name: String, _ pointed: Range<Int>?) -> SQLError {
    let column = lastPart(name)
    let range = text.range(of: column) ?? pointed
    let alike = tables.flatMap(\.alike).first { $0.contains { $0.lowercased() == column.lowercased() } }
    if let alike { return SQLError(.alikeColumns(alike), at: range) }
    if let place = text.words.firstIndex(where: { $0.range == range && $0.kind == .bare }),
      ["nan", "none", "nil"].contains(column.lowercased())
    {
      return SQLError(.missingByName(column, isNegated: isNegated(before: place)), at: range)
    }
    let mentioned = mentionedTables(name)
    if let only = mentioned.first, mentioned.count == 1, only.name != tables.first?.name {
      let nearest = nearestNames(to: column, among: only.columns.map(\.name))
      return SQLError(.unknownColumn(column, nearest: nearest, isQuoted: false), at: range, of: only.name)
    }
    let isQuoted = text.words.contains { $0.range == range && $0.kind == .quotedName }
    // A condition is of the first table; a query may be of any.
    let own = nearestNames(to: column, among: tables.first?.columns.map(\.name) ?? [])
    let isQuery = text.words.contains { $0.kind == .bare && $0.text.lowercased() == "from" }
    let nearest =
      own.isEmpty && isQuery ? nearestNames(to: column, among: tables.flatMap { $0.columns.map(\.name) }) : own
    return SQLError(.unknownColumn(column, nearest: nearest, isQuoted: isQuoted), at: range)
  }

  /// Whether `!=`, `<>` or NOT stands before a word.
  private func isNegated(before place: Int) -> Bool {
    let before = text.words[..<place].suffix(2).map { $0.text.lowercased() }
    return before.last == "not" || before == ["!", "="] || before == ["<", ">"]
  }

  /// The tables that a query names behind FROM and JOIN, or the one that stands before a column's name.
  private func mentionedTables(_ name: String) -> [SQLSchema] {
    if let point = name.firstIndex(of: "."), let table = tables.first(where: { $0.name == name[..<point] }) {
      return [table]
    }
    let places = text.words.indices.filter { place in
      place > 0 && ["from", "join", ","].contains(text.words[place - 1].text.lowercased())
    }
    let names = Set(places.map { text.words[$0].text.lowercased() })
    return tables.filter { names.contains($0.name.lowercased()) }
  }

  /// `BALANCE` of `cards.BALANCE`.
  private func lastPart(_ name: String) -> String {
    let known = tables.flatMap { $0.columns.map(\.name) }
    if known.contains(name) || text.range(of: name) != nil { return name }
    return name.lastIndex(of: ".").map { String(name[name.index(after: $0)...]) } ?? name
  }

  /// What is most likely meant by a function that there is not.
  private static let functions = [
    "abs", "avg", "ceil", "coalesce", "count", "date", "exp", "floor", "ifnull", "iif", "instr", "julianday", "length",
    "like", "ln", "log", "log10", "log2", "lower", "max", "min", "mod", "nullif", "pow", "power", "rank", "replace",
    "round", "row_number", "sign", "sqrt", "strftime", "substr", "sum", "total", "trim", "upper",
  ]
}
