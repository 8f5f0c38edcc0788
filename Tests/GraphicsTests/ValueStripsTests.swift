import Testing

@testable import Graphics

@Suite("Strips of values")
struct ValueStripsTests {
  static func stability(_ k: Int, resamples: Int = 50, width: Double = 760) -> ValueStripsSpec {
    var random = Fixtures(seed: UInt64(k))
    let labels = (0..<1000).map { _ in 1 + Int(random.unit() * random.unit() * Double(k)) }
    let strips = Fixtures.keys(labels).map { key -> ValueStripsSpec.Strip in
      let center = random.unit()
      let values = (0..<resamples).map { _ in min(1, max(0, center + 0.08 * random.normal())) }
      let verdict = center >= 0.75 ? "stable" : center >= 0.6 ? "a pattern, but uncertain" : "not to be trusted"
      return .init(key: key, values: values, verdict: verdict)
    }
    return ValueStripsSpec(
      kind: "stability",
      text: FigureText(
        title: "Do the segments come back?", subtitle: "\(resamples) resamples of 1,000 customers",
        insights: ["Segment 1 is stable."], caption: "seed 42"),
      measure: "Jaccard coefficient with the segment most like it", unit: "resample", domain: 0...1, strips: strips,
      thresholds: [
        .init(0.5, label: "dissolved up to 0.5", isAbove: false),
        .init(0.75, label: "recovered from 0.75 on", isAbove: true),
      ], options: FigureOptions(width: width))
  }

  @Test("a row a segment, with dots, mean and verdict", arguments: [1, 5, 10])
  func rows(k: Int) throws {
    try Snapshot.check(Figure.valueStrips(Self.stability(k)), named: "stability-\(k)-segments")
  }

  @Test("of many values each dot is a hundredth, and that is said")
  func quantiles() {
    let figure = Figure.valueStrips(Self.stability(3, resamples: 5_000))
    #expect(figure.subtitle.hasSuffix("a dot is a hundredth of the resamples, the line the mean"))
    let dots = figure.scene.marks.map { mark in
      if case .points(let points) = mark { points.positions.count } else { 0 }
    }
    #expect(dots.filter { $0 > 0 } == [100, 100, 100])
    #expect(figure.html.utf8.count < 100_000)
  }

  @Test("nothing is drawn outside, whatever the width and the values", arguments: [320.0, 500, 760, 1600])
  func inside(width: Double) {
    for k in [1, 2, 10] {
      var spec = Self.stability(k, width: width)
      spec.strips[0].values = [Double](repeating: 1, count: 80) + [0, .nan, .infinity]
      let figure = Figure.valueStrips(spec)
      for case .points(let points) in figure.scene.marks {
        #expect(points.positions.allSatisfy { (0...width).contains($0.x) && (0...figure.scene.height).contains($0.y) })
      }
    }
  }

  @Test("dots stand beside each other where there is room, and never leave their row")
  func stack() {
    #expect(DotStack.offsets(of: [0, 10, 20], radius: 3, room: 40) == [0, 0, 0])
    #expect(DotStack.offsets(of: [0, 0, 0], radius: 3, room: 40) == [0, 6, -6])
    let crowd = DotStack.offsets(of: [Double](repeating: 5, count: 60), radius: 3, room: 40)
    #expect(crowd.allSatisfy { abs($0) <= 17 })
    #expect(Set(crowd).count == 60)
    #expect(DotStack.offsets(of: [], radius: 3, room: 40).isEmpty)
  }

  @Test("a segment without values says so, and no segment at all too")
  func empty() throws {
    var spec = Self.stability(2)
    spec.strips[1].values = [.nan]
    #expect(Figure.valueStrips(spec).svg.contains("no value"))
    spec.strips = []
    #expect(Figure.valueStrips(spec).svg.contains("there are no values to draw"))
  }
}
