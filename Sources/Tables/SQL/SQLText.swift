/// The text of a query or an expression, cut into words, so that a mistake can be pointed at.
///
/// The engine is the judge of SQL. What is found here is only what must be right before a text may be put between others:
/// quotes and parentheses that close, no second statement.
package struct SQLText {
  package struct Word: Equatable {
    package enum Kind: Equatable {
      /// A name, a keyword, a number.
      case bare
      /// A name in double quotes; SQLite's in backticks or brackets, too.
      case quotedName
      /// A text in single quotes; DuckDB's between dollar signs, too.
      case text
      /// `$name`.
      case parameter
      /// `?`, `:name`, `@name`.
      case placeholder
      /// Any other character.
      case sign
      /// A quote or a comment that is never closed.
      case open
    }

    package let kind: Kind
    /// What is meant: without quotes, without `$`.
    package let text: String
    /// Unicode scalars of the whole.
    package let range: Range<Int>
  }

  package let scalars: [Unicode.Scalar]
  package let words: [Word]
  private let grammar: SQLGrammar

  package init(_ text: String, _ grammar: SQLGrammar = .sqlite) {
    self.grammar = grammar
    scalars = Array(text.unicodeScalars)
    var reader = SQLWordReader(scalars: scalars, grammar)
    words = reader.words()
  }

  /// The range of the word that holds the given byte of the text, or of the next one; nil behind the last.
  func range(atByte offset: Int) -> Range<Int>? {
    var bytes = 0
    let place = scalars.firstIndex { scalar in
      defer { bytes += UTF8.width(scalar) }
      return bytes >= offset
    }
    guard let place else { return nil }
    return words.first { $0.range.upperBound > place }?.range
  }

  /// The range of the first word that says `name`, whatever its case.
  func range(of name: String) -> Range<Int>? {
    let wanted = name.lowercased()
    return words.first { $0.text.lowercased() == wanted }?.range
  }

  /// - Throws: `SQLError.alikeColumns` where `*` asks for all columns of a table that has some which SQL does not see, or one of these is
  ///   called as the numbers of rows are.
  func checkEverything(of schemas: [SQLSchema]) throws(SQLError) {
    let asked = schemas.filter { range(of: $0.name) != nil }
    try checkRowNumbers(of: asked)
    for place in words.indices.dropFirst() where words[place].text == "*" && words[place].kind == .sign {
      let before = words[place - 1].text.lowercased()
      guard ["select", "distinct", "all", ",", "."].contains(before) else { continue }
      let table = before == "." && place > 1 && asked.count > 1 ? SQLSchema.folded(words[place - 2].text) : nil
      let meant = asked.filter { table == nil || SQLSchema.folded($0.name) == table }
      if let alike = meant.compactMap(\.alike.first).first {
        throw SQLError(.alikeColumns(alike), at: words[place].range)
      }
    }
  }

  /// - Throws: `SQLError.alikeColumns` for a name that engines give to the numbers of rows, of a table that has such columns which SQL does
  ///   not see.
  func checkRowNumbers(of schemas: [SQLSchema]) throws(SQLError) {
    for word in words where [.bare, .quotedName].contains(word.kind) {
      for schema in schemas {
        if let alike = schema.hidden(behind: word.text) { throw SQLError(.alikeColumns(alike), at: word.range) }
      }
    }
  }

  /// Where the parameters stand, by name.
  package var parameters: [Word] { words.filter { $0.kind == .parameter } }

  // MARK: What must be right before an engine reads it

  /// - Throws: `SQLError` for a text that is no single expression: empty, a quote or a parenthesis left open, a `;`.
  package func checkExpression() throws(SQLError) {
    try checkClosed()
    if let end = words.first(where: { $0.text == ";" && $0.kind == .sign }) {
      throw SQLError(.secondStatement, at: end.range)
    }
  }

  /// - Throws: `SQLError` for a text that is no single query: it begins with SELECT, WITH or VALUES and may end in `;`.
  func checkQuery() throws(SQLError) {
    try checkClosed()
    if let first = words.first, !grammar.beginnings.contains(first.text.lowercased()), first.text != "(" {
      throw SQLError(.notAQuery(first.text), at: first.range)
    }
    if let change { throw SQLError(.notAQuery(change.text), at: change.range) }
    guard let end = words.firstIndex(where: { $0.text == ";" && $0.kind == .sign }) else { return }
    if let next = words[end...].first(where: { $0.text != ";" || $0.kind != .sign }) {
      throw SQLError(.secondStatement, at: next.range)
    }
  }

  /// The word that begins a part which would change something: `WITH gone AS (DELETE FROM …) SELECT …`. Of SQLite itself it is
  /// known whether a statement only reads.
  private var change: Word? {
    guard grammar == .duckDB else { return nil }
    let second = ["insert": ["into", "or"], "delete": ["from"], "merge": ["into"], "truncate": ["table"]]
    return words.indices.dropLast().first { place in
      guard words[place].kind == .bare else { return false }
      let (word, next) = (words[place].text.lowercased(), words[place + 1].text.lowercased())
      if word == "update", place > 0, words[place - 1].text == "(" {
        return words[(place + 1)...].prefix(8).contains { $0.kind == .bare && $0.text.lowercased() == "set" }
      }
      return second[word]?.contains(next) ?? false
    }.map { words[$0] }
  }

  private func checkClosed() throws(SQLError) {
    guard !words.isEmpty else { throw SQLError(.empty) }
    var open: [Range<Int>] = []
    for word in words {
      switch (word.kind, word.text) {
      case (.open, _): throw SQLError(.unclosed(word.text), at: word.range)
      case (.placeholder, _): throw SQLError(.placeholder(word.text), at: word.range)
      case (.sign, "("): open.append(word.range)
      case (.sign, ")"):
        if open.popLast() == nil { throw SQLError(.unopened, at: word.range) }
      default: continue
      }
    }
    if let last = open.last { throw SQLError(.unclosed("("), at: last) }
  }
}
