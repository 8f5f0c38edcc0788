import Foundation
import Testing

@testable import Analysis

/// scikit-learn 1.9.1's clusters where it takes no tie by chance, elsewhere the hdbscan package's from a tree made by definition.
@Suite("Random data gives the clusters, noise and scores of scikit-learn and hdbscan")
struct PublishedDensityTests {
  @Test("The published values are there")
  func fixtures() {
    #expect(ReferenceValues.sets.allSatisfy { $0.densities.count == 7 })
  }

  @Test("Labels, probabilities, outlier scores, persistences, core distances", arguments: ReferenceValues.sets)
  func values(set: DataSet) throws {
    for published in set.densities {
      let found = try hdbscan(
        of: set.matrix, minClusterSize: published.minClusterSize, minSamples: published.minSamples,
        selection: published.selection == "leaf" ? .leaf : .excessOfMass,
        allowSingleCluster: published.allowSingleCluster, context: .plain)
      #expect(
        labelsByFirstAppearance([-1] + found.labels) == labelsByFirstAppearance([-1] + published.labels),
        "\(published.minClusterSize), \(published.minSamples), \(published.selection)")
      var (probabilities, scores, persistences, cores) = (Difference(), Difference(), Difference(), Difference())
      probabilities.add(found.probabilities, published.probabilities)
      scores.add(found.outlierScores, published.outlierScores)
      persistences.add(found.persistences.sorted(), published.persistences.sorted())
      cores.add(found.coreDistances, published.coreDistances)
      probabilities.expect(atMost: 1e-12, "probabilities")
      scores.expect(atMost: 1e-12, "outlier scores")
      persistences.expect(atMost: 1e-12, "persistences")
      cores.expect(atMost: 1e-12, "core distances")
    }
  }

  @Test("The real customers give scikit-learn's clusters and noise where it takes no tie by chance", .needsRealData)
  func customers() throws {
    let cards = try CreditCards.load()
    for published in try ReferenceValues.customers().densities {
      let found = try hdbscan(
        of: cards.logged, minClusterSize: published.minClusterSize, minSamples: published.minSamples,
        context: ComputeContext(threads: 2))
      #expect(found.sizes == published.sizes)
      #expect(found.noiseCount == published.noise)
      #expect(agree(found.probabilities.reduce(0, +), published.sumOfProbabilities, 1e-10))
    }
  }
}
