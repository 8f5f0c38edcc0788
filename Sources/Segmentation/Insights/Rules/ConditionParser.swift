/// Reads a condition.
///
///     condition  = each ('or' each)*
///     each       = part ('and' part)*
///     part       = 'not' part | '(' condition ')' | operand ('>' | '>=' | '<' | '<=' | '=' | '!=') operand
///     operand    = number | number '%' | measure
struct ConditionParser {
  private var parser: MeasureParser
  /// Parentheses and `not`s deeper than this are refused, so that no text exhausts the stack.
  private static let deepest = 50
  private var depth = 0

  /// - Parameter subjects: words that may stand for a subject.
  /// - Throws: `RuleTextError` with the place and what would be right.
  static func parse(_ text: String, subjects: RuleSubjects) throws(RuleTextError) -> Condition {
    var parser = ConditionParser(parser: MeasureParser(try RuleScanner.tokens(of: text), subjects: subjects))
    let condition = try parser.anyOf()
    guard parser.parser.current.kind == .end else {
      throw RuleTextError("‘and’ or ‘or’ is missing between two conditions", at: parser.parser.current.range)
    }
    return condition
  }

  private mutating func anyOf() throws(RuleTextError) -> Condition {
    var parts = [try allOf()]
    while takeWord("or") { parts.append(try allOf()) }
    return parts.count == 1 ? parts[0] : .any(parts)
  }

  private mutating func allOf() throws(RuleTextError) -> Condition {
    var parts = [try part()]
    while takeWord("and") { parts.append(try part()) }
    return parts.count == 1 ? parts[0] : .all(parts)
  }

  private mutating func part() throws(RuleTextError) -> Condition {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else {
      throw RuleTextError("this is nested too deeply", at: parser.current.range)
    }
    if takeWord("not") { return .not(try part()) }
    if parser.take("(") {
      let inner = try anyOf()
      guard parser.take(")") else { throw RuleTextError("a ) is missing", at: parser.current.range) }
      return inner
    }
    let left = try operand()
    let comparison = try comparison()
    return .comparison(left, comparison, try operand())
  }

  private mutating func comparison() throws(RuleTextError) -> Condition.Comparison {
    guard case .sign(let sign) = parser.current.kind, let comparison = Condition.Comparison(rawValue: sign) else {
      throw RuleTextError("a comparison is missing: >, >=, <, <=, = or !=", at: parser.current.range)
    }
    parser.advance()
    return comparison
  }

  private mutating func operand() throws(RuleTextError) -> Condition.Operand {
    if case .number(let number) = parser.current.kind {
      parser.advance()
      return .number(number)
    }
    return .measure(try parser.measure())
  }

  private mutating func takeWord(_ word: String) -> Bool {
    guard parser.current.kind == .word(word) else { return false }
    parser.advance()
    return true
  }
}
