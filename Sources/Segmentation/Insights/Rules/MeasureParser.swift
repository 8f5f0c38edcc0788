/// Reads measures, which conditions and templates share: `utilisation.share_above(0.8).everyone`.
struct MeasureParser {
  private let tokens: [RuleToken]
  private(set) var place = 0
  /// Words that may stand for a subject, `segment` aside.
  let subjects: RuleSubjects

  init(_ tokens: [RuleToken], subjects: RuleSubjects) {
    self.tokens = tokens
    self.subjects = subjects
  }

  var current: RuleToken { tokens[place] }

  mutating func advance() { if place < tokens.count - 1 { place += 1 } }

  /// True, and one token further, where the sign stands.
  mutating func take(_ sign: String) -> Bool {
    guard current.kind == .sign(sign) else { return false }
    advance()
    return true
  }

  /// `subject`, `subject.statistic`, `subject.relation`, `subject.statistic.relation`; the median where no statistic is
  /// named.
  mutating func measure() throws(RuleTextError) -> Measure {
    guard case .word(let subject) = current.kind else {
      throw RuleTextError("a measure is missing, such as utilisation.median", at: current.range)
    }
    guard subject == Measure.segment || subjects.contains(subject) else {
      throw RuleTextError(
        unknown: subject, as: "subject", among: subjects.names + [Measure.segment], at: current.range)
    }
    advance()
    if subject == Measure.segment { return Measure(subject, try ofSegment()) }
    var statistic: Statistic?
    if current.kind == .sign("."), !namesRelation { statistic = try ofValues() }
    return Measure(subject, statistic ?? .median, try relation())
  }

  /// True when a relation follows the point.
  private var namesRelation: Bool {
    guard place + 1 < tokens.count, case .word(let word) = tokens[place + 1].kind else { return false }
    return Self.relations.contains(word)
  }

  private static let relations = Measure.Relation.allCases.filter { $0 != .own }.map(\.rawValue)

  private mutating func ofSegment() throws(RuleTextError) -> Statistic {
    guard take("."), case .word(let word) = current.kind else {
      throw RuleTextError("segment is followed by .size, .share, .silhouette or .misplaced", at: current.range)
    }
    guard Statistic.ofSegments.contains(word), let statistic = Statistic(word, bound: nil) else {
      throw RuleTextError(unknown: word, as: "measure of a segment", among: Statistic.ofSegments, at: current.range)
    }
    advance()
    return statistic
  }

  private mutating func ofValues() throws(RuleTextError) -> Statistic {
    _ = take(".")
    let allowed = Statistic.ofValues.map { $0.hasSuffix("(") ? $0.dropLast() + "" : $0 }
    guard case .word(let word) = current.kind else {
      throw RuleTextError(
        "a statistic is missing behind the point: \(allowed.joined(separator: ", "))", at: current.range)
    }
    guard allowed.contains(word) else {
      throw RuleTextError(unknown: word, as: "statistic", among: allowed + Self.relations, at: current.range)
    }
    let range = current.range
    advance()
    let bound = try Statistic.needsBound(word) ? parenthesised(after: word) : nil
    guard let statistic = Statistic(word, bound: bound) else {
      throw RuleTextError("‘\(word)’ cannot be read", at: range)
    }
    return statistic
  }

  private mutating func parenthesised(after word: String) throws(RuleTextError) -> Double {
    guard take("("), case .number(let bound) = current.kind else {
      throw RuleTextError("\(word) needs a bound, as in \(word)(0.8)", at: current.range)
    }
    advance()
    guard take(")") else { throw RuleTextError("a ) is missing behind the bound of \(word)", at: current.range) }
    return bound
  }

  private mutating func relation() throws(RuleTextError) -> Measure.Relation {
    guard take(".") else { return .own }
    guard case .word(let word) = current.kind, Self.relations.contains(word),
      let relation = Measure.Relation(rawValue: word)
    else {
      if case .word(let word) = current.kind {
        throw RuleTextError(unknown: word, as: "relation", among: Self.relations, at: current.range)
      }
      throw RuleTextError("a relation is missing: \(Self.relations.joined(separator: ", "))", at: current.range)
    }
    advance()
    return relation
  }
}
