import Testing

@testable import Graphics

@Suite("Scales and ticks")
struct ScaleTests {
  @Test("ticks are multiples of 1, 2 or 5 times a power of ten, inside the domain", arguments: 0..<200)
  func roundTicks(seed: UInt64) {
    var random = Fixtures(seed: seed)
    let low = (random.unit() - 0.5) * [1e-3, 1, 1e3, 1e7][Int(random.unit() * 4)]
    let span = [1e-4, 0.3, 17, 5e4, 1e9][Int(random.unit() * 5)] * (0.1 + random.unit())
    let ticks = Ticks.linear(low...(low + span), target: 5)
    #expect((2...11).contains(ticks.count))
    #expect(ticks.allSatisfy { $0 >= low - 1e-6 * span && $0 <= low + span * (1 + 1e-6) })
    let step = Ticks.step(span: span, target: 5)
    var mantissa = step
    while mantissa >= 9.999 { mantissa /= 10 }
    while mantissa < 0.9999 { mantissa *= 10 }
    #expect([1, 2, 5].contains { abs($0 - mantissa) < 1e-6 })
    #expect(zip(ticks, ticks.dropFirst()).allSatisfy { abs($1 - $0 - step) < 1e-6 * step + 4 * $1.ulp })
  }

  @Test("ticks below one are the nearest doubles of their decimals")
  func exactDecimals() {
    #expect(Ticks.linear(0...1, target: 10) == [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1])
  }

  @Test("a domain of one value, or of none, still has a scale")
  func degenerate() {
    for value in [0.0, 5, -3, 1e300, -1e300, 1e-300] {
      let scale = ContinuousScale(value...value, from: 0, to: 100)
      #expect(abs(scale(value)) <= 100.001)
      #expect(scale(value).isFinite)
    }
    #expect(ContinuousScale(0...(.infinity), from: 0, to: 10).domain == 0...1)
    #expect(ContinuousScale.domain(of: [Double.nan, .infinity]) == nil)
  }

  @Test("ends of the domain are ends of the range", arguments: [ScaleTransform.linear, .log, .log1p])
  func ends(transform: ScaleTransform) {
    let scale = ContinuousScale(0.5...20_000, from: 10, to: 300, transform: transform)
    #expect(abs(scale(0.5) - 10) < 1e-9)
    #expect(abs(scale(20_000) - 300) < 1e-9)
    #expect(scale(100) < scale(1000))
    #expect(scale.clamped(1e9) == scale(20_000))
  }

  @Test("a log that takes zeros has a tick at zero")
  func symmetric() {
    let ticks = ContinuousScale(0...20_000, from: 0, to: 100, transform: .log1p).ticks(6)
    #expect(ticks.first == 0)
    #expect(ticks.contains(100))
  }

  @Test("a whole span of doubles does not overflow")
  func hugeSpan() {
    let scale = ContinuousScale(-1.7e308...1.7e308, from: 0, to: 100)
    #expect(abs(scale(0) - 50) < 1e-6)
  }

  @Test("labels on an axis stand clear of each other", arguments: 0..<100)
  func clearLabels(seed: UInt64) {
    var random = Fixtures(seed: seed)
    let span = 10 * random.unit() * [1, 1e3, 1e6][Int(random.unit() * 3)] + 1e-3
    let low = random.unit() * span
    let length = 60 + random.unit() * 700
    let scale = ContinuousScale(low...(low + span), from: 0, to: length)
    let axis = Axis(side: .bottom, scale: scale, labels: { NumberText.amount($0) })
    let boxes = axis.ticks(along: length).map { tick in
      let width = TextMeasure.width(tick.label, size: 11)
      return Box(x: scale(tick.value) - width / 2, y: 0, width: width, height: 10)
    }
    #expect(!boxes.isEmpty)
    #expect(zip(boxes, boxes.dropFirst()).allSatisfy { !$0.overlaps($1) })
  }

  @Test("bands share the range evenly")
  func bands() {
    let band = BandScale(count: 4, from: 0, to: 100, padding: 0.2)
    #expect(band(0) == 2.5)
    #expect(band.bandwidth == 20)
    #expect(band.center(3) == 87.5)
  }
}
