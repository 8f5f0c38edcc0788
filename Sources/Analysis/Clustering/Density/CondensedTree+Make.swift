import Machine

extension CondensedTree {
  /// - Parameter minClusterSize: at least 2, so that a single row is no cluster.
  /// - Throws: `CancellationError`.
  /// - Complexity: O(n).
  init(_ levels: LevelTree, minClusterSize: Int, context: ComputeContext) throws(CancellationError) {
    var descent = try Descent(levels, minClusterSize: minClusterSize, context)
    try descent.run(context)
    self.init(clusters: descent.clusters, rowClusters: descent.rowClusters, rowLambdas: descent.rowLambdas)
    try sortClusters(context)
  }

  /// Puts the clusters into an order that does not depend on how the tree was walked through.
  private mutating func sortClusters(_ context: ComputeContext) throws(CancellationError) {
    var lowestRows = [Int](repeating: .max, count: clusters.count)
    try forEachStretch(of: rowClusters.count, context) { rows in
      for row in rows { lowestRows[rowClusters[row]] = min(lowestRows[rowClusters[row]], row) }
    }
    for cluster in clusters.indices.dropFirst().reversed() {
      let parent = clusters[cluster].parent
      lowestRows[parent] = min(lowestRows[parent], lowestRows[cluster])
    }
    let (nodes, lowest) = (clusters, lowestRows)
    let order = try sortedOrder(of: clusters.count, context: context) { a, b in
      (nodes[a].birth, nodes[b].size, lowest[a]) < (nodes[b].birth, nodes[a].size, lowest[b])
    }
    var places = order
    for (place, cluster) in order.enumerated() { places[cluster] = place }
    clusters = order.map { cluster in
      var moved = clusters[cluster]
      if moved.parent >= 0 { moved.parent = places[moved.parent] }
      return moved
    }
    try forEachStretch(of: rowClusters.count, context) { rows in
      for row in rows { rowClusters[row] = places[rowClusters[row]] }
    }
  }
}

/// The way down a tree of levels, from all rows to each.
private struct Descent {
  private(set) var clusters: [CondensedTree.Cluster] = []
  private(set) var rowClusters: [Int]
  private(set) var rowLambdas: [Double]
  private let levels: LevelTree
  private let minClusterSize: Int
  /// The λ that stands for a distance of 0.
  private let lambdaOfZero: Double
  /// For each node from `pointCount` on, how many of its parts are large enough for a cluster, and the rows in them.
  private var largeParts: [Int32]
  private var rowsInLargeParts: [Int32]
  /// For each such node the cluster that its rows were in last, and the λ at which they left it; -1 while they have not.
  private var nodeClusters: [Int32]
  private var departures: [Double]

  init(_ levels: LevelTree, minClusterSize: Int, _ context: ComputeContext) throws(CancellationError) {
    self.levels = levels
    self.minClusterSize = minClusterSize
    let n = levels.pointCount
    let inner = levels.nodeCount - n
    lambdaOfZero = levels.squaredLengths.first { $0 > 0 }.map { 2 / $0.squareRoot() } ?? 1
    rowClusters = [Int](repeating: 0, count: n)
    rowLambdas = [Double](repeating: 0, count: n)
    largeParts = [Int32](repeating: 0, count: inner)
    rowsInLargeParts = largeParts
    nodeClusters = largeParts
    departures = [Double](repeating: -1, count: inner)
    try forEachStretch(of: inner - 1, context) { stretch in
      for node in stretch where Int(levels.sizes[n + node]) >= minClusterSize {
        let parent = Int(levels.parents[n + node]) - n
        largeParts[parent] += 1
        rowsInLargeParts[parent] += levels.sizes[n + node]
      }
    }
  }

  /// From high numbers to low ones, which is from long distances to short ones.
  mutating func run(_ context: ComputeContext) throws(CancellationError) {
    let n = levels.pointCount
    let inner = levels.nodeCount - n
    clusters.append(.init(parent: -1, birth: 0, death: 0, size: n, stability: 0))
    try forEachStretch(of: inner, context) { stretch in
      for node in stretch {
        let node = inner - 1 - node
        enter(node)
        if departures[node] < 0 { live(in: node) }
      }
    }
    try forEachStretch(of: n, context) { rows in
      for row in rows {
        let parent = Int(levels.parents[row]) - n
        rowClusters[row] = Int(nodeClusters[parent])
        rowLambdas[row] = departures[parent] < 0 ? lambda(of: parent) : departures[parent]
      }
    }
  }

  private func lambda(of node: Int) -> Double {
    let square = levels.squaredLengths[node]
    return square > 0 ? 1 / square.squareRoot() : lambdaOfZero
  }

  /// Decides what a part of a node is: gone already, leaving, a cluster of its own, or the cluster going on.
  private mutating func enter(_ node: Int) {
    let parent = Int(levels.parents[levels.pointCount + node]) - levels.pointCount
    guard parent >= 0 else { return }
    nodeClusters[node] = nodeClusters[parent]
    let size = Int(levels.sizes[levels.pointCount + node])
    if departures[parent] >= 0 {
      departures[node] = departures[parent]
    } else if size < minClusterSize {
      departures[node] = lambda(of: parent)
    } else if largeParts[parent] > 1 {
      let mother = Int(nodeClusters[parent])
      nodeClusters[node] = Int32(truncatingIfNeeded: clusters.count)
      clusters.append(.init(parent: mother, birth: lambda(of: parent), death: 0, size: size, stability: 0))
    }
  }

  /// Counts the rows that leave the cluster where this node falls apart: one term for each λ, λ rising.
  private mutating func live(in node: Int) {
    let cluster = Int(nodeClusters[node])
    let staying = largeParts[node] == 1 ? rowsInLargeParts[node] : 0
    let leaving = levels.sizes[levels.pointCount + node] - staying
    clusters[cluster].death = lambda(of: node)
    clusters[cluster].stability += (lambda(of: node) - clusters[cluster].birth) * Double(leaving)
  }
}
