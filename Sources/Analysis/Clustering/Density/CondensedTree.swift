/// How clusters of at least some size come into being and fall apart as the density asked for rises.
///
/// R. J. G. B. Campello, D. Moulavi and J. Sander (2013), doi:10.1007/978-3-642-37456-2_14. λ is the reciprocal of a mutual
/// reachability distance. At each λ a cluster keeps the connections shorter than 1/λ. Where it falls apart by that, all parts
/// at one λ are looked at together: two or more parts of `minClusterSize` rows are clusters of their own; one is the
/// cluster going on; the rows of smaller parts leave.
///
/// A distance of 0 has no reciprocal. It counts as half the smallest distance above 0 in the tree, so that copies of a row
/// are closer than all else and no λ is infinite; λ is 1 where all distances are 0.
public struct CondensedTree: Sendable, Equatable, Codable {
  /// A cluster of the tree.
  public struct Cluster: Sendable, Equatable, Codable {
    /// The cluster that this one was part of, -1 for the first.
    public var parent: Int
    /// The λ at which it came into being, 0 for the first.
    public var birth: Double
    /// The λ at which it fell apart.
    public var death: Double
    /// The rows it began with.
    public var size: Int
    /// The sum over its rows of how much λ grew until they left, their leaving in clusters of their own included.
    public var stability: Double
  }

  /// The clusters, by rising `birth`; at one birth the larger first, then the one with the lowest row. The first is all rows.
  public internal(set) var clusters: [Cluster]
  /// The cluster that each row left last.
  public internal(set) var rowClusters: [Int]
  /// The λ at which it left.
  public internal(set) var rowLambdas: [Double]

  /// For each cluster the largest λ at which a row leaves it or a cluster below it.
  var lastLambdas: [Double] {
    var last = clusters.map(\.death)
    for cluster in clusters.indices.dropFirst().reversed() {
      let parent = clusters[cluster].parent
      last[parent] = max(last[parent], last[cluster])
    }
    return last
  }

  /// The same tree for distances times 2 to the power of `exponent`; what leaves a double's range stays at its end.
  func scaled(byPowerOfTwo exponent: Int) -> CondensedTree {
    guard exponent != 0 else { return self }
    func scaled(_ lambda: Double) -> Double {
      min(.greatestFiniteMagnitude, Double(sign: .plus, exponent: -exponent, significand: lambda))
    }
    var tree = self
    for cluster in tree.clusters.indices {
      tree.clusters[cluster].birth = scaled(clusters[cluster].birth)
      tree.clusters[cluster].death = scaled(clusters[cluster].death)
      tree.clusters[cluster].stability = scaled(clusters[cluster].stability)
    }
    tree.rowLambdas = rowLambdas.map(scaled)
    return tree
  }
}
