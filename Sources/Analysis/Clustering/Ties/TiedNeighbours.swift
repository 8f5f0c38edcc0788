/// A cluster that has several nearest clusters: what a search for the nearest met beside the one it gave.
struct TiedNeighbours: Sendable {
  /// Neighbours that are kept of one cluster, so that points that are all equally far apart take memory linear in their number.
  static let most = 64

  let cluster: ClusterName
  /// All that are equally near, the nearest included; the first 64 that were met.
  let neighbours: [ClusterName]
  /// Their distance, not squared.
  private(set) var height: Double

  init(_ cluster: ClusterName, neighbours: [ClusterName], height: Double) {
    self.cluster = cluster
    self.neighbours = neighbours
    self.height = height
  }

  /// The same where all distances are a power of two as large.
  func scaled(exponent: Int) -> TiedNeighbours {
    guard exponent != 0 else { return self }
    return TiedNeighbours(
      cluster, neighbours: neighbours, height: Double(sign: .plus, exponent: exponent, significand: height))
  }
}

/// A cluster by its label (see `LabelledMerge`) and its rows: clusters of one label grow, so that no two have both in common.
struct ClusterName: Sendable, Hashable {
  let label: Int32
  let size: Int32

  init(label: Int, size: Int) {
    self.label = Int32(truncatingIfNeeded: label)
    self.size = Int32(truncatingIfNeeded: size)
  }
}

/// The merges of distinct rows and the ties that were met on the way.
struct Agglomeration {
  var merges: [LabelledMerge] = []
  var ties: [TiedNeighbours] = []
}
