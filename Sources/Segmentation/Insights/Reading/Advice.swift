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

  /// When a department has its say on a segment of the highest risk: those who judge risk first, those who sell last.
  enum Turn: Int {
    case risk, service, selling

    init(_ department: String) {
      let name = department.lowercased()
      func speaks(of words: String...) -> Bool { words.contains { name.contains($0) } }
      self =
        speaks(of: "credit", "risk", "underwriting", "collection")
        ? .risk : speaks(of: "marketing", "sales") ? .selling : .service
    }
  }

  /// Whether it would sell to the segment.
  public var sells: Bool { Turn(department) == .selling }

  /// The recommendations whose conditions hold, as many as the rules allow, for each department that has one, in the order of the
  /// rules; where the risk is highest, those who judge risk come first and those who sell last.
  static func all(
    _ rules: Rules, _ measures: SegmentMeasures, segment: Int, currency: String, isRisky: Bool = false
  ) -> [Advice] {
    let value = { (measure: Measure) in measures.value(measure, segment: segment) }
    let all = rules.departments.compactMap { department in
      let fitting = department.recommendations.compactMap { rule -> Recommendation? in
        guard rule.when.holds(value) == true,
          let reason = rule.reason.filled({ measures.figure($0, segment: segment, $1, currency: currency) })
        else { return nil }
        return Recommendation(action: Statement(rule.action).sentence.text, reason: reason.sentence)
      }
      let kept = Array(fitting.prefix(Int(rules.limits.recommendations)))
      return kept.isEmpty ? nil : Advice(department: department.name, recommendations: kept)
    }
    func order(_ item: (offset: Int, element: Advice)) -> (Int, Int) {
      (Turn(item.element.department).rawValue, item.offset)
    }
    return isRisky ? all.enumerated().sorted { order($0) < order($1) }.map(\.element) : all
  }
}
