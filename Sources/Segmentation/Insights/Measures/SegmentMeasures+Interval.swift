import Analysis

extension SegmentMeasures {
  /// Standard errors on each side: nineteen draws of twenty lie within.
  private static let standardErrors = 2.0

  /// Where a measure would lie if other customers of the same kind had been drawn; a point where that is not estimated,
  /// nil where the measure is not known. What everyone is like counts as certain.
  ///
  /// Shares and means by their standard error, medians by order statistics (W. J. Conover 1971, section 3.2).
  func interval(_ measure: Measure, segment: Int) -> ClosedRange<Double>? {
    guard let value = value(measure, segment: segment) else { return nil }
    guard measure.relation != .everyone, let own = ownInterval(measure, segment) else { return value...value }
    guard measure.relation != .own else { return own }
    guard let everyone = self.value(Measure(measure.subject, measure.statistic, .everyone), segment: segment) else {
      return value...value
    }
    return measure.relation == .ratio
      ? own.lowerBound / everyone...own.upperBound / everyone
      : own.lowerBound - everyone...own.upperBound - everyone
  }

  private func ownInterval(_ measure: Measure, _ segment: Int) -> ClosedRange<Double>? {
    guard let sorted = values(of: measure.subject, in: segment), sorted.count > 1,
      let value = value(Measure(measure.subject, measure.statistic), segment: segment)
    else { return nil }
    let n = Double(sorted.count)
    var error: Double
    switch measure.statistic {
    case .median:
      let reach = Self.standardErrors * n.squareRoot() / 2
      let low = max(0, ((n - 1) / 2 - reach).rounded(.down))
      let high = min(n - 1, ((n - 1) / 2 + reach).rounded(.up))
      return sorted[Int(low)]...sorted[Int(high)]
    case .mean: error = (variance(of: measure.subject, in: segment) / n).squareRoot()
    case .shareAbove, .shareBelow, .shareFrom, .shareTo: error = (value * (1 - value) / n).squareRoot()
    default: return nil
    }
    error *= Self.standardErrors
    return error.isFinite ? value - error...value + error : nil
  }
}
