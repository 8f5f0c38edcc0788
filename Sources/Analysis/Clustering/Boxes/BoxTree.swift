import CVectors

/// Points or clusters in spatial order under a tree of bounding boxes with eight children each.
///
/// Eight points that follow each other are a block, eight blocks that follow each other the children of a group, eight groups
/// those of a group of the next level, and so on up to one. A block is laid out as vectors of eight lanes, and so is a
/// group with the boxes about its children: one pass gives the distances to eight points, or bounds those to eight boxes.
///
/// Nodes are numbered: the blocks first, then the groups, level by level, the root last.
/// Boxes and blocks are in `PrincipalCoordinates`; distances are told by the points themselves, in double precision.
struct BoxTree: Sendable {
  let coordinates: PrincipalCoordinates
  /// The points place by place, in their own features.
  private(set) var points: [Double]
  let dimension: Int
  /// Coordinate f of block b at b·count + f; places that no point takes are infinite.
  private(set) var lanes: [EightFloats]
  /// The first block that may hold points appended later, which are in no box: from there on blocks are searched
  /// one by one.
  let firstOpenBlock: Int
  /// The boxes of all levels, group by group: the lower ends of eight boxes in coordinate f at 2·(g·count + f), the upper
  /// ends right after.
  private(set) var ends: [EightFloats] = []
  /// The node that is the first child of each group.
  private(set) var firstChildren: [Int] = []
  /// The number of blocks when the tree was made, and with it the node that is group 0.
  let closedBlockCount: Int

  /// - Parameters:
  ///   - points: in spatial order.
  ///   - rows: coordinates, among them those of the points, which `order` gives the rows of.
  init(
    _ points: Matrix, _ rows: [EightFloats], at order: [Int], _ coordinates: PrincipalCoordinates,
    context: ComputeContext
  ) throws(CancellationError) {
    self.coordinates = coordinates
    self.points = points.elements
    dimension = points.columnCount
    let n = points.rowCount
    count = n
    firstOpenBlock = n / 8
    closedBlockCount = (n + 7) / 8
    let (width, panels) = (coordinates.count, coordinates.panels)
    lanes = try [EightFloats](
      items: closedBlockCount, width: width, chunkSize: 1 << 11, context: context
    ) { blocks, lanes in
      for block in blocks {
        for f in 0..<width {
          var lane = EightFloats(repeating: .infinity)
          for place in block * 8..<min(n, block * 8 + 8) {
            lane[place % 8] = rows[order[place] * panels + f / 8][f % 8]
          }
          lanes[block * width + f] = lane
        }
      }
    }
    var level = 0..<closedBlockCount
    while level.count > 1 { level = try addLevel(above: level, context) }
  }

  /// The number of places taken, dead ones included.
  private(set) var count: Int
  var blockCount: Int { lanes.count / coordinates.count }

  /// The squared distance of the points at two places.
  func squaredDistance(_ a: Int, _ b: Int) -> Double {
    let d = dimension
    var sum = 0.0
    for f in 0..<d {
      let difference = points[a * d + f] - points[b * d + f]
      sum += difference * difference
    }
    return sum
  }

  /// The squared lengths, in coordinates, of the eight points of a block.
  func squaredLengths(ofBlock block: Int) -> EightFloats {
    lanes[block * coordinates.count..<(block + 1) * coordinates.count].reduce(EightFloats()) {
      cohort_add_square8($0, $1)
    }
  }

  /// Takes a point out: nothing finds it any more.
  mutating func remove(_ place: Int) {
    for f in 0..<coordinates.count { lanes[place / 8 * coordinates.count + f][place % 8] = .infinity }
  }

  /// Puts a point after all others, under no box, and gives its place.
  mutating func append(_ point: [Double]) -> Int {
    let place = count
    points += point
    count += 1
    if place / 8 == blockCount {
      lanes += [EightFloats](repeating: EightFloats(repeating: .infinity), count: coordinates.count)
    }
    setLanes(place, to: coordinates.of(point)[...])
    return place
  }

  private mutating func setLanes(_ place: Int, to row: ArraySlice<EightFloats>) {
    for f in 0..<coordinates.count {
      lanes[place / 8 * coordinates.count + f][place % 8] = row[row.startIndex + f / 8][f % 8]
    }
  }

  /// Adds the groups whose children are the nodes of a level, and gives theirs.
  private mutating func addLevel(
    above level: Range<Int>, _ context: ComputeContext
  ) throws(CancellationError) -> Range<Int> {
    let width = coordinates.count
    let first = firstChildren.count
    let groups = (level.count + 7) / 8
    firstChildren += stride(from: level.lowerBound, to: level.upperBound, by: 8)
    let tree = self
    let added = try [EightFloats](items: groups, width: 2 * width, chunkSize: 1 << 9, context: context) {
      groups, ends in
      for group in groups {
        let children = group * 8..<min(level.count, group * 8 + 8)
        for f in 0..<width {
          // Lanes that no child takes lie at infinity.
          var (lows, highs) = (EightFloats(repeating: .infinity), EightFloats(repeating: .infinity))
          for i in children { (lows[i % 8], highs[i % 8]) = tree.extent(of: level.lowerBound + i, f) }
          ends[2 * (group * width + f)] = lows
          ends[2 * (group * width + f) + 1] = highs
        }
      }
    }
    ends += added
    return closedBlockCount + first..<closedBlockCount + first + groups
  }

  /// The least and the largest coordinate of the points under a node.
  private func extent(of node: Int, _ f: Int) -> (Float, Float) {
    let width = coordinates.count
    let group = node - closedBlockCount
    let lows = group < 0 ? lanes[node * width + f] : ends[2 * (group * width + f)]
    let highs = group < 0 ? lows : ends[2 * (group * width + f) + 1]
    var (low, high) = (lows[0], highs[0])
    // Lanes that no point takes are infinite, and never the first.
    for lane in 1..<8 where lows[lane] < .infinity { (low, high) = (min(low, lows[lane]), max(high, highs[lane])) }
    return (low, high)
  }
}
