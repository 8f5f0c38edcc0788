/// Finds SQL that runs and means something else than whoever wrote it: SQLite compares dates as text, takes a date without quotes for
/// a subtraction, and finds no row where text and a number are the same. DuckDB refuses much of this, and not as plainly.
struct SQLMeaning {
  let words: [SQLText.Word]
  private let names: SQLNames
  private let foreign: SQLForeignConditions
  private let parameters: [String: SQLValue]
  private let grammar: SQLGrammar

  /// - Parameters:
  ///   - tables: those that the text may name columns of.
  ///   - isOfFirst: whether the text is about the first of them without naming it; else it names what it is about.
  init(
    _ text: SQLText, tables: [Table], isOfFirst: Bool, parameters: [String: SQLValue], grammar: SQLGrammar = .sqlite
  ) {
    words = text.words
    names = SQLNames(in: words, tables, isOfFirst: isOfFirst)
    foreign = SQLForeignConditions(text, names: names)
    self.grammar = grammar
    self.parameters = parameters
  }

  /// - Throws: `SQLError` for a date without quotes, a comma in a number, a date column beside what is no date, a text column beside a
  ///   number or in a calculation, a column of numbers beside a word, and what `SQLForeignConditions` finds.
  /// - Complexity: O(words).
  func check() throws(SQLError) {
    for place in words.indices {
      try checkDate(at: place)
      try checkComma(at: place)
      guard let type = columnType(at: place), [.date, .text, .number].contains(type) else { continue }
      // DuckDB calculates with dates.
      if type == .text || (type == .date && grammar == .sqlite), isCalculated(place) {
        throw SQLError(.calculated(column: words[place].text, areDates: type == .date), at: words[place].range)
      }
      for value in values(comparedWith: place) { try check(value, with: words[place].text, type) }
    }
    try foreign.check()
  }

  // MARK: Words that look like one value

  /// `2020-01-31`, `31/01/2020`, `31.01.2020` without quotes.
  private func checkDate(at place: Int) throws(SQLError) {
    let first = words[place]
    guard first.kind == .bare, place == 0 || !isBeside(place - 1, place) || words[place - 1].kind == .sign else {
      return
    }
    let parts = first.text.split(separator: ".", omittingEmptySubsequences: false)
    if parts.count == 3, let date = Self.isoDate(parts.map(String.init)) {
      throw SQLError(.unquotedDate(first.text, iso: date), at: first.range)
    }
    guard place + 4 < words.count, (place..<place + 4).allSatisfy({ isBeside($0, $0 + 1) }),
      words[place + 1].text == words[place + 3].text, ["-", "/"].contains(words[place + 1].text)
    else { return }
    let date = [words[place], words[place + 2], words[place + 4]]
    guard date.allSatisfy({ $0.kind == .bare }), let iso = Self.isoDate(date.map(\.text)) else { return }
    throw SQLError(
      .unquotedDate(date.map(\.text).joined(separator: words[place + 1].text), iso: iso),
      at: first.range.lowerBound..<date[2].range.upperBound)
  }

  /// `> 5,5`, `> -1,000,000.5`: commas between digits that no list stands around.
  private func checkComma(at place: Int) throws(SQLError) {
    guard words[place].text == ",", words[place].kind == .sign, place >= 2, place + 1 < words.count,
      isBeside(place - 1, place), isBeside(place, place + 1), isWhole(place - 1), isNumber(place + 1),
      awaitsOneValue(sign(place - 2) == "-" ? place - 3 : place - 2)
    else { return }
    var last = place + 1
    while last + 2 < words.count, sign(last + 1) == ",", isBeside(last, last + 1), isBeside(last + 1, last + 2),
      isNumber(last + 2)
    {
      last += 2
    }
    throw SQLError(
      .commaInNumber(words[place - 1...last].map(\.text).joined()),
      at: words[place - 1].range.lowerBound..<words[last].range.upperBound)
  }

  /// Whether one value follows a word: a sign of comparison, BETWEEN, and AND behind its first value.
  private func awaitsOneValue(_ place: Int) -> Bool {
    guard words.indices.contains(place) else { return false }
    switch keyword(place) {
    case "between": return true
    case "and": return [place - 2, place - 3].contains { keyword($0) == "between" }
    default: return Self.comparisons.contains(words[place].text)
    }
  }

  private func isWhole(_ place: Int) -> Bool { words[place].kind == .bare && words[place].text.allSatisfy(\.isNumber) }

  /// Whether a word is digits, with a point among them or without.
  private func isNumber(_ place: Int) -> Bool {
    let parts = words[place].text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    return words[place].kind == .bare && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy(\.isNumber) }
  }

  private func isBeside(_ a: Int, _ b: Int) -> Bool { words[a].range.upperBound == words[b].range.lowerBound }

  // MARK: Values beside columns

  /// Whether a sign of calculation stands beside a word; `*` behind SELECT, a comma or a parenthesis is all columns.
  private func isCalculated(_ place: Int) -> Bool {
    let signs: Set<String> = ["+", "-", "*", "/", "%"]
    // `->` looks into JSON, and stands between a name and what is done with it.
    if let next = sign(place + 1), signs.contains(next) { return !(next == "-" && sign(place + 2) == ">") }
    guard let before = sign(place - 1), signs.contains(before), place > 1 else { return false }
    let operand = words[place - 2]
    return operand.kind == .sign
      ? operand.text == ")" : !["select", "distinct", "then", "else", "when"].contains(operand.text.lowercased())
  }

  private func columnType(at place: Int) -> ColumnType? {
    guard [.bare, .quotedName].contains(words[place].kind) else { return nil }
    // A name before a parenthesis is a function, one before a point a table.
    if place + 1 < words.count, ["(", "."].contains(words[place + 1].text), words[place].kind == .bare { return nil }
    if words[place].kind == .bare, Self.keywords.contains(words[place].text.lowercased()) { return nil }
    return names.type(of: words[place].text, at: place)
  }

  /// The words that a column is compared with: behind or before a sign, between BETWEEN and AND, in the list of IN.
  private func values(comparedWith place: Int) -> [SQLText.Word] {
    var next = place + 1
    if keyword(next) == "not" { next += 1 }
    switch keyword(next) {
    case "between":
      return [next + 1, next + 3].filter { keyword(next + 2) == "and" && isAlone($0) }.map { words[$0] }
    case "in":
      guard sign(next + 1) == "(" else { return [] }
      return words[(next + 2)...].prefix { $0.text == "," || isLiteral($0) }.filter(isLiteral)
    default: break
    }
    if let behind = behindSign(from: next) { return [words[behind]] }
    var before = place - 1
    guard before > 0, Self.comparisons.contains(sign(before) ?? "") else { return [] }
    while before > 0, Self.comparisons.contains(sign(before) ?? "") { before -= 1 }
    // Only where nothing stands before the value: in `a || 'x' = b` it is part of something longer.
    return before == 0 || ["and", "or", "(", "where", "not"].contains(words[before - 1].text.lowercased())
      ? [words[before]] : []
  }

  private func behindSign(from place: Int) -> Int? {
    var next = place
    while next < words.count, Self.comparisons.contains(sign(next) ?? "") { next += 1 }
    return next > place && isAlone(next) ? next : nil
  }

  /// Whether a value is not part of something longer, as in `'x' || 'y'` or `2 * 3`.
  private func isAlone(_ place: Int) -> Bool {
    guard place < words.count else { return false }
    guard place + 1 < words.count, words[place + 1].kind == .sign else { return true }
    return [")", ";", ","].contains(words[place + 1].text) || Self.comparisons.contains(words[place + 1].text)
  }

  private func sign(_ place: Int) -> String? {
    words.indices.contains(place) && words[place].kind == .sign ? words[place].text : nil
  }

  private func keyword(_ place: Int) -> String? {
    words.indices.contains(place) && words[place].kind == .bare ? words[place].text.lowercased() : nil
  }

  private func check(_ value: SQLText.Word, with column: String, _ type: ColumnType) throws(SQLError) {
    let text: String? =
      switch value.kind {
      case .text: value.text
      case .parameter: if case .text(let text)? = parameters[value.text] { text } else { nil }
      default: nil
      }
    if type == .date, let text, !isDate(text) {
      throw SQLError(.notADate(text, column: column, iso: Self.isoDate(Self.parts(of: text))), at: value.range)
    }
    if type == .number, let text, Double(text.filter { $0 != " " }) == nil {
      throw SQLError(.numberBesideText(text, column: column), at: value.range)
    }
    guard isNumber(value), type != .number else { return }
    if type == .date, value.text.count != 4 || grammar == .duckDB {
      throw SQLError(
        .notADate(value.text, column: column, iso: Self.isoDate(Self.parts(of: value.text))), at: value.range)
    }
    if type == .text { throw SQLError(.textBesideNumber(value.text, column: column), at: value.range) }
  }

  private func isLiteral(_ word: SQLText.Word) -> Bool { [.text, .parameter].contains(word.kind) || isNumber(word) }

  private func isNumber(_ word: SQLText.Word) -> Bool {
    word.kind == .bare && Double(word.text) != nil
      && word.text.unicodeScalars.first.map { ("0"..."9").contains($0) } == true
  }

  private static let comparisons: Set<String> = ["=", "<", ">", "!"]

  /// Words of SQL that a column of that name stands in quotes beside.
  static let keywords: Set<String> = [
    "all", "and", "as", "between", "by", "case", "cross", "distinct", "else", "end", "except", "exists", "from", "full",
    "group", "having",
    "in", "inner", "intersect", "is", "join", "left", "like", "limit", "natural", "not", "null", "offset", "on", "or",
    "order", "outer",
    "over", "right", "select", "then", "union", "using", "values", "when", "where", "with",
  ]

  // MARK: Dates

  /// Whether text compares with dates as they are written here: a day or a point in time, in SQLite a year or a month, too.
  private func isDate(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    if ISODate.parse(bytes[...]) != nil { return true }
    if grammar == .duckDB { return false }
    let start = text.split(separator: "-", omittingEmptySubsequences: false)
    guard start.count <= 2, start[0].count == 4, start.allSatisfy({ $0.allSatisfy(\.isNumber) && !$0.isEmpty }) else {
      return false
    }
    return start.count == 1 || (start[1].count == 2 && (1...12).contains(Int(start[1]) ?? 0))
  }

  private static func parts(of text: String) -> [String] {
    let parts = text.split { "./-".contains($0) }.map(String.init)
    guard parts.count == 1, text.count == 8, text.allSatisfy(\.isNumber) else { return parts }
    return [String(text.prefix(4)), String(text.dropFirst(4).prefix(2)), String(text.suffix(2))]
  }

  /// Year, month and day, or day, month and year, as a date is written here; nil where they are none.
  private static func isoDate(_ parts: [String]) -> String? {
    guard parts.count == 3, parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isNumber) }) else { return nil }
    let ordered = parts[0].count == 4 ? parts : parts.reversed()
    guard ordered[0].count == 4, ordered[1].count <= 2, ordered[2].count <= 2 else { return nil }
    let text = ordered[0] + ordered.dropFirst().map { "-" + ($0.count == 1 ? "0" : "") + $0 }.joined()
    return ISODate.parse(Array(text.utf8)[...]) == nil ? nil : text
  }
}
