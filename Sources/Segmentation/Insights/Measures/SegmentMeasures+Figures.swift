import Wording

extension SegmentMeasures {
  /// A measure of a segment as a sentence shows it; nil where it is not known.
  ///
  /// What was estimated from some of its customers says so: a silhouette by its standard error, "0.0823 ± 0.0041".
  /// - Parameter currency: set before amounts; empty for none.
  func figure(
    _ measure: Measure, segment: Int, _ format: FigureFormat, currency: String = ""
  ) -> Statement.Figure? {
    value(measure, segment: segment).map { value in
      Statement.Figure(
        source: measure.text, segment: segment, value: value,
        text: estimated(measure, segment, value) ?? format.text(value, currency: currency))
    }
  }

  private func estimated(_ measure: Measure, _ segment: Int, _ value: Double) -> String? {
    guard measure.subject == Measure.segment, let sample = segmentation.silhouetteSample else { return nil }
    return switch measure.statistic {
    case .silhouette:
      "\(value < 0 ? "−" : "")\(decimals(abs(value), 4)) ± \(decimals(sample.errors[segment - 1], 4))"
    case .misplaced: "\(percent(value)) (estimated)"
    default: nil
    }
  }
}
