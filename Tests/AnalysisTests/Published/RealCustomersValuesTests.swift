import Foundation
import Testing

@testable import Analysis

/// The real customers, prepared in three ways, give scikit-learn's and SciPy's values to twelve digits.
@Suite("The real customers give scikit-learn's values", .needsRealData)
struct RealCustomersValuesTests {
  private static let names = ["classic", "logged", "standard"]

  private static func features(_ name: String, of cards: CreditCards) -> Matrix {
    switch name {
    case "classic": cards.classic
    case "logged": cards.logged
    default: cards.standard
    }
  }

  @Test("Indices of Ward's cuts, heights, components and agreement with the other linkages", arguments: names)
  func recipe(name: String) throws {
    let cards = try CreditCards.load()
    let customers = try ReferenceValues.customers()
    let published = try #require(customers.recipes[name])
    let features = Self.features(name, of: cards)
    let context = ComputeContext(threads: 2)
    var trees: [Linkage: Dendrogram] = [:]
    var sums = Difference()
    for linkage in Linkage.allCases {
      let tree = try hierarchicalClustering(of: features, linkage: linkage, context: context)
      sums.add(tree.heights.reduce(0, +), try #require(published.linkageSums[linkage.rawValue]))
      trees[linkage] = tree
    }
    sums.expect(atMost: 1e-12, "\(name): sums of heights")
    let ward = try #require(trees[.ward])
    var heights = Difference()
    heights.add(ward.heights.reversed().prefix(published.topHeights.count).map { $0 }, published.topHeights)
    heights.expect(atMost: 1e-12, "\(name): top heights")
    let ties = zip(ward.heights, ward.heights.dropFirst()).count { $0 > 0 && isTie($0, $1) }
    #expect(ties == 0, "two merges are equally high")

    let cuts = try (2...5).map { try ward.cut(into: $0).labels }
    let found = try silhouettes(of: features, partitions: cuts, context: context)
    var (samples, variance, spread) = (Difference(), Difference(), Difference())
    for (k, (labels, silhouette)) in zip(2..., zip(cuts, found)) {
      let cut = try #require(published.cuts["\(k)"])
      samples.add(stride(from: 0, to: labels.count, by: customers.step).map { silhouette.values[$0] }, cut.silhouettes)
      samples.add(silhouette.mean, cut.silhouette)
      variance.add(try calinskiHarabasz(of: features, labels: labels), cut.calinskiHarabasz)
      spread.add(try daviesBouldin(of: features, labels: labels), cut.daviesBouldin)
    }
    samples.expect(atMost: 1e-12, "\(name): silhouette")
    variance.expect(atMost: 1e-12, "\(name): Calinski-Harabasz")
    spread.expect(atMost: 1e-12, "\(name): Davies-Bouldin")

    let pca = try PCA(of: features, context: context)
    var components = Difference()
    components.add(pca.variances, published.pca.variances)
    components.add(pca.shares, published.pca.shares)
    components.expect(atMost: 1e-12, "\(name): PCA")

    var agreement = Difference()
    for (other, scores) in published.agreements {
      let words = other.split(separator: " ")
      let linkage = try #require(Linkage(rawValue: String(words[0])))
      let tree = try #require(trees[linkage])
      let k = try #require(Int(words[1]))
      let table = try ContingencyTable(cuts[3], tree.cut(into: k).labels)
      let information = MutualInformation(table)
      agreement.add(table.adjustedRandIndex, scores.adjustedRand)
      agreement.add(
        [
          information.value, information.normalised, information.adjusted, information.homogeneity,
          information.completeness,
        ], [scores.mutual, scores.normalised, scores.adjusted, scores.homogeneity, scores.completeness])
    }
    agreement.expect(atMost: 1e-11, "\(name): agreement")
  }

  @Test("k-means of twenty starts is as good as scikit-learn's", arguments: names)
  func kMeansInertia(name: String) throws {
    let cards = try CreditCards.load()
    let published = try ReferenceValues.customers().recipes[name]
    let features = Self.features(name, of: cards)
    for k in 2...5 {
      let best = try #require(published?.cuts["\(k)"]?.kMeans)
      let found = try kMeans(of: features, k: k, starts: 20, seed: 42, context: ComputeContext(threads: 2))
      if ProcessInfo.processInfo.environment["COHORT_DIFFERENCES"] != nil {
        print("DIFFERENCE \(name): k-means, k = \(k): \(found.inertia / best - 1)")
      }
      // Both are the best of some starts, each of which ends a little before nothing moves; neither need be the best there is.
      #expect(found.inertia <= best * (1 + 1e-5), "k = \(k)")
    }
  }

  @Test("Means, quartiles, skewness and correlations of the columns")
  func summaries() throws {
    let cards = try CreditCards.load()
    let customers = try ReferenceValues.customers()
    var difference = Difference()
    for (name, published) in customers.summaries {
      let summary = Summary(cards.column(name))
      difference.add(summary.mean, published.mean)
      difference.add(summary.skewness, published.skewness)
      difference.add([summary.firstQuartile, summary.median, summary.thirdQuartile], published.quartiles)
    }
    for (pair, published) in customers.pearson {
      let columns = pair.split(separator: " ").map { cards.column(String($0)) }
      let both = columns[0].indices.filter { !columns[0][$0].isNaN && !columns[1][$0].isNaN }
      difference.add(correlation(both.map { columns[0][$0] }, both.map { columns[1][$0] }), published)
    }
    difference.expect(atMost: 1e-12, "summaries of the customers")
    #expect(
      customers.pearson.mapValues { ($0 * 1e4).rounded() }
        == ["PURCHASES ONEOFF_PURCHASES": 9168, "BALANCE CREDIT_LIMIT": 5313, "BALANCE PRC_FULL_PAYMENT": -3190])
  }
}
