import Analysis

/// Merges the two closest groups until one is left; the segments are a cut through the tree of merges.
public struct HierarchicalMethod: Method {
  public static let name = "hierarchical"
  public static let summary = "merges the two closest groups until one is left"
  public static let parameters: [MethodParameter<HierarchicalMethod>] = [
    .choice(
      "linkage", \.linkage,
      [
        .ward: "least growth of variance", .complete: "farthest members", .average: "mean of all pairs",
        .single: "nearest members; finds chains",
      ], "what makes two groups close (hierarchical)")
  ]
  public static let variants = Linkage.allCases.map { HierarchicalMethod(linkage: $0) }
  public static let isAlternative = true
  public static let isRepeatedOnRestore = true

  public var linkage = Linkage.ward

  public init() {}

  public init(linkage: Linkage) { self.linkage = linkage }

  public var word: String { linkage.rawValue }
  public var title: String { linkage == .ward ? "Ward" : linkage.rawValue }
  public var noun: String { "\(title) linkage" }
  public var typed: String { "linkage=\(linkage.rawValue)" }
  public var heightInWords: String { linkage == .ward ? "height of the merge (Ward)" : "distance of the merge" }

  public func inWords(seed: UInt64) -> String { noun }

  public func cost(of size: WorkSize) -> MethodCost {
    let pairs = size.n * size.n
    switch linkage {
    case .ward:
      return MethodCost(
        fit: 6e-6 * size.n * size.width,
        fitWithoutGroups: 1.3e-7 * size.n * size.n.squareRoot() * (0.3 + 0.7 * size.width),
        bytes: 1_000 * size.n)
    case .single:
      return MethodCost(fit: 6e-6 * size.n * size.width, bytes: 600 * size.n)
    case .average, .complete:
      return MethodCost(fit: 2.5e-9 * pairs, bytes: 4 * pairs, holdsAllPairs: true)
    }
  }

  public func fit(
    _ features: Matrix, tree: Dendrogram?, seed: UInt64, context: ComputeContext
  ) throws -> any Fit {
    TreeFit(grown: try tree ?? hierarchicalClustering(of: features, linkage: linkage, context: context))
  }

  /// A mean says little of a cluster that is no ball, so that only Ward's segments can be told by their centroids.
  public var placesByCentroids: Bool { linkage == .ward }
}

/// Clusters by cutting a tree.
private struct TreeFit: Fit {
  let grown: Dendrogram
  var tree: Dendrogram? { grown }

  func grouping(into k: Int, context: ComputeContext) throws -> Grouping {
    // Equal rows stay together, as with every method, though the tree could be cut through them.
    guard k <= grown.distinctRowCount else {
      throw ClusteringError.clusterCount(k, allowed: 1...grown.distinctRowCount)
    }
    let cut = try grown.cut(into: k)
    var grouping = Grouping(clusters: cut.labels)
    grouping.splitTie = cut.splitTie
    return grouping
  }
}
