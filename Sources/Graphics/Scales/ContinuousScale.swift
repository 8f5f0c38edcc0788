#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// How values are spread along an axis.
public enum ScaleTransform: Sendable, Hashable {
  case linear
  /// Base 10; for positive values.
  case log
  /// sign(x) · ln(1 + |x|): a log that takes zeros and negative values.
  case log1p
  /// Days since 1970-01-01, labelled with dates.
  case time

  func forward(_ x: Double) -> Double {
    switch self {
    case .linear, .time: x
    case .log: log10(max(x, .leastNormalMagnitude))
    case .log1p: x < 0 ? -naturalLogOnePlus(-x) : naturalLogOnePlus(x)
    }
  }
}

/// Maps values to pixels.
package struct ContinuousScale: Sendable {
  package let transform: ScaleTransform
  package let domain: ClosedRange<Double>
  /// Pixels of the domain's ends; the second may be the smaller.
  package let range: (from: Double, to: Double)

  /// A domain without extent is widened about its value, one that is not finite becomes 0…1.
  package init(
    _ domain: ClosedRange<Double>, from start: Double, to end: Double, transform: ScaleTransform = .linear
  ) {
    self.transform = transform
    self.domain = Self.usable(domain, transform)
    self.range = (start, end)
  }

  /// The smallest domain that holds every finite value, nil when there is none.
  package static func domain(of values: some Sequence<Double>) -> ClosedRange<Double>? {
    var low = Double.infinity
    var high = -Double.infinity
    for value in values where value.isFinite {
      low = min(low, value)
      high = max(high, value)
    }
    return low <= high ? low...high : nil
  }

  private static func usable(_ domain: ClosedRange<Double>, _ transform: ScaleTransform) -> ClosedRange<Double> {
    var low = domain.lowerBound
    var high = domain.upperBound
    guard low.isFinite, high.isFinite else { return 0...1 }
    if transform == .log {
      high = max(high, .leastNormalMagnitude)
      if low <= 0 { low = min(high, 1) / 10 }
    }
    if transform == .time, high - low < 1 { return low - 1...high + 1 }
    if high - low > 1e-12 * max(abs(low), abs(high)) { return low...high }
    if transform == .log { return low / 2...high * 2 }
    let margin = low == 0 ? 1 : abs(low) / 2
    return low - margin...high + margin
  }

  package func callAsFunction(_ value: Double) -> Double {
    let low = transform.forward(domain.lowerBound)
    let high = transform.forward(domain.upperBound)
    // Halves first: the span of two huge values of unlike sign is not finite.
    let share = (transform.forward(value) / 2 - low / 2) / (high / 2 - low / 2)
    return range.from + share * (range.to - range.from)
  }

  /// The pixel of a value, moved to the nearer end when it lies outside.
  package func clamped(_ value: Double) -> Double {
    self(min(domain.upperBound, max(domain.lowerBound, value)))
  }

  /// About as many ticks as wanted.
  package func ticks(_ target: Int) -> [Double] {
    switch transform {
    case .linear: return Ticks.linear(domain, target: target)
    case .log:
      let ticks = Ticks.logarithmic(domain, target: target)
      return ticks.count > 1 ? ticks : Ticks.linear(domain, target: target).filter { $0 > 0 }
    case .log1p: return symmetricTicks(target)
    case .time: return CalendarTicks(domain: domain).ticks(target)
    }
  }

  /// What stands at a tick: a date on an axis of time, else what the axis writes.
  func label(_ value: Double, _ written: (Double) -> String) -> String {
    transform == .time ? CalendarTicks(domain: domain).label(value) : written(value)
  }

  private func symmetricTicks(_ target: Int) -> [Double] {
    let largest = max(abs(domain.lowerBound), abs(domain.upperBound))
    if largest <= 5 { return Ticks.linear(domain, target: target) }
    let positive = Ticks.logarithmic(1...largest, target: target)
    return (positive.reversed().map { -$0 } + [0] + positive).filter(domain.contains)
  }
}

/// Places a number of equal bands side by side.
package struct BandScale: Sendable {
  package let count: Int
  package let start: Double
  package let step: Double
  package let bandwidth: Double

  /// - Parameter padding: the share of a step that stays empty between two bands, 0 ..< 1.
  package init(count: Int, from start: Double, to end: Double, padding: Double = 0.2) {
    self.count = count
    self.step = count > 0 ? (end - start) / Double(count) : 0
    self.bandwidth = step * (1 - padding)
    self.start = start + step * padding / 2
  }

  package func callAsFunction(_ i: Int) -> Double { start + step * Double(i) }
  package func center(_ i: Int) -> Double { self(i) + bandwidth / 2 }
}

/// The C function, which inside `ScaleTransform` would be hidden by the case of the same name.
private func naturalLogOnePlus(_ x: Double) -> Double { log1p(x) }
