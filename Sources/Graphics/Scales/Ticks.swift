#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Round numbers to label an axis with: steps of 1, 2 or 5 times a power of ten.
package enum Ticks {
  /// The step that divides a span into about as many parts as wanted.
  package static func step(span: Double, target: Int) -> Double {
    guard span > 0, span.isFinite, target > 0 else { return 1 }
    let raw = span / Double(target)
    let power = pow(10, floor(log10(raw)))
    let fraction = raw / power
    let multiple: Double = fraction < 1.5 ? 1 : fraction < 3.5 ? 2 : fraction < 7.5 ? 5 : 10
    return multiple * power
  }

  /// The multiples of a round step inside the domain, ends included.
  package static func linear(_ domain: ClosedRange<Double>, target: Int) -> [Double] {
    let span = domain.upperBound - domain.lowerBound
    guard span > 0, span.isFinite else { return [domain.lowerBound] }
    let step = step(span: span, target: target)
    let slack = 1e-9 * step
    let first = ((domain.lowerBound - slack) / step).rounded(.up)
    let last = ((domain.upperBound + slack) / step).rounded(.down)
    guard first <= last, last - first < 1000, abs(first) < 1e15 else { return [domain.lowerBound] }
    // Below one, dividing by the whole number 1 / step gives 0.3 where multiplying gives 0.30000000000000004.
    let inverse = (1 / step).rounded()
    return stride(from: first, through: last, by: 1).map { step < 1 ? $0 / inverse : $0 * step }
  }

  /// Powers of ten inside a positive domain, with their doubles and fivefolds where there are few.
  package static func logarithmic(_ domain: ClosedRange<Double>, target: Int) -> [Double] {
    guard domain.lowerBound > 0, domain.upperBound.isFinite else { return [] }
    let low = Int(floor(log10(domain.lowerBound)))
    let high = Int(ceil(log10(domain.upperBound)))
    let decades = max(1, high - low)
    let multiples: [Double] = decades * 3 <= target + 2 ? [1, 2, 5] : [1]
    let stride = multiples.count == 1 ? max(1, Int((Double(decades) / Double(max(1, target))).rounded(.up))) : 1
    var ticks: [Double] = []
    for exponent in low...max(low, high) where (exponent - low) % stride == 0 {
      let power = pow(10, Double(exponent))
      ticks += multiples.map { $0 * power }.filter { domain.contains($0) }
    }
    return ticks
  }
}
