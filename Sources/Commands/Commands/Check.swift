import CommandLanguage
import CommandSession
import Graphics
import Segmentation
import Tables
import Wording

/// Says whether the segments meet aims.
struct Check: Command {
  static let name = "check"
  static let section = Section.reading
  static let summary = "says which aims the segments meet, and in what direction to look for the others"
  static let details = """
    An aim is something that is measured, a sign and a value: k=5, k=3..6, silhouette>0.3, smallest>=5%, stable>0.6, \
    method=kmeans. What is measured: \(AimMeasure.allCases.map { "\($0.rawValue) (\($0.meaning))" }.joined(separator: "; ")). \
    An exercise states its aims this way, and is solved by any segmentation that meets them. Nothing is said of how. \
    An aim that is not met is no error.
    """
  static let growth = Growth.quadratic(
    because:
      "average and complete linkage measure the distances of all pairs of rows, and stable= draws the customers anew")
  static let parameters: [Parameter<Check>] = [
    .arguments("aim", \.aims, .aim, "what the segments are to meet", required: true),
    .key("with", \.other, .comparison, "what agree is measured against: what %agree takes"),
  ]
  static let examples = [
    Example("%check k=5 smallest>=5%", "five segments, none of them tiny"),
    Example("%check agree>0.9 with=kmeans", "whether k-means finds nearly the same"),
    Example("%check silhouette>0.3 stable>0.6 facts=no", "segments to act on"),
  ]

  var aims: [Aim] = []
  var other: Reference?

  func run(on session: inout Session, in context: CommandContext) throws {
    let rows = session.current?.value.rowCount
    let measures = try aims.map { aim throws(Mistake) in try Self.measure(aim, rows: rows) }
    try refuse(measures)
    let segmentation = try session.segmentation()
    var findings = AimFindings(segmentation: segmentation, table: try session.table())
    if measures.contains(.stable) {
      // What was measured last counts, with however many draws: figures on one page are the same.
      let whole = try session.wholeSegmentation(for: "stability")
      findings.stability =
        if let known = session.currentStability { known } else {
          try session.stability(of: whole, context: context.compute("drawing customers anew", part: 0...0.8))
        }
    }
    if measures.contains(.agree), let other {
      findings.agreement = try Agree(other: other).agreement(of: segmentation, session, context).adjustedRandIndex
    }
    if measures.contains(.facts) {
      findings.hasFacts =
        try DecisiveFacts(
          of: segmentation, table: findings.table, context: context.compute("looking for facts", part: 0.8...1))
        != nil
    }
    show(zip(aims, measures).map { ($0, $1) }, findings, context)
  }

  private func show(_ aims: [(aim: Aim, measure: AimMeasure)], _ findings: AimFindings, _ context: CommandContext) {
    let misses = aims.map { findings.miss($0.aim, $0.measure) }
    let rows = zip(aims, misses).map { pair, miss in
      [
        HTMLTable.Cell(pair.aim.text + (pair.measure == .agree ? " with \(other?.name ?? "")" : "")),
        HTMLTable.Cell(findings.finding(pair.measure).text),
        HTMLTable.Cell(miss == nil ? "✓ met" : "not yet"),
        HTMLTable.Cell(miss.map(pair.measure.direction) ?? ""),
      ]
    }
    let met = misses.count { $0 == nil }
    let summary =
      met == aims.count
      ? (met == 1 ? "The aim is met." : "All aims are met.")
      : aims.count == 1
        ? "The aim is not met yet."
        : "\(NumberText.count(met)) of \(count(aims.count, "aim")) \(met == 1 ? "is" : "are") met."
    context.show(
      HTMLTable(
        columns: [
          .init("aim", alignment: .left), .init("it is", alignment: .left), .init("", alignment: .left),
          .init("where to look", alignment: .left, wraps: true),
        ],
        rows: rows, insights: [summary],
        caption: (aims.contains { $0.measure == .stable } ? findings.stability.map { $0.origin + " · " } ?? "" : "")
          + findings.segmentation.caption))
  }

  // MARK: What does not fit

  private static func measure(_ aim: Aim, rows: Int?) throws(Mistake) -> AimMeasure {
    let known = AimMeasure.allCases.map(\.rawValue)
    guard let measure = AimMeasure(rawValue: aim.measure.name) else {
      let nearest = nearestNames(to: aim.measure.name, among: known)
      throw Mistake(
        .refused(
          name: "UnknownAim", message: "‘\(aim.measure.name.excerpt)’ is nothing that is measured here",
          remedy: (nearest.isEmpty ? "" : "Did you mean \(nearest.joined(separator: " or "))? ")
            + "There are \(list(known))"),
        at: .range(aim.measure.range))
    }
    try refuseUnfinished(aim, measure, rows)
    if measure.isWord {
      try refuseOtherWord(aim, measure)
    } else if !measure.takes(aim, rows: rows) {
      throw wrong(
        aim, "\(measure.rawValue) is \(measure.meaning), and ‘\(aim.written.excerpt)’ is no such value",
        "It takes \(measure.noun(rows: rows))")
    }
    guard aim.relation == .equal || (!measure.isWord && !isRange(aim)) else {
      throw wrong(
        aim,
        measure.isWord
          ? "a word is or is not, and \(aim.relation.rawValue) compares numbers" : "a range stands behind =",
        "Write \(aim.measure.name)=\(aim.written)")
    }
    return measure
  }

  /// `k=` and `k==4`.
  private static func refuseUnfinished(_ aim: Aim, _ measure: AimMeasure, _ rows: Int?) throws(Mistake) {
    switch aim.value {
    case .none:
      throw Mistake(
        .refused(
          name: "MissingValue", message: "a value is missing behind \(aim.text.excerpt)",
          remedy: "\(measure.rawValue) takes \(measure.noun(rows: rows)), without blanks around the sign"),
        at: .range(aim.range))
    case .signed(let value):
      let sign = aim.relation == .equal ? "=" : aim.relation.rawValue
      throw wrong(
        aim, "one sign stands between what is measured and its value", "Write \(measure.rawValue)\(sign)\(value)")
    case .number, .range, .word: return
    }
  }

  private static func refuseOtherWord(_ aim: Aim, _ measure: AimMeasure) throws(Mistake) {
    guard case .word(let word) = aim.value else {
      throw wrong(aim, "\(measure.rawValue) is \(measure.meaning)", "It is one of \(measure.noun(rows: nil))")
    }
    guard !measure.knows(word) else { return }
    let nearest = nearestNames(to: word, among: measure.words)
    throw wrong(
      aim, "\(measure.rawValue) is \(measure.meaning), and none is called ‘\(word.excerpt)’",
      (nearest.isEmpty ? "" : "Did you mean \(nearest.joined(separator: " or "))? ")
        + "It is one of \(measure.noun(rows: nil))")
  }

  private static func isRange(_ aim: Aim) -> Bool { if case .range = aim.value { true } else { false } }

  private static func wrong(_ aim: Aim, _ message: String, _ remedy: String) -> Mistake {
    Mistake(.refused(name: "WrongAim", message: message, remedy: remedy), at: .range(aim.range))
  }

  private func refuse(_ measures: [AimMeasure]) throws(Mistake) {
    if let place = measures.firstIndex(of: .agree), other == nil {
      throw Self.wrong(
        aims[place], "agree needs with=: what the segments are compared with", "%check agree>0.9 with=kmeans")
    }
    if other != nil, !measures.contains(.agree) {
      throw Mistake(
        .refused(
          name: "WrongAim", message: "with= says what agree is measured against, and no aim is about agree",
          remedy: "%check agree>0.9 with=kmeans"), at: .key("with"))
    }
  }
}
