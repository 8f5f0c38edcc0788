/// What a department can do for a segment.
public struct Advice: Sendable, Equatable {
  public let department: String
  public let recommendations: [Recommendation]

  public struct Recommendation: Sendable, Equatable {
    /// A whole sentence.
    public let action: String
    /// The trait and the figure that call for it; a whole sentence.
    public let reason: Statement
  }

  /// The recommendations whose conditions hold, as many as the rules allow, for each department that has one.
  static func all(_ rules: Rules, _ measures: SegmentMeasures, segment: Int, currency: String) -> [Advice] {
    let value = { (measure: Measure) in measures.value(measure, segment: segment) }
    return rules.departments.compactMap { department in
      let fitting = department.recommendations.compactMap { rule -> Recommendation? in
        guard rule.when.holds(value) == true,
          let reason = rule.reason.filled(segment: segment, currency: currency, value)
        else { return nil }
        return Recommendation(action: Statement(rule.action).sentence.text, reason: reason.sentence)
      }
      let kept = Array(fitting.prefix(Int(rules.limits.recommendations)))
      return kept.isEmpty ? nil : Advice(department: department.name, recommendations: kept)
    }
  }
}
