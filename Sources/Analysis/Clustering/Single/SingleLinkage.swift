import Machine

/// Single linkage: the edges of a minimum spanning tree, shortest first, are the merges.
///
/// J. C. Gower and G. J. S. Ross (1969), doi:10.2307/2346439. Where edges tie, which spanning tree was found must not
/// show: the clusters that a level of tied distances joins are the same in all of them, but the order of merging is
/// decided by all tied pairs of clusters. So those are looked for, at levels where more than two clusters meet.
struct SingleLinkage {
  private let points: Matrix
  private let blocks: PointBlocks
  private let labels: [Int]
  private var found = Agglomeration()
  /// Clusters of points, each named by its last point (points are ordered by label, so that it has the label).
  private var clusters: DisjointSets
  /// The points of a cluster as a list: the first one by the cluster's name, then from each to the next; -1 at the end.
  private var firstMember: [Int]
  private var lastMember: [Int]
  private var nextMember: [Int]
  private var size: [Int]
  /// Rows of each cluster, repeated ones too.
  private var rowCount: [Int]

  /// - Complexity: O(n²·d) time without ties, at most O(n²·d·log n) with; O(n·d) memory.
  static func merges(of rows: DistinctRows, context: ComputeContext) throws(CancellationError) -> Agglomeration {
    let tree = try minimumSpanningTree(of: rows.points, context: context.part(0...0.9))
    let order = try ascendingOrder(of: tree.map(\.squaredLength.ascendingKey), context: context)
    let edges = order.map { tree[$0] }
    var linkage = try SingleLinkage(rows, context)
    var start = 0
    while start < edges.count {
      if start % 1024 == 0 { try context.checkCancellation() }
      var end = start + 1
      while end < edges.count
        && edges[end].squaredLength <= edges[end - 1].squaredLength * (1 + squaredTieTolerance)
      { end += 1 }
      try linkage.mergeLevel(edges[start..<end], context)
      start = end
    }
    return linkage.found
  }

  private init(_ rows: DistinctRows, _ context: ComputeContext) throws(CancellationError) {
    let n = rows.points.rowCount
    points = rows.points
    blocks = try PointBlocks(rows.points, context: context)
    labels = rows.labels
    clusters = DisjointSets(count: n)
    firstMember = Array(0..<n)
    lastMember = firstMember
    nextMember = [Int](repeating: -1, count: n)
    size = [Int](repeating: 1, count: n)
    rowCount = rows.counts
  }

  private mutating func mergeLevel(_ edges: ArraySlice<Edge>, _ context: ComputeContext) throws(CancellationError) {
    let height = edges[edges.startIndex].squaredLength.squareRoot()
    for group in connectedGroups(edges) {
      if group.count == 2 {
        merge(group[0], into: group[1], height: height)
      } else {
        let reach = edges[edges.endIndex - 1].squaredLength * (1 + squaredTieTolerance)
        let neighbours = try tiedPairs(among: group, reach: reach, context)
        keepTies(neighbours, among: group, height: height)
        for (low, high) in leastPairsFirst(neighbours) { merge(group[low], into: group[high], height: height) }
      }
    }
  }

  /// The clusters that the edges connect, in groups; a group's clusters are ordered by label.
  private mutating func connectedGroups(_ edges: ArraySlice<Edge>) -> [[Int]] {
    if edges.count == 1, let edge = edges.first {
      let (a, b) = (clusters.find(edge.a), clusters.find(edge.b))
      return [[min(a, b), max(a, b)]]
    }
    let ends = edges.map { (clusters.find($0.a), clusters.find($0.b)) }
    let names = Set(ends.flatMap { [$0.0, $0.1] }).sorted()
    let number = Dictionary(uniqueKeysWithValues: zip(names, 0...))
    var groups = DisjointSets(count: names.count)
    for (a, b) in ends { groups.join(groups.find(number[a, default: 0]), into: groups.find(number[b, default: 0])) }
    var members: [Int: [Int]] = [:]
    for (i, name) in names.enumerated() { members[groups.find(i), default: []].append(name) }
    return members.values.sorted { $0[0] < $1[0] }
  }

  private mutating func merge(_ low: Int, into high: Int, height: Double) {
    found.merges.append(LabelledMerge(low: labels[low], high: labels[high], height: height))
    clusters.join(low, into: high)
    nextMember[lastMember[low]] = firstMember[high]
    firstMember[high] = firstMember[low]
    size[high] += size[low]
    rowCount[high] += rowCount[low]
  }

  /// A pair that ties is kept once, with the cluster of the higher label.
  private mutating func keepTies(_ lower: [Set<Int>], among group: [Int], height: Double) {
    let names = group.map { ClusterName(label: labels[$0], size: rowCount[$0]) }
    for (place, neighbours) in lower.enumerated() where !neighbours.isEmpty {
      found.ties.append(
        TiedNeighbours(
          names[place], neighbours: neighbours.sorted().prefix(TiedNeighbours.most).map { names[$0] }, height: height))
    }
  }

  /// For each cluster of the group (by its place in it) the lower ones at a tied distance.
  ///
  /// The largest cluster need not be scanned: its neighbours see it. So a point is scanned again only in a cluster at least
  /// twice as large, log₂ n times at most.
  private mutating func tiedPairs(
    among group: [Int], reach: Double, _ context: ComputeContext
  ) throws(CancellationError) -> [Set<Int>] {
    var place = [Int](repeating: -1, count: labels.count)
    var scanned: [Int] = []
    let largest = group.max { size[$0] < size[$1] }
    for (i, name) in group.enumerated() {
      var member = firstMember[name]
      while member >= 0 {
        place[member] = i
        if name != largest { scanned.append(member) }
        member = nextMember[member]
      }
    }
    let (points, blocks, places, candidates) = (points, blocks, place, scanned)
    let chunk = max(1, 500_000 / labels.count)
    let found = try parallelMap(count: scanned.count, chunkSize: chunk, context: context) { range, _ in
      var neighbours: [Int: Set<Int>] = [:]
      for point in candidates[range] {
        let own = places[point]
        blocks.forEach(within: reach, of: points.row(point)) { other in
          let there = places[other]
          if there >= 0 && there != own { neighbours[max(own, there), default: []].insert(min(own, there)) }
        }
      }
      return neighbours
    }
    var neighbours = [Set<Int>](repeating: [], count: group.count)
    for part in found {
      for (cluster, others) in part { neighbours[cluster].formUnion(others) }
    }
    return neighbours
  }
}

/// The merges of clusters 0, 1, … that are all at one distance where they are neighbours: least pair first.
///
/// The lowest cluster always merges with its lowest neighbour, which takes over its neighbours: that is the elimination
/// tree of the graph, and Liu's algorithm finds it without listing the neighbours taken over.
/// J. W. H. Liu (1986), doi:10.1145/6497.6499.
/// - Parameter lower: for each cluster its neighbours with lower numbers.
/// - Returns: pairs in the order of their lower cluster.
func leastPairsFirst(_ lower: [Set<Int>]) -> [(Int, Int)] {
  var merged = DisjointSets(count: lower.count)
  var pairs: [(Int, Int)] = []
  for cluster in lower.indices {
    for neighbour in lower[cluster].sorted() {
      let root = merged.find(neighbour)
      if root != cluster {
        pairs.append((root, cluster))
        merged.join(root, into: cluster)
      }
    }
  }
  return pairs.sorted { $0.0 < $1.0 }
}
