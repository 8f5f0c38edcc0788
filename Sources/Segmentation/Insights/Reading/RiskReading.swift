/// How risky a segment's customers are, and why.
public struct RiskReading: Sendable, Equatable {
  /// The name of the level, and its place among the rules' levels, 0 the highest.
  public let level: String
  public let rank: Int
  /// How many levels there are.
  public let levelCount: Int
  /// Whether no level is higher, of several.
  public var isHighest: Bool { rank == 0 && levelCount > 1 }
  /// What the level was read from, one sentence.
  public let reason: Statement
  /// The figures behind it, whatever the level: a label, the segment's and everyone's.
  public let readings: [Reading]

  public struct Reading: Sendable, Equatable {
    public let label: String
    public let own: Statement.Figure
    public let everyone: Statement.Figure
  }

  /// nil where the table has nothing that a reading could come from.
  init?(_ rules: Rules, _ measures: SegmentMeasures, segment: Int, currency: String) {
    let value = { (measure: Measure) in measures.value(measure, segment: segment) }
    readings = rules.readings.compactMap { reading in
      func figure(_ relation: Measure.Relation) -> Statement.Figure? {
        measures.figure(
          Measure(reading.measure.subject, reading.measure.statistic, relation), segment: segment, reading.format,
          currency: currency)
      }
      guard let own = figure(.own), let everyone = figure(.everyone) else { return nil }
      return Reading(label: reading.label, own: own, everyone: everyone)
    }
    let judged = rules.signals.filter { $0.when.holds(value) != nil }
    guard !rules.levels.isEmpty, !judged.isEmpty else { return nil }
    let holding = judged.filter { $0.when.holds(value) == true }
    let points = holding.reduce(0) { $0 + $1.points }
    rank = rules.levels.firstIndex { $0.from.map { points >= $0 } ?? true } ?? rules.levels.count - 1
    level = rules.levels[rank].name
    levelCount = rules.levels.count
    reason = Self.reason(holding, points) { measures.figure($0, segment: segment, $1, currency: currency) }
  }

  /// The signals that point the level's way; what speaks against them follows after "though".
  private static func reason(
    _ signals: [Rules.Signal], _ points: Double, _ figure: (Measure, FigureFormat) -> Statement.Figure?
  ) -> Statement {
    func parts(_ sign: Double) -> [Statement] {
      signals.enumerated().filter { $0.element.points * sign > 0 }
        .sorted { (abs($1.element.points), $0.offset) < (abs($0.element.points), $1.offset) }
        .compactMap { $0.element.text.filled(figure) }
    }
    let sign: Double = points > 0 ? 1 : points < 0 ? -1 : 0
    let (with, against) = (parts(sign == 0 ? 1 : sign), parts(sign == 0 ? -1 : -sign))
    switch (with.isEmpty, against.isEmpty) {
    case (true, true): return "No figure stands out either way."
    case (false, true): return Statement.list(with).sentence
    case (true, false): return Statement.list(against).sentence
    case (false, false): return (Statement.list(with) + ", though " + Statement.list(against)).sentence
    }
  }
}
