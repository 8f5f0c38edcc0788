import Analysis
import Tables

/// A column, or a category of one, on its way to becoming a feature.
struct FeatureCandidate {
  var transform: FeatureTransform
  /// A value for each row of the table, NaN where missing.
  let values: [Double]
  /// Zeros and ones of a category: never winsorized, never logged.
  var isIndicator: Bool { transform.category != nil }

  /// The values of `rows`, filled in and winsorized as far as the transform says; before logarithm and scale.
  func clipped(_ rows: [Int]) -> [Double] {
    rows.map { row in
      let value = values[row]
      return transform.clip(value.isNaN ? transform.fill ?? value : value)
    }
  }

  /// The only value there is among `rows`, nil when there are two; NaN when nothing is there.
  func onlyValue(among rows: some Sequence<Int>) -> Double? {
    var only = Double.nan
    for row in rows where !values[row].isNaN {
      if only.isNaN { only = values[row] } else if values[row] != only { return nil }
    }
    return only
  }
}
