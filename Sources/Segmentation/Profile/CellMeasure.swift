import Analysis

/// One column, ready to be measured for any set of rows against everyone.
struct CellMeasure {
  private let numbers: [Double]
  private let transform: FeatureTransform?
  private let centre: (mean: Double, median: Double)
  private let deviation: Double

  init(_ numbers: [Double], rows: [Int], transform: FeatureTransform?) {
    self.numbers = numbers
    self.transform = transform
    let logged = rows.map { numbers[$0] }.filter { !$0.isNaN }.map { Self.logged($0, transform) }
    centre = (mean(logged), median(logged))
    deviation = variance(logged, lostDegrees: 0).squareRoot()
  }

  func cell(of rows: [Int]) -> Profile.Cell {
    let sorted = rows.map { numbers[$0] }.filter { !$0.isNaN }.sorted()
    // The logarithm keeps the order, but not the midpoint of two middle values: the median is taken of what it shows.
    let logged = sorted.map { Self.logged($0, transform) }
    return Profile.Cell(
      count: sorted.count,
      mean: mean(sorted),
      median: quantile(sorted: sorted, 0.5),
      zeroShare: Double(sorted.count { $0 == 0 }) / Double(sorted.count),
      meanDeviation: units(mean(logged) - centre.mean),
      medianDeviation: units(quantile(sorted: logged, 0.5) - centre.median))
  }

  private func units(_ difference: Double) -> Double {
    deviation > 0 && difference.isFinite ? difference / deviation : 0
  }

  private static func logged(_ value: Double, _ transform: FeatureTransform?) -> Double {
    transform?.logarithm(transform?.clip(value) ?? value) ?? value
  }
}
