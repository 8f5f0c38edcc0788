/// Decisions on a segment that other customers of the same kind could turn: a measure lies too near to what a rule asks.
struct CloseCalls {
  let rules: Rules
  let measures: SegmentMeasures
  /// Figures that are shown at most.
  private static let mostFigures = 3

  /// nil where every decision is clear.
  func about(_ segment: Int) -> Statement? {
    let interval = { (measure: Measure) in measures.interval(measure, segment: segment) }
    var what: [String] = []
    var conditions: [Condition] = []
    func note(_ name: String, _ open: [Condition]) {
      guard !open.isEmpty else { return }
      what.append(name)
      conditions += open
    }
    note("its name", names(segment, interval))
    note("its risk", risk(segment, interval))
    for department in rules.departments {
      note("the advice to \(department.name)", advice(department, segment, interval))
    }
    var seen: Set<Measure> = []
    let open = conditions.flatMap { $0.openComparisons(interval) }.filter { seen.insert($0.measure).inserted }
    let figures = open.prefix(Self.mostFigures).compactMap { figure($0.measure, $0.bound, segment) }
    guard !what.isEmpty, let first = figures.first else { return nil }
    let all = figures.dropFirst().reduce(first) { $0 + "; " + $1 }
    return "A close call, which a few customers could turn: \(list(what)) (\(all))."
  }

  /// Names that could take the place of the one that fits, and that one where it could fail.
  private func names(_ segment: Int, _ interval: (Measure) -> ClosedRange<Double>?) -> [Condition] {
    firstOpen(rules.names.map(\.when), keeping: 1, interval)
  }

  private func advice(
    _ department: Rules.Department, _ segment: Int, _ interval: (Measure) -> ClosedRange<Double>?
  ) -> [Condition] {
    firstOpen(department.recommendations.map(\.when), keeping: Int(rules.limits.recommendations), interval)
  }

  /// The open conditions before so many hold for certain.
  private func firstOpen(
    _ conditions: [Condition], keeping limit: Int, _ interval: (Measure) -> ClosedRange<Double>?
  ) -> [Condition] {
    var open: [Condition] = []
    var certain = 0
    for condition in conditions where certain < limit {
      let outlook = condition.outlook(interval)
      if outlook.isOpen { open.append(condition) } else if outlook.canHold { certain += 1 }
    }
    return open
  }

  /// The open signals, where they could change the level.
  private func risk(_ segment: Int, _ interval: (Measure) -> ClosedRange<Double>?) -> [Condition] {
    var (low, high) = (0.0, 0.0)
    var open: [Condition] = []
    for signal in rules.signals {
      let outlook = signal.when.outlook(interval)
      if outlook.isOpen {
        open.append(signal.when)
        low += min(0, signal.points)
        high += max(0, signal.points)
      } else if outlook.canHold {
        low += signal.points
        high += signal.points
      }
    }
    return level(low) == level(high) ? [] : open
  }

  private func level(_ points: Double) -> Int? { rules.levels.firstIndex { $0.from.map { points >= $0 } ?? true } }

  /// "payment to minimum, median: 2.69 against 2.5".
  private func figure(_ measure: Measure, _ bound: Double, _ segment: Int) -> Statement? {
    let format = measure.statistic.format
    guard let own = measures.figure(measure, segment: segment, format) else { return nil }
    let limit = Statement.Figure(
      source: "rule.bound", segment: nil, value: bound, text: format.text(bound, currency: ""))
    return "\(measure.words): \(own), where the rules ask for \(limit)"
  }
}

extension Statistic {
  fileprivate var format: FigureFormat {
    switch self {
    case .median, .mean, .size: .number
    case .silhouette: .score
    default: .percent
    }
  }
}

extension Measure {
  /// What a sentence calls it: "median of payment to minimum", "share with utilisation above 0.8, over everyone's".
  fileprivate var words: Statement {
    let subject = self.subject.split(separator: "_").joined(separator: " ")
    func bounded(_ word: String, _ bound: Double) -> Statement {
      let figure = Statement.Figure(source: "rule.bound", segment: nil, value: bound, text: amount(bound))
      return "share with \(subject) \(word) \(figure)"
    }
    let own: Statement =
      switch statistic {
      case .median: "median of \(subject)"
      case .mean: "mean of \(subject)"
      case .shareAbove(let bound): bounded("above", bound)
      case .shareFrom(let bound): bounded("from", bound)
      case .shareBelow(let bound): bounded("below", bound)
      case .shareTo(let bound): bounded("up to", bound)
      default: Statement("\(subject), \(statistic.text)")
      }
    switch relation {
    case .own: return own
    case .everyone: return own + " of everyone"
    case .ratio: return own + " over everyone's"
    case .difference: return own + " less everyone's"
    }
  }
}
