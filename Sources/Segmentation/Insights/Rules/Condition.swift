/// What a rule asks of a segment: `utilisation.median > 0.8 and cash_share.ratio >= 1.5`.
public indirect enum Condition: Sendable, Hashable {
  public enum Operand: Sendable, Hashable {
    case number(Double)
    case measure(Measure)
  }

  public enum Comparison: String, Sendable, Hashable, CaseIterable {
    case above = ">"
    case atLeast = ">="
    case below = "<"
    case atMost = "<="
    case equal = "="
    case different = "!="
  }

  case comparison(Operand, Comparison, Operand)
  case all([Condition])
  case any([Condition])
  case not(Condition)

  /// Holds for every segment.
  static let always = Condition.all([])

  /// Whether it holds; nil when that hangs on a measure that is not known, so that neither it nor its opposite is
  /// claimed (S. C. Kleene's logic of three values, 1938).
  func holds(_ value: (Measure) -> Double?) -> Bool? {
    switch self {
    case .comparison(let left, let comparison, let right):
      guard let a = left.value(value), let b = right.value(value) else { return nil }
      return comparison.holds(a, b)
    case .all(let parts):
      let results = parts.map { $0.holds(value) }
      return results.contains(false) ? false : results.contains(nil) ? nil : true
    case .any(let parts):
      let results = parts.map { $0.holds(value) }
      return results.contains(true) ? true : results.contains(nil) ? nil : false
    case .not(let part):
      return part.holds(value).map { !$0 }
    }
  }

  /// The measures that it asks for.
  var measures: [Measure] {
    switch self {
    case .comparison(let left, _, let right):
      [left, right].compactMap { if case .measure(let measure) = $0 { measure } else { nil } }
    case .all(let parts), .any(let parts): parts.flatMap(\.measures)
    case .not(let part): part.measures
    }
  }
}

extension Condition.Operand {
  fileprivate func value(_ value: (Measure) -> Double?) -> Double? {
    switch self {
    case .number(let number): number
    case .measure(let measure): value(measure)
    }
  }
}

extension Condition.Comparison {
  func holds(_ a: Double, _ b: Double) -> Bool {
    switch self {
    case .above: a > b
    case .atLeast: a >= b
    case .below: a < b
    case .atMost: a <= b
    case .equal: a == b
    case .different: a != b
    }
  }
}
