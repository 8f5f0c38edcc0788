extension Condition {
  /// Whether it could hold, and whether it could fail, when each measure may lie anywhere in its interval.
  struct Outlook: Equatable {
    var canHold: Bool
    var canFail: Bool
    var isOpen: Bool { canHold && canFail }
  }

  /// - Parameter interval: where a measure may lie; nil where it is not known, and then the condition cannot hold.
  func outlook(_ interval: (Measure) -> ClosedRange<Double>?) -> Outlook {
    switch self {
    case .comparison(let left, let comparison, let right):
      guard let a = left.interval(interval), let b = right.interval(interval) else {
        return Outlook(canHold: false, canFail: true)
      }
      let results = [a.lowerBound, a.upperBound].flatMap { x in
        [b.lowerBound, b.upperBound].map { comparison.holds(x, $0) }
      }
      return Outlook(canHold: results.contains(true), canFail: results.contains(false))
    case .all(let parts):
      let outlooks = parts.map { $0.outlook(interval) }
      return Outlook(canHold: outlooks.allSatisfy(\.canHold), canFail: outlooks.contains(where: \.canFail))
    case .any(let parts):
      let outlooks = parts.map { $0.outlook(interval) }
      return Outlook(canHold: outlooks.contains(where: \.canHold), canFail: outlooks.allSatisfy(\.canFail))
    case .not(let part):
      let outlook = part.outlook(interval)
      return Outlook(canHold: outlook.canFail, canFail: outlook.canHold)
    }
  }

  /// The comparisons of a measure with a number that are open.
  func openComparisons(_ interval: (Measure) -> ClosedRange<Double>?) -> [(measure: Measure, bound: Double)] {
    switch self {
    case .comparison(.measure(let measure), _, .number(let bound)),
      .comparison(.number(let bound), _, .measure(let measure)):
      outlook(interval).isOpen ? [(measure, bound)] : []
    case .comparison: []
    case .all(let parts), .any(let parts): parts.flatMap { $0.openComparisons(interval) }
    case .not(let part): part.openComparisons(interval)
    }
  }
}

extension Condition.Operand {
  fileprivate func interval(_ interval: (Measure) -> ClosedRange<Double>?) -> ClosedRange<Double>? {
    switch self {
    case .number(let number): number...number
    case .measure(let measure): interval(measure)
    }
  }
}
