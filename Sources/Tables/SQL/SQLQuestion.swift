import Wording

/// A query over tables, for an engine that is not SQLite: looked through, with what it takes to point at a mistake in it.
package struct SQLQuestion: Sendable {
  /// A table as the query sees it.
  package struct Source: Sendable {
    package let name: String
    package let columns: [Column]
    package let rowCount: Int
  }

  package let query: String
  /// The first of those whose names differ in case alone.
  package let sources: [Source]
  /// The parameters that the query names, each once.
  package let parameters: [(name: String, value: SQLValue)]
  private let text: SQLText
  private let schemas: [SQLSchema]

  /// - Throws: `SQLError`: no single query, unknown parameters, and what `SQLMeaning` finds.
  package init(
    _ query: String, over tables: [Table], parameters known: [String: SQLValue], grammar: SQLGrammar
  ) throws(SQLError) {
    self.query = query
    text = SQLText(query, grammar)
    try text.checkQuery()
    let tables = SQLSource.distinct(tables)
    try SQLMeaning(text, tables: tables, isOfFirst: false, parameters: known, grammar: grammar).check()
    var schemas: [SQLSchema] = []
    for table in tables { schemas.append(try SQLSchema(table, grammar)) }
    try text.checkEverything(of: schemas)
    self.schemas = schemas
    sources = schemas.map { Source(name: $0.name, columns: $0.columns, rowCount: $0.table.rowCount) }
    var parameters: [(name: String, value: SQLValue)] = []
    for word in text.parameters where !parameters.contains(where: { $0.name == word.text }) {
      switch known[word.text] {
      case .list: throw SQLError(.listParameter(word.text), at: word.range)
      case let value?: parameters.append((word.text, value))
      case nil: throw SQLError(.unknownParameter(word.text), at: word.range)
      }
    }
    self.parameters = parameters
  }

  // MARK: Mistakes

  /// - Parameter byte: where in the query; nil for nowhere, or behind its end for the last word.
  package func error(_ kind: SQLError.Kind, atByte byte: Int?) -> SQLError {
    SQLError(kind, at: byte.flatMap { range(atByte: $0) })
  }

  /// A word that the engine did not expect: where the text may end behind nothing that is whole, it ended too early.
  package func unexpected(atByte byte: Int) -> SQLError {
    let range = range(atByte: byte)
    guard let word = text.words.last(where: { $0.range == range }) else {
      return SQLError(.syntax(near: nil), at: range)
    }
    let isLast = word.range == text.words.last { $0.text != ";" }?.range
    let isOpen = Self.openings.contains(word.text.lowercased()) || (word.kind == .sign && word.text != ")")
    return SQLError(.syntax(near: isLast && isOpen && word.kind != .text ? nil : word.text), at: range)
  }

  package func unknownColumn(_ name: String, atByte byte: Int?) -> SQLError {
    complaint.unknownColumn(name, byte.flatMap { range(atByte: $0) })
  }

  package func unknownTable(_ name: String, atByte byte: Int?) -> SQLError {
    complaint.unknownTable(name, byte.flatMap { range(atByte: $0) })
  }

  /// What stands at a byte of the query, as it is meant.
  package func word(atByte byte: Int) -> String? {
    let range = range(atByte: byte)
    return text.words.first { $0.range == range }?.text
  }

  private var complaint: SQLComplaint { SQLComplaint(text: text, prefixLength: 0, tables: schemas) }

  private func range(atByte byte: Int) -> Range<Int>? { text.range(atByte: byte) ?? text.words.last?.range }

  /// Words that no query ends with.
  private static let openings: Set<String> = [
    "select", "from", "where", "by", "on", "join", "and", "or", "not", "having", "in", "like", "between", "is", "as",
    "case",
    "when", "then", "else", "union", "all", "except", "intersect", "group", "order", "limit", "with", "using",
    "distinct",
  ]
}
