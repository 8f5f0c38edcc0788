import Testing

@testable import Graphics

@Suite("Labels do not collide")
struct CollisionTests {
  private func labelBoxes(_ marks: [Mark], size: ClosedRange<Double>) -> [(text: String, box: Box)] {
    Labels.boxes(marks, size: size)
  }

  private func expectClear(_ boxes: [(text: String, box: Box)], sourceLocation: SourceLocation = #_sourceLocation) {
    Labels.expectClear(boxes, sourceLocation: sourceLocation)
  }

  @Test("in a histogram of any column", arguments: 0..<60)
  func histogram(seed: UInt64) {
    var random = Fixtures(seed: seed)
    let values = random.amounts(500, zeroShare: random.unit() * 0.6, scale: [0.01, 1, 1e3, 1e8][Int(seed % 4)])
    let data = Fixtures.histogram("AMOUNT", values, bins: 3 + Int(random.unit() * 40), isAmount: true)
    let figure = Figure.histogram(
      HistogramSpec(data: data, options: FigureOptions(width: 330 + random.unit() * 700, currency: "$")))
    expectClear(labelBoxes(figure.scene.marks, size: 9...16))
  }

  @Test("in a histogram by segment", arguments: 1...10)
  func segmented(count: Int) {
    let figure = Figure.segmentedHistogram(HistogramTests.segmented(count))
    expectClear(labelBoxes(figure.scene.marks, size: 9...16))
  }

  @Test("on a map of up to ten segments", arguments: 0..<60)
  func map(seed: UInt64) {
    let figure = Figure.map(MapTests.segments(400, 1 + Int(seed % 10), seed: seed))
    expectClear(labelBoxes(figure.scene.marks, size: 9...16))
  }

  @Test("in a dendrogram", arguments: 1...10)
  func dendrogram(k: Int) {
    let figure = Figure.dendrogram(SegmentFigureTests.dendrogram(k, leaves: 10 + 3 * k))
    expectClear(labelBoxes(figure.scene.marks, size: 9...16))
  }

  @Test("in a tree of questions, however deep and narrow", arguments: 0..<80)
  func tree(seed: UInt64) {
    let spec = TreeFigureTests.tree(leaves: 2 + Int(seed % 20), seed: seed, width: 330 + Double(seed * 53 % 700))
    expectClear(labelBoxes(Figure.tree(spec).scene.marks, size: 9...16))
  }

  @Test("in a profile", arguments: 1...10)
  func profile(k: Int) {
    expectClear(labelBoxes(Figure.profile(SegmentFigureTests.profile(k)).scene.marks, size: 7...16))
  }

  @Test("between two lines at any places, with no label crossed by the other's line", arguments: 0..<300)
  func lines(seed: UInt64) {
    var random = Fixtures(seed: seed)
    let positions = [random.unit() * 300, random.unit() * 300].sorted()
    let labels = ["median \(NumberText.amount(random.unit() * 1e4))", "mean \(NumberText.amount(random.unit() * 1e4))"]
    let places = LineLabels(left: 0, right: 300, size: 10).places(labels, at: positions)
    let extents = zip(labels, places).map { label, place -> ClosedRange<Double> in
      let width = TextMeasure.width(label, size: 10, weight: .bold)
      let shift = place.anchor == .start ? 0 : place.anchor == .middle ? width / 2 : width
      return place.x - shift...place.x - shift + width
    }
    #expect(places[0].row != places[1].row)
    #expect(extents.allSatisfy { $0.lowerBound >= 0 && $0.upperBound <= 300 })
    let upper = places[0].row == 0 ? 0 : 1
    #expect(!extents[1 - upper].contains(positions[upper]))
  }
}
