import Foundation
import Testing

@testable import Graphics

@Suite("Figures of odd data")
struct EdgeCaseTests {
  /// Every number in the drawing is a number.
  private func expectSound(_ figure: Figure, sourceLocation: SourceLocation = #_sourceLocation) {
    for word in ["nan", "inf", "-0\"", "-0.00"] {
      #expect(!figure.svg.contains("\"\(word)"), "\(word)", sourceLocation: sourceLocation)
    }
    #expect(figure.height > 0 && figure.height < 5000, sourceLocation: sourceLocation)
    #expect(!figure.html.isEmpty && !figure.plain.isEmpty, sourceLocation: sourceLocation)
  }

  @Test(
    "histograms of nothing, of one value, of constants, of what is all missing",
    arguments: [
      [], [5.0], Array(repeating: 0.0, count: 9), Array(repeating: -3.5, count: 9), [.nan, .nan], [1e300, -1e300],
    ])
  func histogram(values: [Double]) {
    let data = Fixtures.histogram("X", values, bins: 5, missing: 3)
    expectSound(.histogram(HistogramSpec(data: data)))
    expectSound(.histogramPair(HistogramPairSpec(first: data, second: data)))
    let key = SegmentKey(number: 1, size: 9, share: 1)
    expectSound(.segmentedHistogram(SegmentedHistogramSpec(panels: [.init(key: key, data: data)])))
  }

  @Test(
    "boxes of nothing, of one value, of constants, of the largest numbers",
    arguments: [[], [5.0], Array(repeating: 0.0, count: 9), Array(repeating: -3.5, count: 9), [1e300, -1e300, 0]])
  func boxes(values: [Double]) {
    let key = SegmentKey(number: 1, size: 9, share: 1)
    for transform in [ScaleTransform.linear, .log, .log1p] {
      let groups = [BoxFigureTests.box(values, key: nil), BoxFigureTests.box(values, key: key)]
      expectSound(.boxes(BoxSpec(name: "X", groups: groups, transform: transform)))
    }
    expectSound(.boxes(BoxSpec(name: "X", groups: [])))
  }

  @Test("components that hold nothing, arrows without length, arrows where there is no origin")
  func components() {
    expectSound(.scree(ScreeSpec(text: FigureText(title: "Scree"), shares: [])))
    expectSound(
      .scree(ScreeSpec(text: FigureText(title: "Scree"), shares: [1], levels: [.init(share: 0.8, components: 1)])))
    var spec = MapSpec(text: FigureText(title: "Biplot"), xs: [1, 1], ys: [0, 0], axisTitles: ("a", "b"))
    spec.arrows = [
      MapArrow(name: "A", x: 0, y: 0), MapArrow(name: "B", x: .nan, y: 1), MapArrow(name: "C", x: 1, y: 0),
    ]
    expectSound(.map(spec))
    spec.xs = [-1, 1]
    expectSound(.map(spec))
  }

  @Test("counts by segment without values, without segments")
  func noCounts() {
    expectSound(.segmentedCounts(SegmentedCountsSpec(name: "X", values: [], panels: [])))
    let key = SegmentKey(number: 1, size: 0, share: 0)
    expectSound(.segmentedCounts(SegmentedCountsSpec(name: "X", values: ["a"], panels: [.init(key: key, counts: [0])])))
  }

  @Test("a histogram by segment without segments")
  func noPanels() { expectSound(.segmentedHistogram(SegmentedHistogramSpec(panels: []))) }

  @Test(
    "maps of nothing, of one point, of equal points, of a line, of points without a place",
    arguments: [
      ([], []), ([1.0], [2.0]), ([1.0, 1, 1], [2.0, 2, 2]), ([1.0, 2, 3], [5.0, 5, 5]), ([.nan, 1], [1, .infinity]),
      ([1e300, -1e300], [0, 1e-300]),
    ])
  func map(xs: [Double], ys: [Double]) {
    let text = FigureText(title: "Map")
    let labels = xs.map { _ in 1 }
    expectSound(.map(MapSpec(text: text, xs: xs, ys: ys)))
    expectSound(.map(MapSpec(text: text, xs: xs, ys: ys, coloring: .segments(labels, keys: Fixtures.keys(labels)))))
    expectSound(.map(MapSpec(text: text, xs: xs, ys: ys, coloring: .values(xs.map { _ in .nan }, name: "V"))))
    expectSound(.map(MapSpec(text: text, xs: xs, ys: ys, axisTitles: ("x", "y"), isEqualAspect: false)))
  }

  @Test("noise and more segments than colours", arguments: [100, 30_000])
  func manySegments(count: Int) {
    var random = Fixtures(seed: 3)
    let (xs, ys, _) = random.clouds(count, segments: 3)
    let labels = xs.indices.map { $0 % 60 }
    let spec = MapSpec(
      text: FigureText(title: "Map"), xs: xs, ys: ys, coloring: .segments(labels, keys: Fixtures.keys(labels)))
    expectSound(.map(spec))
  }

  @Test("trees of one, two and three rows, with and without a cut", arguments: 0...2)
  func dendrogram(merges count: Int) {
    let merges = [DendrogramMerge(left: 0, right: 1, height: 0), DendrogramMerge(left: 2, right: 3, height: 0)]
    for k in [nil, 1, 2, 3, 9] as [Int?] {
      let spec = DendrogramSpec(text: FigureText(title: "Tree"), merges: Array(merges.prefix(count)), k: k)
      expectSound(.dendrogram(spec))
    }
  }

  @Test("a tree as deep as it has rows takes no recursion")
  func chain() {
    let n = 20_000
    let merges = (0..<(n - 1)).map {
      DendrogramMerge(left: $0 == 0 ? 0 : n + $0 - 1, right: $0 + 1, height: Double($0))
    }
    expectSound(.dendrogram(DendrogramSpec(text: FigureText(title: "Chain"), merges: merges, leaves: n)))
  }

  @Test("curves without values, with one value, with a gap")
  func lines() {
    for values in [[Double.nan, .nan], [1, .nan], [.nan, 2]] {
      let series = [LineSpec.Series(name: "s", values: values, chosen: 0)]
      expectSound(
        .lines(LineSpec(kind: "l", text: FigureText(title: "L"), xTitle: "k", xs: [2, 3], series: series, marked: 99)))
    }
    expectSound(.lines(LineSpec(kind: "l", text: FigureText(title: "L"), xTitle: "k", xs: [], series: [])))
  }

  @Test("counts of nothing, and of one value more than the limit")
  func counts() {
    expectSound(.counts(CountsSpec(name: "S", counts: [])))
    let figure = Figure.counts(CountsSpec(name: "S", counts: (0..<16).map { ("v\($0)", 1) }, limit: 15))
    #expect(!figure.plain.contains("other"))
    let more = Figure.counts(CountsSpec(name: "S", counts: (0..<17).map { ("v\($0)", 1) }, limit: 15))
    #expect(more.plain.contains("other (2) 2 (11.8%)"))
  }

  @Test("a profile and a table of nothing")
  func tables() {
    expectSound(.profile(ProfileSpec(text: FigureText(title: "P"), features: [], keys: [], values: [], deviations: [])))
    let table = HTMLTable(columns: [], rows: [[.init("lost")]])
    #expect(table.rows == [[]])
    #expect(table.plain == "")
    #expect(table.html.contains("<table>"))
  }

  @Test("sizes out of range are moved into it", arguments: [-5, 0, 1e9, .nan, .infinity])
  func options(size: Double) {
    let options = FigureOptions(width: size, height: size)
    #expect((320...2400).contains(options.width))
    var spec = MapTests.segments(50, 2)
    spec.options = options
    expectSound(.map(spec))
  }
}
