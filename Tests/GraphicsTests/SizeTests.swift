import Foundation
import Testing

@testable import Graphics

@Suite("Sizes of the forms")
struct SizeTests {
  private static let limit = 500_000

  /// What a notebook stores for a figure: markup as it is, the image in base64.
  private func bundle(_ figure: Figure) throws -> Int {
    guard PNG.rendered(figure, scale: 0.1) != nil else { return 0 }
    let image = try figure.forms.png().count
    return figure.forms.html.utf8.count + figure.svg.utf8.count + figure.plain.utf8.count + (image + 2) / 3 * 4
  }

  @Test(
    "a map's forms together stay under 500 kB at any number of points",
    arguments: [200, 2000, 8950, 20_000, 20_001, 100_000])
  func map(count: Int) throws {
    var spec = MapTests.segments(count, 10)
    spec.tooltips = (0..<count).map { "C1\($0) · segment 3 Revolvers · BALANCE 1,564.47 · PURCHASES 1,003.20" }
    let size = try bundle(.map(spec))
    #expect(size < Self.limit, "\(size) bytes")
  }

  @Test("so do those of a map by value", arguments: [2000, 20_000, 100_000])
  func values(count: Int) throws {
    var spec = MapTests.segments(count, 5)
    var random = Fixtures(seed: 8)
    spec.coloring = .values(random.amounts(count), name: "BALANCE")
    let size = try bundle(.map(spec))
    #expect(size < Self.limit, "\(size) bytes")
  }

  @Test("points thrown evenly, which compress worst", arguments: [2000, 20_000, 100_000])
  func uniform(count: Int) throws {
    var random = Fixtures(seed: 8)
    let spec = MapSpec(
      text: FigureText(title: "Map"), xs: (0..<count).map { _ in random.unit() },
      ys: (0..<count).map { _ in random.unit() },
      coloring: .values((0..<count).map { _ in random.unit() }, name: "V"))
    let size = try bundle(.map(spec))
    #expect(size < Self.limit, "\(size) bytes")
  }

  @Test("up to 2,000 points answer the pointer, up to 20,000 are one path a colour, above is an image")
  func forms() {
    func html(_ count: Int) -> String { Figure.map(MapTests.segments(count, 3)).html }
    #expect(html(2000).matches(of: /<circle/).count >= 2000)
    #expect(html(2001).matches(of: /<circle/).count < 20)
    #expect(html(2001).contains("h0m"))
    #expect(!html(20_000).contains("<image"))
    #expect(html(20_001).contains("data:image/png;base64,"))
  }

  @Test("every kind of figure of ten segments stays small", arguments: [8950, 100_000])
  func segmented(rows: Int) throws {
    var random = Fixtures(seed: 9)
    var scatter = MapTests.segments(rows, 10)
    scatter.axisTitles = ("PURCHASES", "PAYMENTS")
    scatter.isEqualAspect = false
    scatter.labelPlace = .medians
    let amounts = Fixtures.histogram("BALANCE", random.amounts(rows), bins: 30)
    let figures: [(String, Figure)] = [
      ("histogram", .histogram(HistogramSpec(data: amounts))),
      ("pair", .histogramPair(HistogramPairSpec(first: amounts, second: amounts))),
      ("histogram by segment", .segmentedHistogram(HistogramTests.segmented(10))),
      ("counts by segment", .segmentedCounts(SegmentedCountsTests.spec(10, values: 11))),
      ("profile", .profile(SegmentFigureTests.profile(10))),
      ("dendrogram", .dendrogram(SegmentFigureTests.dendrogram(10, leaves: 200, rows: min(rows, 3000)))),
      ("candidates", .lines(SegmentFigureTests.candidates)),
      ("scatter", .map(scatter)),
      ("biplot", .map(ComponentFigureTests.biplot(rows, arrows: 20, segments: 10))),
      ("scree", .scree(ComponentFigureTests.scree(60))),
      ("boxes", .boxes(BoxFigureTests.spec(10, rows: rows / 3))),
    ]
    for (name, figure) in figures {
      let size = try bundle(figure)
      #expect(size < Self.limit, "\(name): \(size) bytes")
    }
  }

  @Test("outliers of boxes that lie everywhere", arguments: [2000, 100_000])
  func outliers(count: Int) throws {
    var spec = BoxFigureTests.spec(10)
    var random = Fixtures(seed: 4)
    spec.domain = nil
    for i in spec.groups.indices {
      let values = (0..<count / spec.groups.count).map { _ in 5000 + 9e4 * random.unit() }
      spec.groups[i].outliers = values
      spec.groups[i].names = values.map { "C12345: \(NumberText.statistic($0))" }
    }
    let size = try bundle(.boxes(spec))
    #expect(size < Self.limit, "\(size) bytes")
  }
}
