import Testing

@testable import Graphics

@Suite("Principal components")
struct ComponentFigureTests {
  private static let names = [
    "BALANCE", "BALANCE_FREQUENCY", "PURCHASES", "ONEOFF_PURCHASES", "INSTALLMENTS_PURCHASES", "CASH_ADVANCE",
    "PURCHASES_FREQUENCY", "ONEOFF_PURCHASES_FREQUENCY", "PURCHASES_INSTALLMENTS_FREQUENCY", "CASH_ADVANCE_FREQUENCY",
    "A_COLUMN_WITH_A_NAME_OF_MORE_THAN_FORTY_CHARACTERS", "TENURE",
  ]

  static func scree(_ count: Int) -> ScreeSpec {
    let weights = (1...count).map { 1 / Double($0 * $0) }
    let sum = weights.reduce(0, +)
    let even = (1...count).map { _ in 1 / Double(count) }
    return ScreeSpec(
      text: FigureText(title: "What the principal components hold", caption: "Recipe standard."),
      shares: weights.map { $0 / sum }, expected: even,
      levels: [.init(share: 0.8, components: min(2, count)), .init(share: 0.9, components: min(6, count))])
  }

  @Test("shares are bars, their total a line", arguments: [1, 2, 17, 60])
  func scree(count: Int) throws {
    try Snapshot.check(Figure.scree(Self.scree(count)), named: "scree-\(count)")
  }

  static func biplot(_ count: Int, arrows: Int, segments: Int = 4, seed: UInt64 = 7) -> MapSpec {
    var spec = MapTests.segments(count, segments, seed: seed)
    var random = Fixtures(seed: seed)
    spec.kind = "biplot"
    spec.axisTitles = ("PC1 (34.5% of the variance)", "PC2 (22.0% of the variance)")
    // Loadings bunch together, as those of columns that say nearly the same do.
    spec.arrows = (0..<arrows).map { i in
      MapArrow(
        name: names[i % names.count], x: 0.3 * Double(i % 3 - 1) + 0.05 * random.normal(),
        y: 0.3 - 0.2 * Double(i % 2) + 0.05 * random.normal())
    }
    return spec
  }

  @Test("features are arrows over the customers", arguments: [2, 12])
  func biplot(arrows: Int) throws {
    try Snapshot.check(Figure.map(Self.biplot(300, arrows: arrows)), named: "biplot-\(arrows)-features")
  }

  @Test("no label lies on another, and every arrow stays within the plot", arguments: 0..<60)
  func labels(seed: UInt64) {
    var spec = Self.biplot(200, arrows: 2 + Int(seed % 19), segments: 1 + Int(seed % 10), seed: seed)
    var random = Fixtures(seed: seed)
    spec.options.width = 330 + random.unit() * 600
    let figure = Figure.map(spec)
    Labels.expectClear(figure.scene.marks)
    for case .path(let path, let style, _) in figure.scene.marks where style.fill == .text {
      for case .move(let tip) in path.elements {
        #expect(tip.x > 0 && tip.x < figure.scene.width && tip.y > 0 && tip.y < figure.scene.height)
      }
    }
  }

  @Test("a unit is as long in both directions, with arrows as without")
  func aspect() {
    let spec = Self.biplot(200, arrows: 5)
    let drawn = Array(spec.xs.indices)
    let plane = Plane(spec: spec, drawn: drawn, in: Box(x: 0, y: 0, width: 700, height: 440))
    let (x, y) = (plane.x(1) - plane.x(0), plane.y(0) - plane.y(1))
    #expect(abs(x - y) < 1e-9 * x)
  }
}
