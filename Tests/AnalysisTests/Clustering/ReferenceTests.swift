import Analysis
import Foundation
import Testing

/// The real customers give the numbers that SciPy 1.17.1 and scikit-learn 1.9.1 give.
@Suite(.needsRealData) struct ReferenceTests {
  struct Row {
    var sizes: [Int]
    var silhouette, calinskiHarabasz, daviesBouldin: Double
  }

  @Test("The columns' summaries are pandas'")
  func summaries() throws {
    let cards = try CreditCards.load()
    func expect(_ name: String, _ median: Double, _ mean: Double, _ maximum: Double, _ skewness: Double, _ zeros: Int) {
      let summary = Summary(cards.column(name))
      #expect(rounded(summary.median, 6) == median)
      #expect(rounded(summary.mean, 6) == mean)
      #expect(summary.maximum == maximum)
      #expect(rounded(summary.skewness, 4) == skewness)
      #expect(summary.zeros == zeros)
    }
    expect("BALANCE", 873.385231, 1564.474828, 19043.13856, 2.3934, 80)
    expect("PURCHASES", 361.28, 1003.204834, 49039.57, 8.1443, 2044)
    expect("CASH_ADVANCE", 0, 978.871112, 47137.21176, 5.1666, 4628)
    expect("MINIMUM_PAYMENTS", 312.343947, 864.206542, 76406.20752, 13.6228, 0)
    expect("TENURE", 12, 11.517318, 12, -2.9430, 0)
    let (purchases, oneoff) = (cards.column("PURCHASES"), cards.column("ONEOFF_PURCHASES"))
    #expect(rounded(correlation(purchases, oneoff), 4) == 0.9168)
    #expect(rounded(correlation(cards.column("BALANCE"), cards.column("PRC_FULL_PAYMENT")), 4) == -0.3190)
  }

  @Test("Ward on the classic recipe")
  func classic() throws {
    let cards = try CreditCards.load()
    let features = cards.classic
    let tree = try hierarchicalClustering(of: features, linkage: .ward, context: ComputeContext(threads: 2))
    try expectCuts(
      tree, features,
      [
        Row(sizes: [4431, 4205], silhouette: 0.446938, calinskiHarabasz: 7830.7715, daviesBouldin: 0.991590),
        Row(sizes: [4431, 1971, 2234], silhouette: 0.492156, calinskiHarabasz: 9364.8776, daviesBouldin: 0.878904),
        Row(
          sizes: [3425, 1971, 1006, 2234], silhouette: 0.501065, calinskiHarabasz: 9787.5577, daviesBouldin: 0.771415),
        Row(
          sizes: [3425, 1971, 1006, 1462, 772], silhouette: 0.523429, calinskiHarabasz: 10595.8234,
          daviesBouldin: 0.769158),
      ])
    expectHeights(tree, top: [771.392980, 511.223242, 332.400291, 269.384276], sum: 20360.298585)

    let complete = try hierarchicalClustering(of: features, linkage: .complete, context: ComputeContext(threads: 2))
    let agreement = adjustedRandIndex(try complete.cut(into: 5).labels, try tree.cut(into: 5).labels)
    #expect(rounded(agreement, 2) == 0.72)
  }

  @Test("Ward and k-means on the logarithms of all columns")
  func logged() throws {
    let cards = try CreditCards.load()
    let features = cards.logged
    let tree = try hierarchicalClustering(of: features, linkage: .ward, context: ComputeContext(threads: 2))
    try expectCuts(
      tree, features,
      [
        Row(sizes: [6951, 1999], silhouette: 0.227104, calinskiHarabasz: 2417.1763, daviesBouldin: 1.341558),
        Row(sizes: [4338, 1999, 2613], silhouette: 0.166083, calinskiHarabasz: 1945.9789, daviesBouldin: 2.049545),
        Row(
          sizes: [3385, 1999, 2613, 953], silhouette: 0.176040, calinskiHarabasz: 1797.1967, daviesBouldin: 1.911662),
        Row(
          sizes: [3385, 1999, 1347, 953, 1266], silhouette: 0.179487, calinskiHarabasz: 1646.8331,
          daviesBouldin: 1.713820),
      ])
    expectHeights(tree, top: [254.399966, 165.906958, 148.950552, 120.930888], sum: 18518.129829)
    for (k, inertia) in zip(2..., [112353.72, 94668.94, 85335.04, 76441.53]) {
      let result = try kMeans(of: features, k: k, starts: 20, seed: 42, context: ComputeContext(threads: 2))
      #expect(result.inertia < inertia * 1.001)
    }
  }

  @Test("Ward on the standard recipe")
  func standard() throws {
    let cards = try CreditCards.load()
    let features = cards.standard
    let tree = try hierarchicalClustering(of: features, linkage: .ward, context: ComputeContext(threads: 2))
    try expectCuts(
      tree, features,
      [
        Row(sizes: [6930, 2020], silhouette: 0.220000, calinskiHarabasz: 2350.1002, daviesBouldin: 1.373679),
        Row(sizes: [2701, 2020, 4229], silhouette: 0.186496, calinskiHarabasz: 2104.0092, daviesBouldin: 1.850203),
        Row(
          sizes: [2701, 2020, 1984, 2245], silhouette: 0.178376, calinskiHarabasz: 1916.3725, daviesBouldin: 1.845601),
        Row(
          sizes: [1504, 2020, 1984, 1197, 2245], silhouette: 0.176337, calinskiHarabasz: 1747.1245,
          daviesBouldin: 1.787629),
      ])
    expectHeights(tree, top: [251.588889, 184.505582, 147.346216, 120.071026], sum: 18672.356769)
  }

  @Test(
    "The other linkages' heights add up to fastcluster's",
    arguments: zip(
      [Linkage.average, .complete, .single], [10780.585413, 13040.854241, 7997.222612]))
  func linkages(linkage: Linkage, sum: Double) throws {
    let cards = try CreditCards.load()
    let tree = try hierarchicalClustering(of: cards.logged, linkage: linkage, context: ComputeContext(threads: 2))
    #expect(rounded(tree.heights.reduce(0, +), 6) == sum)
  }

  @Test("The real customers have no ties among the cuts that are used")
  func noTies() throws {
    let cards = try CreditCards.load()
    let tree = try hierarchicalClustering(of: cards.classic, linkage: .ward, context: ComputeContext(threads: 2))
    #expect(try (2...20).allSatisfy { try !tree.cut(into: $0).splitTie })
  }

  private func expectCuts(_ tree: Dendrogram, _ features: Matrix, _ rows: [Row]) throws {
    for (k, row) in zip(2..., rows) {
      let labels = try tree.cut(into: k).labels
      #expect((0..<k).map { cluster in labels.count { $0 == cluster } } == row.sizes)
      let mean = try silhouette(of: features, labels: labels, context: ComputeContext(threads: 2)).mean
      #expect(rounded(mean, 6) == row.silhouette)
      #expect(rounded(try calinskiHarabasz(of: features, labels: labels), 4) == row.calinskiHarabasz)
      #expect(rounded(try daviesBouldin(of: features, labels: labels), 6) == row.daviesBouldin)
    }
  }

  private func expectHeights(_ tree: Dendrogram, top: [Double], sum: Double) {
    #expect(tree.heights.suffix(4).reversed().map { rounded($0, 6) } == top)
    #expect(rounded(tree.heights.reduce(0, +), 6) == sum)
  }
}

private func rounded(_ value: Double, _ digits: Int) -> Double {
  Double(String(format: "%.\(digits)f", value)) ?? .nan
}
