import Testing

@testable import Graphics

@Suite("The silhouette plot")
struct SilhouetteFigureTests {
  /// Segments of falling size; the later, the worse placed.
  static func spec(_ count: Int, rows: Int = 2_000, named: Bool = true, width: Double = 760) -> SilhouetteSpec {
    var fixtures = Fixtures(seed: UInt64(count))
    let segments = (1...count).map { number -> SilhouetteSpec.Segment in
      let size = max(1, rows / (number * number))
      let values = (0..<size).map { _ in
        min(1, max(-1, 0.62 - 0.06 * Double(number) + 0.16 * fixtures.normal()))
      }
      let key = SegmentKey(
        number: number, name: named ? Fixtures.names[(number - 1) % 10] : "", size: size,
        share: Double(size) / Double(rows))
      return SilhouetteSpec.Segment(key: key, values: values)
    }
    let all = segments.flatMap(\.values)
    return SilhouetteSpec(
      text: FigureText(
        title: "How well customers sit in their segments", insights: ["A finding."], caption: "k = \(count)"),
      segments: segments, mean: all.reduce(0, +) / Double(all.count), options: FigureOptions(width: width))
  }

  @Test("bands of few, several and many segments", arguments: [2, 5, 10])
  func bands(count: Int) throws {
    try Snapshot.check(Figure.silhouette(Self.spec(count)), named: "silhouette-\(count)-segments")
  }

  @Test("steps are means of consecutive rows, one for each row where there are few")
  func steps() {
    #expect(SilhouetteBands.steps([0.9, 0.5, 0.1], count: 20) == [0.9, 0.5, 0.1])
    #expect(SilhouetteBands.steps([1, 0.5, 0.25, -0.25], count: 2) == [0.75, 0])
    #expect(SilhouetteBands.steps([], count: 7).isEmpty)
    let many = (0..<10_007).map { 1 - Double($0) / 10_006 }
    let steps = SilhouetteBands.steps(many, count: 40)
    #expect(steps.count == 40 && steps == steps.sorted(by: >))
  }

  @Test("a band's height follows its size, but none is too low to be seen")
  func heights() throws {
    let figure = Figure.silhouette(Self.spec(10, rows: 50_000))
    let labels = figure.svg.components(separatedBy: "below 0").count - 1
    #expect(labels >= 10, "each band has room for its two lines")
  }

  @Test("a hundred thousand rows take no more room than a few thousand")
  func size() {
    let figure = Figure.silhouette(Self.spec(10, rows: 100_000))
    #expect(figure.html.utf8.count + figure.svg.utf8.count < 100_000)
  }

  @Test("of some of a segment's customers the share below 0 is told, which is that of all; of all of them the count")
  func judged() {
    let text = { (size: Int) in
      let key = SegmentKey(number: 1, size: size, share: 1)
      let values = [0.5, 0.3, -0.1, 0.2]
      return Figure.silhouette(
        SilhouetteSpec(
          text: FigureText(title: "t"), segments: [.init(key: key, values: values)], mean: 0.2, options: FigureOptions()
        )
      ).svg
    }
    #expect(text(4).contains("1 below 0"))
    #expect(text(40).contains("25.0% below 0"))
  }

  @Test("a mean that was estimated is shown with its standard error, in the figure and in its text")
  func estimated() {
    let key = SegmentKey(number: 1, size: 40, share: 1)
    let figure = Figure.silhouette(
      SilhouetteSpec(
        text: FigureText(title: "t"), segments: [.init(key: key, values: [0.5, 0.3, -0.1, 0.2])], mean: 0.16251,
        standardError: 0.00098))
    #expect(figure.svg.contains("mean of all 0.1625 ± 0.0010"))
    #expect(figure.plain.contains("everyone's mean 0.1625 ± 0.0010; of those who were judged "))
  }

  @Test("one segment, twelve, segments of one row and none, wide and narrow", arguments: [320.0, 500, 760, 2_400])
  func edges(width: Double) {
    for count in [1, 12, 20] {
      let figure = Figure.silhouette(Self.spec(count, rows: 300, named: count == 12, width: width))
      #expect(figure.svg.contains("mean of all"))
      #expect(!figure.svg.contains("nan") && !figure.svg.contains("inf"))
    }
    let key = SegmentKey(number: 1, size: 1, share: 1)
    for values in [[], [0], [-1], [.nan], [1, 1]] as [[Double]] {
      let spec = SilhouetteSpec(
        text: FigureText(title: "t"), segments: [.init(key: key, values: values)], mean: values.first ?? .nan,
        options: FigureOptions(width: width))
      let svg = Figure.silhouette(spec).svg
      #expect(!svg.contains("nan"), "\(values)")
    }
    let none = Figure.silhouette(
      SilhouetteSpec(text: FigureText(title: "t"), segments: [], mean: .nan, options: FigureOptions(width: width)))
    #expect(none.svg.contains("there are no silhouettes to draw"))
  }

  @Test("whiskers of a curve stay inside its panel")
  func whiskers() throws {
    var spec = SegmentFigureTests.candidates
    spec.series[0].errors = [0.2, 0.01, .nan, 0, 0.02, 0.1, 0.3, 0.01, 0.01]
    let plain = Figure.lines(SegmentFigureTests.candidates).svg.components(separatedBy: "<line").count
    let whiskered = Figure.lines(spec).svg
    #expect(whiskered.components(separatedBy: "<line").count > plain || whiskered.contains("<path"))
    try Snapshot.check(Figure.lines(spec), named: "candidates-whiskers")
  }
}
