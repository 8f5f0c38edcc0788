import Analysis
import Machine

/// One column, ready to be measured for any set of rows against everyone.
struct CellMeasure {
  private let numbers: [Double]
  private let transform: FeatureTransform?
  private let context: ComputeContext
  private let centre: (mean: Double, median: Double)
  private let deviation: Double
  /// What everyone has, rising.
  private let everyone: [Double]
  /// Whether few values come again and again, answers and small counts: medians jump from one to the next where shares move a little,
  /// and how far a segment lies apart is taken from means.
  private let isCoarse: Bool

  /// - Throws: `CancellationError`.
  init(
    _ numbers: [Double], rows: [Int], transform: FeatureTransform?, context: ComputeContext
  ) throws(CancellationError) {
    self.numbers = numbers
    self.transform = transform
    self.context = context
    let present = rows.map { numbers[$0] }.filter { !$0.isNaN }
    let everyone = try rising(present, context: context)
    self.everyone = everyone
    isCoarse = Self.hasFewValues(everyone)
    let logged = try Self.logged(present, transform, context)
    // The logarithm keeps the order, where every value has one.
    let isOrderKept = everyone.first.map { transform?.logarithm(transform?.clip($0) ?? $0) != nil || transform == nil }
    let median =
      isOrderKept ?? true
      ? quantile(sorted: try Self.logged(everyone, transform, context), 0.5) : try median(logged, context: context)
    centre = (mean(logged), median)
    try context.checkCancellation()
    deviation = variance(logged, lostDegrees: 0).squareRoot()
  }

  /// The cell of some rows.
  func cell(of rows: [Int]) throws(CancellationError) -> Profile.Entry {
    try cell(sorted: rising(rows.map { numbers[$0] }.filter { !$0.isNaN }, context: context))
  }

  /// The cell of everyone.
  func cell() throws(CancellationError) -> Profile.Entry { try cell(sorted: everyone) }

  private func cell(sorted: [Double]) throws(CancellationError) -> Profile.Entry {
    // The logarithm keeps the order, but not the midpoint of two middle values: the median is taken of what it shows.
    let logged = try Self.logged(sorted, transform, context)
    return Profile.Entry(
      count: sorted.count,
      mean: mean(sorted),
      median: quantile(sorted: sorted, 0.5),
      zeroShare: Double(sorted.count { $0 == 0 }) / Double(sorted.count),
      meanDeviation: units(mean(logged) - centre.mean),
      medianDeviation: units(isCoarse ? mean(logged) - centre.mean : quantile(sorted: logged, 0.5) - centre.median))
  }

  /// Different values up to which a column is coarse.
  private static let fewValues = 12

  private static func hasFewValues(_ sorted: [Double]) -> Bool {
    var (distinct, place) = (0, 0)
    while place < sorted.count {
      distinct += 1
      guard distinct <= fewValues else { return false }
      let value = sorted[place]
      var (low, high) = (place, sorted.count)
      while low < high {
        let middle = low + (high - low) / 2
        if sorted[middle] > value { high = middle } else { low = middle + 1 }
      }
      place = low
    }
    return true
  }

  private func units(_ difference: Double) -> Double {
    deviation > 0 && difference.isFinite ? difference / deviation : 0
  }

  private static func logged(
    _ values: [Double], _ transform: FeatureTransform?, _ context: ComputeContext
  ) throws(CancellationError) -> [Double] {
    guard let transform else { return values }
    let parts = try parallelMap(count: values.count, chunkSize: 65_536, context: context) { range, _ in
      values[range].map { transform.logarithm(transform.clip($0)) ?? $0 }
    }
    return parts.flatMap { $0 }
  }
}
