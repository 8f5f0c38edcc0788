/// Clusters in spatial order under a tree of bounding boxes with eight children each.
///
/// The items of a level, in groups of eight, are the children of the items of the next. The items of level 0 are the
/// clusters (their centroids), those of level 1 the boxes about eight clusters, those of level 2 the boxes about eight
/// boxes, and so on up to one group. A group is laid out as vectors of eight lanes, so that one pass bounds the
/// distances to eight boxes, as another gives the distances to eight clusters.
struct BoxTree: Sendable {
  let dimension: Int
  /// The centroids, feature f of block b at b·d + f; places that no cluster takes are infinite.
  private(set) var lanes: [Octet]
  /// Sizes of the clusters, block by block.
  private(set) var sizes: [Octet]
  /// Labels of the clusters by place; they decide ties.
  private(set) var labels: [Int]
  /// The first block that may hold clusters appended later, which are in no box: from there on blocks are searched
  /// one by one.
  let firstOpenBlock: Int

  /// The boxes of all levels, group by group: the lower ends of eight boxes in feature f at 2·(g·d + f), the upper ends
  /// right after.
  private(set) var ends: [Octet] = []
  /// The least size of a cluster in each box.
  private(set) var leastSizes: [Octet] = []
  /// The first group of level 1, of level 2 …
  private(set) var firstGroups: [Int] = []

  /// - Parameter clusters: in spatial order.
  init(_ clusters: WardClusters) {
    dimension = clusters.dimension
    let blocks = PointBlocks(clusters.centroids)
    lanes = blocks.lanes
    labels = clusters.labels
    firstOpenBlock = clusters.count / 8
    sizes = [Octet](repeating: Octet(repeating: 1), count: blocks.blockCount)
    for (place, size) in clusters.sizes.enumerated() { sizes[place / 8][place % 8] = size }

    var children = clusters.count
    while children > 8 {
      addLevel(about: children)
      children = (children + 7) / 8
    }
  }

  /// The number of places taken, dead ones included.
  var count: Int { labels.count }

  /// Ward's squared distance of the clusters at two places.
  func squaredDistance(_ a: Int, _ b: Int) -> Double {
    var sum = 0.0
    for f in 0..<dimension {
      let difference = lanes[a / 8 * dimension + f][a % 8] - lanes[b / 8 * dimension + f][b % 8]
      sum += difference * difference
    }
    return sum * wardFactor(sizes[a / 8][a % 8], sizes[b / 8][b % 8])
  }

  /// Takes a cluster out: it is infinitely far from everything from now on.
  mutating func remove(_ place: Int) {
    for f in 0..<dimension { lanes[place / 8 * dimension + f][place % 8] = .infinity }
  }

  /// Puts a cluster after all others, under no box, and gives its place.
  mutating func append(centroid: [Double], size: Double, label: Int) -> Int {
    let place = labels.count
    if place / 8 == sizes.count {
      lanes += [Octet](repeating: Octet(repeating: .infinity), count: dimension)
      sizes.append(Octet(repeating: 1))
    }
    for f in 0..<dimension { lanes[place / 8 * dimension + f][place % 8] = centroid[f] }
    sizes[place / 8][place % 8] = size
    labels.append(label)
    return place
  }

  /// Adds the boxes about the `count` items of the level that is the topmost so far.
  private mutating func addLevel(about count: Int) {
    let below = firstGroups.last
    let first = leastSizes.count
    let boxes = (count + 7) / 8
    let groups = (boxes + 7) / 8
    // Lanes that no box takes lie at infinity.
    ends += [Octet](repeating: Octet(repeating: .infinity), count: 2 * groups * dimension)
    leastSizes += [Octet](repeating: Octet(repeating: 1), count: groups)
    for box in 0..<boxes {
      let items = min(8, count - box * 8)
      let (group, lane) = (first + box / 8, box % 8)
      let itemSizes = below.map { leastSizes[$0 + box] } ?? sizes[box]
      leastSizes[group][lane] = (0..<items).reduce(.infinity) { min($0, itemSizes[$1]) }
      for f in 0..<dimension {
        let lows = below.map { ends[2 * (($0 + box) * dimension + f)] } ?? lanes[box * dimension + f]
        let highs = below.map { ends[2 * (($0 + box) * dimension + f) + 1] } ?? lows
        let place = 2 * (group * dimension + f)
        ends[place][lane] = (0..<items).reduce(.infinity) { min($0, lows[$1]) }
        ends[place + 1][lane] = (0..<items).reduce(-.infinity) { max($0, highs[$1]) }
      }
    }
    firstGroups.append(first)
  }
}
