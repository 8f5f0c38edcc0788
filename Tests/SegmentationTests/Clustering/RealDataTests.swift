import Analysis
import Tables
import Testing

@testable import Segmentation

/// Sizes, scores and means that SciPy and scikit-learn give on the real data.
@Suite("The real data, by three recipes", .serialized, .needsRealData)
struct RealDataTests {
  struct Expected: Sendable {
    let k: Int
    /// By first appearance.
    let sizes: [Int]
    let silhouette: Double
    let calinskiHarabasz: Double
    let daviesBouldin: Double
  }

  static let classic = [
    Expected(k: 2, sizes: [4431, 4205], silhouette: 0.446938, calinskiHarabasz: 7830.7715, daviesBouldin: 0.991590),
    Expected(
      k: 3, sizes: [4431, 1971, 2234], silhouette: 0.492156, calinskiHarabasz: 9364.8776, daviesBouldin: 0.878904),
    Expected(
      k: 4, sizes: [3425, 1971, 1006, 2234], silhouette: 0.501065, calinskiHarabasz: 9787.5577, daviesBouldin: 0.771415),
    Expected(
      k: 5, sizes: [3425, 1971, 1006, 1462, 772], silhouette: 0.523429, calinskiHarabasz: 10595.8234,
      daviesBouldin: 0.769158),
  ]

  static let logged = [
    Expected(k: 2, sizes: [6951, 1999], silhouette: 0.227104, calinskiHarabasz: 2417.1763, daviesBouldin: 1.341558),
    Expected(
      k: 3, sizes: [4338, 1999, 2613], silhouette: 0.166083, calinskiHarabasz: 1945.9789, daviesBouldin: 2.049545),
    Expected(
      k: 4, sizes: [3385, 1999, 2613, 953], silhouette: 0.176040, calinskiHarabasz: 1797.1967, daviesBouldin: 1.911662),
    Expected(
      k: 5, sizes: [3385, 1999, 1347, 953, 1266], silhouette: 0.179487, calinskiHarabasz: 1646.8331,
      daviesBouldin: 1.713820),
  ]

  static let standard = [
    Expected(k: 2, sizes: [6930, 2020], silhouette: 0.220000, calinskiHarabasz: 2350.1002, daviesBouldin: 1.373679),
    Expected(
      k: 3, sizes: [2701, 2020, 4229], silhouette: 0.186496, calinskiHarabasz: 2104.0092, daviesBouldin: 1.850203),
    Expected(
      k: 4, sizes: [2701, 2020, 1984, 2245], silhouette: 0.178376, calinskiHarabasz: 1916.3725, daviesBouldin: 1.845601),
    Expected(
      k: 5, sizes: [1504, 2020, 1984, 1197, 2245], silhouette: 0.176337, calinskiHarabasz: 1747.1245,
      daviesBouldin: 1.787629),
  ]

  @Test(
    "sizes and scores to the printed digits",
    arguments: [
      ("classic", Recipe.classic, classic), ("log of all", Recipe(log: .all), logged),
      ("standard", Recipe.standard, standard),
    ])
  func scores(name: String, recipe: Recipe, expected: [Expected]) throws {
    let table = try RealData.table()
    let preparation = try recipe.prepare(table)
    var segmentation: CustomerSegmentation?
    for expected in expected {
      let result = try CustomerSegmentation.make(
        of: preparation, options: ClusterOptions(k: .fixed(expected.k)), previous: segmentation,
        context: ComputeContext(threads: 2))
      let byAppearance = labelsByFirstAppearance(result.labelsOfTable)
      let sizes = (0..<expected.k).map { cluster in byAppearance.count { $0 == cluster } }
      #expect(sizes == expected.sizes)
      #expect(result.sizes == expected.sizes.sorted(by: >))
      #expect(abs(try #require(result.silhouette) - expected.silhouette) <= 0.51e-6)
      #expect(abs(try #require(result.calinskiHarabasz) - expected.calinskiHarabasz) <= 0.51e-4)
      #expect(abs(try #require(result.daviesBouldin) - expected.daviesBouldin) <= 0.51e-6)
      segmentation = result
    }
  }

  @Test(
    "heights of the tree to 1e-12, as far as they are printed",
    arguments: [
      (Recipe.classic, [771.392980, 511.223242, 332.400291, 269.384276], 20360.298585),
      (Recipe(log: .all), [254.399966, 165.906958, 148.950552, 120.930888], 18518.129829),
      (Recipe.standard, [251.588889, 184.505582, 147.346216, 120.071026], 18672.356769),
    ])
  func heights(recipe: Recipe, top: [Double], sum: Double) throws {
    let table = try RealData.table()
    let tree = try hierarchicalClustering(
      of: try recipe.prepare(table).features, linkage: .ward, context: ComputeContext(threads: 2))
    for (height, expected) in zip(tree.heights.reversed(), top) { #expect(abs(height - expected) <= 0.51e-6) }
    #expect(abs(mean(tree.heights) * Double(tree.heights.count) - sum) <= 1e-6)
  }

  @Test("the classic recipe drops everyone who paid nothing, and says so")
  func classicNotes() throws {
    let table = try RealData.table()
    let preparation = try Recipe.classic.prepare(table)
    #expect(preparation.features.rowCount == 8_636)
    #expect(preparation.features.columnCount == 14)
    #expect(preparation.notes == ["all 240 rows with PAYMENTS = 0 were dropped"])
    #expect(
      preparation.dropped == [
        .init(reason: "without MINIMUM_PAYMENTS", count: 313), .init(reason: "without CREDIT_LIMIT", count: 1),
      ])
    #expect(
      preparation.caption
        == "classic recipe · 14 features, ln(x + 0.1) of 9 · not scaled · 8,636 of 8,950 rows "
        + "(dropped: 313 without MINIMUM_PAYMENTS, 1 without CREDIT_LIMIT)")
  }

  @Test("the standard recipe takes the logarithm of thirteen columns")
  func standardCaption() throws {
    let table = try RealData.table()
    #expect(
      try Recipe.standard.prepare(table).caption
        == "standard recipe · 17 features, ln(x + 1) of 13 · 314 missing filled with the median · "
        + "mean 0, deviation 1 · 8,950 rows")
  }

  @Test("five classic segments show the published table to the cent")
  func published() throws {
    let table = try RealData.table()
    let segmentation = try CustomerSegmentation.make(
      of: try Recipe.classic.prepare(table), options: ClusterOptions(k: .fixed(5)), context: ComputeContext(threads: 2))
    let profile = try Profile(of: segmentation, table: table)
    let expected: [(size: Int, balance: Double, median: Double, others: [Double])] = [
      (3425, 825.40, 218.35, [1528.08, 0.00, 1554.03, 4430.05]),
      (1971, 2211.16, 1502.44, [0.00, 2011.20, 1712.80, 4053.48]),
      (1462, 2747.35, 1877.84, [1501.83, 2080.54, 2708.60, 5366.22]),
      (1006, 789.50, 287.66, [903.75, 0.00, 1212.60, 4420.39]),
      (772, 2373.18, 1625.83, [669.85, 2046.46, 1985.02, 4660.78]),
    ]
    func cell(_ segment: Int, _ column: String) throws -> Profile.Entry {
      profile.segments[segment][try #require(profile.columns.firstIndex(of: column))]
    }
    for (s, row) in expected.enumerated() {
      #expect(profile.sizes[s] == row.size)
      let balance = try cell(s, "BALANCE")
      #expect(abs(balance.mean - row.balance) < 0.00501)
      #expect(abs(balance.median - row.median) < 0.00501)
      for (column, value) in zip(["PURCHASES", "CASH_ADVANCE", "PAYMENTS", "CREDIT_LIMIT"], row.others) {
        #expect(abs(try cell(s, column).mean - value) < 0.00501)
      }
    }
  }

  @Test("k=auto on the classic features: votes, choice and explanation")
  func auto() throws {
    let table = try RealData.table()
    let segmentation = try CustomerSegmentation.make(
      of: try Recipe.classic.prepare(table), context: ComputeContext(threads: 2))
    let choice = try #require(segmentation.choice)
    #expect(choice.votes.map(\.k) == [5, 5, 5, 5, 5])
    #expect(
      choice.explanation
        == "Silhouette (0.523), Calinski-Harabasz (10,596), Davies-Bouldin (0.769), the knee of the merge heights and "
        + "stability (least Jaccard 1.00) name 5. "
        + "They agree, so k = 5 is taken.")
    #expect(
      segmentation.caption
        == "k = 5 (silhouette 5, Calinski-Harabasz 5, Davies-Bouldin 5, knee 5, stability 5: all agree) · Ward linkage · "
        + segmentation.preparation.caption)
  }

  @Test("k=auto on the standard features says that there are no clear groups")
  func autoStandard() throws {
    let table = try RealData.table()
    let segmentation = try CustomerSegmentation.make(
      of: try Recipe.standard.prepare(table), context: ComputeContext(threads: 2))
    let choice = try #require(segmentation.choice)
    #expect(choice.noClearGroups)
    #expect(choice.explanation.contains("the best silhouette, 0.220 at k = 2, does not pass 0.25"))
  }
}
