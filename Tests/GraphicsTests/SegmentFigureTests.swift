import Testing

@testable import Graphics

@Suite("Figures of a segmentation")
struct SegmentFigureTests {
  static func dendrogram(_ k: Int, leaves: Int = 30, rows: Int = 400) -> DendrogramSpec {
    var random = Fixtures(seed: UInt64(k))
    let (merges, segments) = random.tree(leaves: rows, k: k)
    return DendrogramSpec(
      text: FigureText(title: "Dendrogram", caption: "Recipe standard, Ward, k = \(k)."), merges: merges,
      leaves: leaves, k: k, segments: segments, keys: Fixtures.keys(segments),
      names: (0..<rows).map { "C1\(1000 + $0)" })
  }

  @Test("a dendrogram shows the top of the tree, the cut and the segments", arguments: [1, 4, 10])
  func dendrogram(k: Int) throws {
    try Snapshot.check(Figure.dendrogram(Self.dendrogram(k)), named: "dendrogram-\(k)-segments")
  }

  static func profile(_ k: Int) -> ProfileSpec {
    var random = Fixtures(seed: UInt64(k))
    let labels = (0..<1000).map { _ in 1 + Int(random.unit() * random.unit() * Double(k)) }
    let keys = Fixtures.keys(labels)
    let features = [
      "BALANCE", "PURCHASES", "ONEOFF_PURCHASES", "CASH_ADVANCE", "PURCHASES_INSTALLMENTS_FREQUENCY", "CREDIT_LIMIT",
      "PAYMENTS", "MINIMUM_PAYMENTS", "PRC_FULL_PAYMENT", "TENURE",
    ]
    var deviations = features.map { _ in keys.map { _ in random.normal() * 1.3 } }
    deviations[2][0] = .nan
    return ProfileSpec(
      text: FigureText(
        title: "Profile of the segments", subtitle: "medians", caption: "Recipe standard, Ward, k = \(k)."),
      features: features, keys: keys,
      values: deviations.map { $0.map { NumberText.amount($0.isNaN ? .nan : 1500 + 700 * $0) } },
      deviations: deviations, everyone: features.map { _ in "1,500.00" })
  }

  @Test("a profile tints what is far from everyone", arguments: [1, 4, 10])
  func profile(k: Int) throws {
    let figure = Figure.profile(Self.profile(k))
    try Snapshot.check(figure, named: "profile-\(k)-segments")
    try Snapshot.check(Figure.profileTable(Self.profile(k)).plain + "\n", named: "profile-\(k)-segments-terminal.txt")
  }

  @Test("sizes are bars in the segments' colours")
  func sizes() throws {
    var random = Fixtures(seed: 5)
    let labels = (0..<1000).map { _ in 1 + Int(random.unit() * random.unit() * 8) }
    let spec = SegmentSizesSpec(text: FigureText(title: "Sizes of the segments"), keys: Fixtures.keys(labels))
    try Snapshot.check(Figure.segmentSizes(spec), named: "sizes")
  }

  static let candidates = LineSpec(
    kind: "candidates",
    text: FigureText(title: "How many segments?", insights: ["Three of four votes go to k = 4."]), xTitle: "k",
    xs: (2...10).map(Double.init),
    series: [
      .init(
        name: "Silhouette (higher is better)", values: [0.31, 0.29, 0.34, 0.28, 0.27, 0.25, 0.22, 0.21, 0.2], chosen: 2,
        note: "best"),
      .init(
        name: "Calinski-Harabasz (higher is better)", values: [2100, 1980, 2240, 1890, 1700, 1650, 1500, 1480, 1400],
        chosen: 2, note: "best"),
      .init(
        name: "Davies-Bouldin (lower is better)", values: [1.4, 1.5, 1.2, 1.19, 1.3, 1.5, .nan, 1.6, 1.7], chosen: 3,
        note: "best"),
      .init(name: "Merge height", values: [90, 70, 50, 30, 25, 22, 20, 19, 18], chosen: 3, note: "knee"),
    ], marked: 4, markedLabel: "chosen: k = 4")

  @Test("the candidates for k are curves with their votes marked")
  func lines() throws {
    try Snapshot.check(Figure.lines(Self.candidates), named: "candidates")
  }

  @Test("a single curve has the figure to itself")
  func elbow() throws {
    let spec = LineSpec(
      kind: "elbow", text: FigureText(title: "Elbow"), xTitle: "k", xs: (1...10).map(Double.init),
      series: [
        .init(
          name: "within-cluster sum of squares", values: (1...10).map { 152_150 / Double($0) }, chosen: 3, note: "knee")
      ], marked: 5)
    try Snapshot.check(Figure.lines(spec), named: "elbow")
  }
}
