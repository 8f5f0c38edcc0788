import Testing

@testable import Graphics

@Suite("Ridges and snakes")
struct RidgesTests {
  static func spec(_ k: Int) -> RidgesSpec {
    var random = Fixtures(seed: UInt64(k))
    let labels = (0..<900).map { _ in 1 + Int(random.unit() * random.unit() * Double(k)) }
    func ridge(_ key: SegmentKey?, _ middle: Double) -> RidgesSpec.Ridge {
      let heights = (0..<80).map { cell in
        let z = (Double(cell) / 80 - middle) / 0.12
        return 1 / (1 + z * z * z * z) / 20
      }
      return RidgesSpec.Ridge(
        key: key, count: key?.size ?? 900, heights: heights, median: 10_000 * middle, note: key == nil ? "" : "12% zero"
      )
    }
    let keys = Fixtures.keys(labels)
    return RidgesSpec(
      name: "BALANCE",
      ridges: [ridge(nil, 0.4)] + keys.enumerated().map { ridge($1, 0.1 + 0.8 * Double($0) / Double(k)) },
      domain: 0...10_000,
      text: FigureText(title: "BALANCE by segment", insights: ["A finding."], caption: "Ward, k = \(k)."))
  }

  @Test("ridges of segments are drawn as committed", arguments: [1, 5])
  func ridges(k: Int) throws { try Snapshot.check(Figure.ridges(Self.spec(k)), named: "ridges-\(k)-segments") }

  @Test("a profile as lines is drawn as committed", arguments: [1, 4, 8])
  func snake(k: Int) throws {
    try Snapshot.check(Figure.snake(SegmentFigureTests.profile(k)), named: "snake-\(k)-segments")
  }

  @Test("without values there is nothing to draw")
  func empty() {
    let spec = RidgesSpec(name: "A", ridges: [], domain: 0...1, text: FigureText(title: "A by segment"))
    #expect(Figure.ridges(spec).svg.contains("there are no values to draw"))
  }
}
