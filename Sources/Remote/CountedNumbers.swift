import Analysis
import Segmentation

/// The different numbers of a column and how often each comes: of few of them this is all that quantiles, bars and tails need, and one query
/// brings it here.
struct CountedNumbers: Sendable {
  /// Rising, infinities at the ends.
  private let values: [Double]
  /// Rows up to each value, its own included.
  private let upTo: [Int]

  /// - Parameter values: rising, each once; none is NaN.
  init(_ values: [Double], counts: [Int]) {
    self.values = values
    var total = 0
    upTo = counts.map { count in
      total += count
      return total
    }
  }

  var distinctCount: Int { values.count }

  /// Rows before each place of `values`, and all of them behind the last.
  private func rows(before place: Int) -> Int { place == 0 ? 0 : upTo[place - 1] }

  private func rows(at place: Int) -> Int { rows(before: place + 1) - rows(before: place) }

  /// The places of the finite values in a range, its ends included.
  private func places(in range: ClosedRange<Double>?) -> Range<Int> {
    let low = max(range?.lowerBound ?? -.infinity, -.greatestFiniteMagnitude)
    let high = min(range?.upperBound ?? .infinity, .greatestFiniteMagnitude)
    let start = values.firstPlace { $0 >= low }
    return start..<max(start, values.firstPlace { $0 > high })
  }

  // MARK: By rank

  /// A quantile of the values at some places, linear between neighbours; NaN of none.
  private func quantile(
    _ share: Double, of places: Range<Int>, as shown: (Double) -> Double = { $0 }
  ) -> Double {
    let before = rows(before: places.lowerBound)
    guard let place = QuantilePlace(share, of: rows(before: places.upperBound) - before) else { return .nan }
    func value(_ rank: Int) -> Double { shown(values[upTo.firstPlace { $0 > before + rank }]) }
    return place.value(between: value(place.below), value(place.above))
  }

  /// Of all values, infinite ones too.
  func quartiles() -> [Double] { [0.25, 0.5, 0.75].map { quantile($0, of: values.indices) } }

  /// Of the finite ones.
  func quantiles(_ shares: [Double]) -> [Double] {
    let finite = places(in: nil)
    return shares.map { quantile($0, of: finite) }
  }

  func spread(in range: ClosedRange<Double>?) -> FiniteSpread { spread(at: places(in: range)) { $0 } }

  func logarithmicSpread() -> FiniteSpread {
    spread(at: places(in: .leastNonzeroMagnitude...(.greatestFiniteMagnitude)), as: decimalLogarithm)
  }

  /// - Parameter shown: rises with its argument.
  private func spread(at places: Range<Int>, as shown: (Double) -> Double) -> FiniteSpread {
    FiniteSpread(
      count: rows(before: places.upperBound) - rows(before: places.lowerBound),
      low: places.first.map { shown(values[$0]) } ?? .nan, high: places.last.map { shown(values[$0]) } ?? .nan,
      firstQuartile: quantile(0.25, of: places, as: shown), thirdQuartile: quantile(0.75, of: places, as: shown),
      isWhole: places.allSatisfy { shown(values[$0]) == shown(values[$0]).rounded(.towardZero) })
  }

  // MARK: By value

  /// As of `ColumnQuestions.counts(between:)`.
  func counts(between edges: [Double]) -> [Int] {
    let last = edges.count - 1
    let before = edges.indices.map { edge in
      rows(before: values.firstPlace { edge == last ? $0 > edges[edge] : $0 >= edges[edge] })
    }
    return zip(before, before.dropFirst()).map { max(0, $1 - $0) }
  }

  /// - Parameter total: of all values.
  func tails(below lower: Double, above upper: Double, total: Double) -> Tails {
    let start = values.firstPlace { $0 > upper }
    return Tails(
      below: rows(before: values.firstPlace { $0 >= lower }), above: rows(before: values.count) - rows(before: start),
      total: total, totalAbove: (start..<values.count).reduce(0) { $0 + Double(rows(at: $1)) * values[$1] })
  }

  /// Of as many rows the least value.
  func commonest(besides excluded: Double) -> (value: Double, count: Int)? {
    var best: (value: Double, count: Int)?
    for (place, value) in values.enumerated() where value != excluded && rows(at: place) > best?.count ?? 0 {
      best = (value, rows(at: place))
    }
    return best
  }

  func humps() -> Humps? {
    Humps(sorted: places(in: nil).flatMap { repeatElement(values[$0], count: rows(at: $0)) })
  }

  /// Of `ln(x + 1)`, of all values and of those above zero.
  func logarithmicSkewness() -> (all: Double, aboveZero: Double) {
    let logarithms = values.map(logarithmOfNext)
    let positive = values.firstPlace { $0 > 0 }
    return (skewness(of: logarithms, from: 0), skewness(of: logarithms, from: positive))
  }

  private func skewness(of shown: [Double], from start: Int) -> Double {
    let count = Double(rows(before: values.count) - rows(before: start))
    guard start < values.count - 1 else { return .nan }
    func mean(_ term: (Double) -> Double) -> Double {
      (start..<shown.count).reduce(0) { $0 + Double(rows(at: $1)) * term(shown[$1]) } / count
    }
    let first = mean { $0 }
    let centre = first + mean { $0 - first }
    return CentralSums(
      count: Int(count), mean: centre, deviations: count * mean { $0 - centre },
      squares: count * mean { ($0 - centre) * ($0 - centre) },
      cubes: count * mean { ($0 - centre) * ($0 - centre) * ($0 - centre) }
    ).skewness
  }
}
