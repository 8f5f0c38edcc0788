import Testing

@testable import Graphics

@Suite("Maps")
struct MapTests {
  static func segments(_ count: Int, _ segments: Int, seed: UInt64 = 7) -> MapSpec {
    var random = Fixtures(seed: seed)
    let (xs, ys, labels) = random.clouds(count, segments: segments)
    return MapSpec(
      text: FigureText(
        title: "Map of the customers",
        subtitle: "\(NumberText.count(count)) rows, t-SNE, coloured by segment",
        caption: "Recipe standard, Ward, k = \(segments). perplexity 30, 1,000 iterations, seed 42; KL divergence 1.33."
      ),
      xs: xs, ys: ys, coloring: .segments(labels, keys: Fixtures.keys(labels)),
      tooltips: labels.indices.map { "C1\($0) · segment \(labels[$0])" })
  }

  @Test("segments are labelled where their points are", arguments: [1, 4, 10])
  func bySegment(segments: Int) throws {
    try Snapshot.check(Figure.map(Self.segments(300, segments)), named: "map-\(segments)-segments")
  }

  @Test("values run along viridis")
  func byValue() throws {
    var spec = Self.segments(400, 4)
    var random = Fixtures(seed: 3)
    var values = random.amounts(400)
    values[3] = .nan
    spec.coloring = .values(values, name: "BALANCE", notation: .money)
    spec.options.currency = "$"
    try Snapshot.check(Figure.map(spec), named: "map-by-value")
  }

  @Test("a scatter plot has axes")
  func scatter() throws {
    var random = Fixtures(seed: 4)
    let xs = random.amounts(500)
    let ys = xs.map { $0 * (0.5 + random.unit()) + 40 }
    let spec = MapSpec(
      kind: "scatter", text: FigureText(title: "PURCHASES and PAYMENTS", subtitle: "500 rows"), xs: xs, ys: ys,
      axisTitles: ("PURCHASES", "PAYMENTS"), isEqualAspect: false)
    try Snapshot.check(Figure.map(spec), named: "scatter")
  }
}
