import Foundation
import Testing

@testable import Analysis

/// Random data of many shapes, with ties, copies of rows and constant columns: ours are the values of SciPy 1.17.1 and
/// scikit-learn 1.9.1. Bounded indices are compared absolutely, others relatively.
@Suite("Random data gives scikit-learn's values")
struct PublishedValuesTests {
  @Test("The published values are there")
  func fixtures() throws {
    #expect(ReferenceValues.sets.count == 18)
    #expect(try ReferenceValues.agreements().count == 39)
  }

  @Test("Silhouettes of every row, Calinski–Harabasz, Davies–Bouldin", arguments: ReferenceValues.sets)
  func validity(set: DataSet) throws {
    var (silhouettes, variance, spread) = (Difference(), Difference(), Difference())
    for published in set.validity {
      let labels = try #require(published.labels)
      let found = try silhouette(of: set.matrix, labels: labels, context: .plain)
      silhouettes.add(found.values, published.silhouettes)
      silhouettes.add(found.mean, published.silhouette)
      variance.add(try calinskiHarabasz(of: set.matrix, labels: labels), published.calinskiHarabasz)
      spread.add(try daviesBouldin(of: set.matrix, labels: labels), published.daviesBouldin)
    }
    silhouettes.expect(atMost: 1e-12, "silhouette")
    // scikit-learn's means lose what an offset of 10⁶ takes up: by rational arithmetic its 1.2052790012224 is 1.2052790012135, as here.
    let tolerance = set.name == "far from zero" ? 1e-10 : 1e-12
    variance.expect(atMost: tolerance, "Calinski-Harabasz")
    spread.expect(atMost: tolerance, "Davies-Bouldin")
  }

  @Test("Adjusted Rand index and mutual information of partitions, from unrelated to nearly equal")
  func agreements() throws {
    var differences: [String: Difference] = [:]
    for pair in try ReferenceValues.agreements() {
      let table = try ContingencyTable(pair.labels.first, pair.labels.second)
      let information = MutualInformation(table)
      for (name, found, published) in [
        ("adjusted Rand index", table.adjustedRandIndex, pair.adjustedRand),
        ("mutual information", information.value, pair.mutual),
        ("normalised mutual information", information.normalised, pair.normalised),
        ("adjusted mutual information", information.adjusted, pair.adjusted),
        ("homogeneity", information.homogeneity, pair.homogeneity),
        ("completeness", information.completeness, pair.completeness),
      ] { differences[name, default: Difference()].add(found, published) }
    }
    for (name, difference) in differences { difference.expect(atMost: 1e-12, name) }
  }

  @Test(
    "Principal components: variances, shares, and the loadings where variances differ", arguments: ReferenceValues.sets)
  func components(set: DataSet) throws {
    let found = try PCA(of: set.matrix, context: .plain)
    let published = set.pca
    var (variances, shares, loadings) = (Difference(), Difference(), Difference())
    let largest = published.variances[0]
    variances.add(found.variances, published.variances, scale: largest)
    shares.add(found.shares, published.shares)
    for (i, row) in try #require(published.components).enumerated() {
      // Components of equal variance may be turned into one another.
      let others = published.variances.indices.filter { $0 != i }
      let distance = others.map { abs(published.variances[$0] - published.variances[i]) }.min() ?? largest
      guard distance > 1e-3 * largest else { continue }
      loadings.add(found.components.row(i).map(abs), row)
    }
    variances.expect(atMost: 1e-12, "PCA variances")
    shares.expect(atMost: 1e-12, "PCA shares")
    loadings.expect(atMost: 1e-11, "PCA loadings")
  }

  @Test("Means, variances, skewness, quantiles and Pearson's correlation of columns", arguments: ReferenceValues.sets)
  func columns(set: DataSet) throws {
    let published = set.columnValues
    let columns = (0..<set.columns).map { set.matrix.column($0) }
    var (moments, skewnesses, quantiles, correlations) = (Difference(), Difference(), Difference(), Difference())
    moments.add(columns.map { mean($0) }, published.means)
    moments.add(columns.map { variance($0) }, published.variances)
    // Of a constant none is defined.
    let varied = columns.indices.filter { columns[$0].min() != columns[$0].max() }
    skewnesses.add(varied.map { skewness(columns[$0]) }, varied.map { published.skewness[$0] })
    #expect(columns.indices.allSatisfy { varied.contains($0) || skewness(columns[$0]).isNaN })
    for (column, row) in zip(columns, published.quantiles) {
      quantiles.add(ReferenceValues.quantileShares.map { quantile(sorted: column.sorted(), $0) }, row)
    }
    for (i, a) in columns.enumerated() {
      for (j, b) in columns.enumerated() { correlations.add(correlation(a, b), published.pearson[i][j] ?? .nan) }
    }
    moments.expect(atMost: 1e-12, "mean, variance")
    skewnesses.expect(atMost: 1e-10, "skewness")
    quantiles.expect(atMost: 1e-15, "quantiles")
    correlations.expect(atMost: 1e-12, "Pearson correlation")
  }

  @Test("Heights of the four linkages, and the partitions that cuts give", arguments: ReferenceValues.sets)
  func trees(set: DataSet) throws {
    for (name, published) in set.trees {
      let linkage = try #require(Linkage(rawValue: name))
      let tree = try hierarchicalClustering(of: set.matrix, linkage: linkage, context: .plain)
      var heights = Difference()
      heights.add(tree.heights, published.heights, scale: published.heights.last ?? 1)
      heights.expect(atMost: 1e-12, "\(name) heights")
      for (k, labels) in published.partitions ?? [:] {
        let cut = try tree.cut(into: try #require(Int(k)))
        #expect(cut.labels == labels, "\(name), k = \(k)")
      }
    }
  }

  @Test(
    "k-means finds the best inertia that four hundred starts of scikit-learn find",
    arguments: ReferenceValues.sets.filter { $0.kMeans != nil })
  func inertia(set: DataSet) throws {
    var difference = Difference()
    for (k, published) in set.kMeans ?? [:] {
      let found = try kMeans(of: set.matrix, k: #require(Int(k)), starts: 400, seed: 42, context: .plain)
      difference.add(found.inertia, published)
    }
    difference.expect(atMost: 1e-12, "k-means inertia")
  }

  @Test(
    "The gap statistic of Ward's clusters, worked out in another language on the same draws",
    arguments: ReferenceValues.sets.filter { $0.gaps != nil })
  func gaps(set: DataSet) throws {
    var difference = Difference()
    for published in set.gaps ?? [] {
      let count = published.logWithin.count
      let within: @Sendable (Matrix, ComputeContext) throws -> [Double] = { matrix, context in
        let tree = try hierarchicalClustering(of: matrix, linkage: .ward, context: context)
        return try (1...count).map { k in
          let labels = try tree.cut(into: k).labels
          let centres = centroids(of: matrix, clusters: labels, k: k)
          return labels.indices.reduce(0.0) { $0 + squaredDistance(matrix, $1, centres, labels[$1]) }
        }
      }
      let found = try GapStatistic.measure(
        within(set.matrix, .plain), of: set.matrix, references: published.references,
        reference: #require(GapStatistic.Reference(rawValue: published.reference)), seed: published.seed,
        context: .plain, within: within)
      difference.add(found.points.map(\.logWithin), published.logWithin)
      difference.add(found.points.map(\.expected), published.expected)
      difference.add(found.points.map(\.standardError), published.standardErrors)
    }
    difference.expect(atMost: 1e-12, "gap statistic")
  }

  /// R's cluster::clusGap on the ruspini data with 500 reference sets (as quoted at stackoverflow.com/q/23695544).
  @Test("Both rules take the number of clusters that R takes from its published gaps")
  func publishedGaps() {
    let table = [
      (7.187997, 7.135307, 0.03729363), (6.628498, 6.782815, 0.04060489), (6.261660, 6.569910, 0.04296625),
      (5.692736, 6.384584, 0.04346588), (5.580999, 6.238587, 0.04245465), (5.500583, 6.119701, 0.04336084),
      (5.394195, 6.016255, 0.04243363), (5.320052, 5.921086, 0.04233645),
    ]
    let points = table.enumerated().map { i, row in
      GapStatistic.Point(k: i + 1, logWithin: row.0, expected: row.1, standardError: row.2)
    }
    let statistic = GapStatistic(points: points, references: 500)
    #expect(abs(statistic.points[3].gap - 0.69184777) < 1e-6)
    #expect(statistic.firstMaximum == 4 && statistic.tibshirani == 4)
  }
}
