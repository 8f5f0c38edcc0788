/// How much one partition tells of another one of the same rows, in nats and as shares of what could be told.
///
/// N. X. Vinh, J. Epps and J. Bailey (2010), Information theoretic measures for clusterings comparison, JMLR 11;
/// A. Rosenberg and J. Hirschberg (2007), V-measure, EMNLP-CoNLL. All are symmetric but `homogeneity` and `completeness`,
/// and none sees numbering. Defaults are scikit-learn's: the arithmetic mean of the two entropies is what could be told.
public struct MutualInformation: Sendable, Equatable {
  /// Σ p(a, b) ln(p(a, b) / (p(a) p(b))), in nats, 0 or more.
  public let value: Double
  /// The mean of `value` over all ways to deal out the rows to clusters of these sizes.
  public let expected: Double
  /// The entropy of the first partition in nats.
  public let firstEntropy: Double
  /// The entropy of the second partition in nats.
  public let secondEntropy: Double
  /// `value` over the mean of the entropies, 0…1; 1 for equal partitions, 0 when just one of them is one cluster.
  ///
  /// Many small clusters score high by chance; `adjusted` is free of that.
  public let normalised: Double
  /// (value − expected) / (mean of the entropies − expected): 1 for equal partitions, 0 on average for unrelated ones.
  public let adjusted: Double
  /// The share of the first partition's entropy that the second one tells, 0…1: 1 when every cluster of the second
  /// lies within one of the first. 1 when the first is one cluster.
  public let homogeneity: Double
  /// The share of the second partition's entropy that the first one tells, 0…1: 1 when every cluster of the first
  /// lies within one of the second. 1 when the second is one cluster.
  public let completeness: Double

  /// - Complexity: O(cells + s·√n) for s pairs of different sizes of clusters.
  public init(_ table: ContingencyTable) {
    let n = Double(table.rowCount)
    let isMatch = table.isMatch
    let (first, second) = (table.firstSizes.filter { $0 > 0 }, table.secondSizes.filter { $0 > 0 })
    firstEntropy = Self.entropy(first, of: n)
    secondEntropy = Self.entropy(second, of: n)
    let sum = table.cells.reduce(0.0) { sum, cell in
      let count = Double(cell.count)
      let independent = Double(table.firstSizes[cell.first]) * Double(table.secondSizes[cell.second]) / n
      return sum + count * naturalLogarithm(count / independent)
    }
    let isTrivial = first.count <= 1 || second.count <= 1
    value = isTrivial ? 0 : isMatch ? firstEntropy : max(0, min(sum / n, firstEntropy, secondEntropy))
    expected = isTrivial ? 0 : expectedMutualInformation(first, second)
    let most = (firstEntropy + secondEntropy) / 2
    // Equal partitions by what they are, not by sums: where every row is alone, chance finds as much as there is.
    normalised = isMatch ? 1 : isTrivial ? 0 : value / most
    adjusted = isMatch ? 1 : isTrivial ? 0 : (value - expected) / (most - expected)
    homogeneity = firstEntropy > 0 ? value / firstEntropy : 1
    completeness = secondEntropy > 0 ? value / secondEntropy : 1
  }

  /// Of two partitions by their labels.
  /// - Throws: `ClusteringError.labelCount`, `.tooFewRows` for no rows.
  public init(_ a: [Int], _ b: [Int]) throws(ClusteringError) {
    self.init(try ContingencyTable(a, b))
  }

  private static func entropy(_ sizes: [Int], of n: Double) -> Double {
    guard sizes.count > 1 else { return 0 }
    return -sizes.reduce(0.0) { $0 + Double($1) / n * naturalLogarithm(Double($1) / n) }
  }
}
