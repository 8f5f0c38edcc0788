import Analysis
import Machine
import Tables

/// A column, or a category of one, on its way to becoming a feature.
struct FeatureCandidate {
  var transform: FeatureTransform
  /// A value for each row of the table, and once the rows in use are numbered for each of those; NaN where missing.
  private(set) var values: [Double]

  init(transform: FeatureTransform, values: [Double]) {
    self.transform = transform
    self.values = values
  }

  /// Zeros and ones of a category: never winsorized, never logged.
  var isIndicator: Bool { transform.category != nil }

  /// Keeps the values at the given places, in their order. −0 becomes 0: two equal customers must not differ by a sign.
  /// - Throws: `CancellationError`.
  mutating func keep(_ places: [Int], context: ComputeContext) throws(CancellationError) {
    let values = values
    self.values = try [Double](items: places.count, chunkSize: 1 << 14, context: context) { range, kept in
      for place in range { kept[place] = values[places[place]] + 0 }
    }
  }

  /// The values, filled in and winsorized as far as the transform says; before logarithm and scale.
  var clipped: [Double] { values.map(filledAndClipped) }

  /// Whether every value comes out the same once filled in and winsorized.
  var isConstant: Bool {
    guard let first = values.first.map(filledAndClipped) else { return true }
    return values.allSatisfy { filledAndClipped($0) == first }
  }

  private func filledAndClipped(_ value: Double) -> Double {
    transform.clip(value.isNaN ? transform.fill ?? value : value)
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
