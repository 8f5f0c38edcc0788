import Testing

@testable import Graphics

@Suite("Boxes")
struct BoxFigureTests {
  /// Tukey's figures of some values.
  static func box(_ values: [Double], key: SegmentKey?, named: Bool = true) -> BoxData {
    let sorted = values.filter(\.isFinite).sorted()
    guard let least = sorted.first, let most = sorted.last else {
      return BoxData(
        key: key, count: 0, firstQuartile: .nan, median: .nan, thirdQuartile: .nan, mean: .nan, whiskers: (.nan, .nan))
    }
    let (first, third) = (sorted[sorted.count / 4], sorted[sorted.count * 3 / 4])
    let fences = (first - 1.5 * (third - first), third + 1.5 * (third - first))
    let outliers = sorted.filter { $0 < fences.0 || $0 > fences.1 }
    return BoxData(
      key: key, count: sorted.count, firstQuartile: first, median: sorted[sorted.count / 2], thirdQuartile: third,
      mean: sorted.reduce(0, +) / Double(sorted.count),
      whiskers: (sorted.first { $0 >= fences.0 } ?? least, sorted.last { $0 <= fences.1 } ?? most), outliers: outliers,
      names: named ? outliers.map { "C1: \(NumberText.statistic($0))" } : [])
  }

  /// Everyone and `count` segments of skewed amounts.
  static func spec(_ count: Int, rows: Int = 600, seed: UInt64 = 1) -> BoxSpec {
    var random = Fixtures(seed: seed)
    let values = (0..<count).map {
      random.amounts(max(1, rows / ($0 + 1)), zeroShare: 0.1, scale: 300 * Double($0 + 1))
    }
    let labels = values.enumerated().flatMap { index, values in values.map { _ in index + 1 } }
    let groups = zip(Fixtures.keys(labels), values).map { box($1, key: $0) }
    return BoxSpec(
      name: "BALANCE", groups: [box(values.flatMap { $0 }, key: nil)] + groups, domain: 0...6000, notation: .money,
      text: FigureText(
        title: "BALANCE by segment", insights: ["The medians differ most between segment 2 and segment 1."],
        caption: "Recipe standard, Ward, k = \(count)."),
      options: FigureOptions(currency: "$"))
  }

  @Test("segments stand below everyone on one axis", arguments: [1, 4, 10])
  func segments(count: Int) throws {
    try Snapshot.check(Figure.boxes(Self.spec(count)), named: "box-\(count)-segments")
  }

  @Test("everyone stands alone")
  func alone() throws {
    var spec = Self.spec(1)
    spec.groups = [spec.groups[0]]
    spec.text.title = ""
    try Snapshot.check(Figure.boxes(spec), named: "box-alone")
  }

  @Test("outliers are dots that answer the pointer up to 2,000, and shades above")
  func outliers() {
    var spec = Self.spec(2, rows: 4000)
    spec.domain = nil
    let group = spec.groups[0]
    spec.groups = [group]
    func html(_ count: Int) -> String {
      spec.groups[0].outliers = (0..<count).map { 5000 + Double($0) }
      spec.groups[0].names = spec.groups[0].outliers.map { _ in "C" }
      return Figure.boxes(spec).html
    }
    #expect(html(2000).matches(of: /<circle/).count >= 2000)
    #expect(html(2001).matches(of: /<circle/).count < 20)
    #expect(Figure.boxes(spec).subtitle.contains("darker where there are more"))
  }

  @Test("what lies beyond the axis is counted at its side")
  func beyond() {
    var spec = Self.spec(1)
    spec.groups[0].outliers = [7000, 8000, -5]
    spec.groups[0].names = []
    spec.domain = 0...6000
    let svg = Figure.boxes(spec).svg
    #expect(svg.contains("▸ 2") && svg.contains("up to $8,000"))
    #expect(svg.contains("1 ◂"))
  }

  @Test("whiskers find a place though the axis would end before them")
  func whiskers() {
    var spec = Self.spec(1)
    spec.domain = 0...10
    let whisker = spec.groups[1].whiskers.upper
    #expect(whisker > 10)
    #expect(Figure.boxes(spec).svg.contains("whisker $\(NumberText.statistic(whisker))"))
  }

  @Test("no label lies on another", arguments: 0..<60)
  func labels(seed: UInt64) {
    var spec = Self.spec(1 + Int(seed % 10), rows: 20 + Int(seed) * 9, seed: seed)
    var random = Fixtures(seed: seed)
    spec.options.width = 330 + random.unit() * 600
    Labels.expectClear(Figure.boxes(spec).scene.marks)
  }
}
