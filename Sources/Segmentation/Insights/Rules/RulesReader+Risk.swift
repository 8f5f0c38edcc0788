extension Rules {
  mutating func readRisk(_ risk: RulesField, _ subjects: RuleSubjects) throws(RulesError) {
    for (name, field) in try risk.fields(["levels", "signals", "readings"]) {
      switch name {
      case "levels": levels = try Self.levels(field)
      case "signals": signals = try Self.signals(field, subjects)
      default: readings = try Self.readings(field, subjects)
      }
    }
    guard signals.isEmpty || !levels.isEmpty else {
      throw risk.error("the field levels is missing: signals add up to one of them")
    }
  }

  private static func levels(_ field: RulesField) throws(RulesError) -> [Level] {
    let entries = try field.entries(of: "levels")
    var levels: [Level] = []
    for (index, entry) in entries.enumerated() {
      let fields = try entry.fields(["level", "from"])
      let isLast = index == entries.count - 1
      let from = fields.first { $0.name == "from" }?.field
      if !isLast && from == nil { throw entry.error("the field from is missing; only the last level is for the rest") }
      if isLast, let from { throw from.error("the last level is for the rest and has no from") }
      let points = try from?.number(-1e9...1e9, "a number of points")
      if let points, let before = levels.last?.from, points >= before {
        throw entry.error("levels go from the highest down, and this one is not below the one before")
      }
      levels.append(Level(name: try entry.required("level", in: fields).text(), from: points))
    }
    guard !levels.isEmpty else { throw field.error("one level at least is needed") }
    return levels
  }

  private static func signals(_ field: RulesField, _ subjects: RuleSubjects) throws(RulesError) -> [Signal] {
    var signals: [Signal] = []
    for entry in try field.entries(of: "signals") {
      let fields = try entry.fields(["points", "because", "when"])
      signals.append(
        Signal(
          points: try entry.required("points", in: fields).number(-1e9...1e9, "a number of points"),
          text: try entry.required("because", in: fields).template(subjects),
          when: try entry.required("when", in: fields).condition(subjects)))
    }
    return signals
  }

  private static func readings(_ field: RulesField, _ subjects: RuleSubjects) throws(RulesError) -> [Reading] {
    var readings: [Reading] = []
    for entry in try field.entries(of: "readings") {
      let fields = try entry.fields(["label", "figure"])
      let figure = try entry.required("figure", in: fields)
      let template = try figure.template(subjects)
      guard template.pieces.count == 1, case .figure(let measure, let format)? = template.pieces.first,
        measure.relation == .own
      else {
        throw figure.error("one figure of the segment is expected here, as in {utilisation.median:percent}")
      }
      readings.append(
        Reading(label: try entry.required("label", in: fields).text(), measure: measure, format: format))
    }
    return readings
  }

  static func read(_ field: RulesField, into cautions: inout Cautions) throws(RulesError) {
    let names = [
      "smallest_share", "smallest_size", "weak_silhouette", "stable_jaccard", "trusted_jaccard",
      "dissolved_jaccard", "sums_differ",
    ]
    for (name, field) in try field.fields(names) {
      switch name {
      case "smallest_share": cautions.smallestShare = try field.number(0...1, "a share from 0 to 1")
      case "smallest_size": cautions.smallestSize = try field.number(0...1e9, "a number of customers")
      case "weak_silhouette": cautions.weakSilhouette = try field.number(-1...1, "a silhouette from -1 to 1")
      case "stable_jaccard": cautions.stableJaccard = try field.number(0...1, "a similarity from 0 to 1")
      case "trusted_jaccard": cautions.trustedJaccard = try field.number(0...1, "a similarity from 0 to 1")
      case "dissolved_jaccard": cautions.dissolvedJaccard = try field.number(0...1, "a similarity from 0 to 1")
      default: cautions.sumsDiffer = try field.number(0...1e15, "an amount of at least 0")
      }
    }
  }

  static func read(_ field: RulesField, into limits: inout Limits) throws(RulesError) {
    for (name, field) in try field.fields(["traits", "effect", "recommendations"]) {
      switch name {
      case "traits": limits.traits = try field.number(0...50, "a number from 0 to 50")
      case "effect": limits.effect = try field.number(0...1, "a difference from 0 to 1")
      default: limits.recommendations = try field.number(0...50, "a number from 0 to 50")
      }
    }
  }
}
