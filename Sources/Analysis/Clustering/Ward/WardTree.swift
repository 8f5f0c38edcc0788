import Machine

/// Clusters under a tree of boxes, with what Ward's distance needs beside their centroids: their sizes.
struct WardTree: Sendable {
  private var boxes: BoxTree
  /// Sizes of the clusters, block by block; and the least size in each box, group by group.
  private var sizeLanes: [EightFloats]
  private var leastSizes: [EightFloats] = []
  private var sizes: [Double]
  /// Labels of the clusters by place; they decide ties.
  private(set) var labels: [Int]
  /// See `PrincipalCoordinates`.
  let slack: Float

  /// - Parameters:
  ///   - centroids: those of the clusters in spatial order; their sizes and labels in the same.
  ///   - rows: coordinates, among them those of the clusters, which `order` gives the rows of.
  init(
    _ centroids: Matrix, sizes: [Double], labels: [Int], _ rows: [EightFloats], at order: [Int],
    _ coordinates: PrincipalCoordinates, context: ComputeContext
  ) throws(CancellationError) {
    boxes = try BoxTree(centroids, rows, at: order, coordinates, context: context)
    self.sizes = sizes
    self.labels = labels
    slack = coordinates.slack
    sizeLanes = [EightFloats](repeating: EightFloats(repeating: 1), count: boxes.blockCount)
    for (place, size) in sizes.enumerated() { sizeLanes[place / 8][place % 8] = Float(size) }
    var least = sizeLanes.map { $0.min() }
    for first in boxes.firstChildren {
      // Nodes are numbered level by level, so that the children's own are there. Lanes that no child takes lie at infinity
      // whatever their size.
      var sizes = EightFloats(repeating: least[first])
      for lane in 1..<8 where first + lane < least.count { sizes[lane] = least[first + lane] }
      leastSizes.append(sizes)
      least.append(sizes.min())
    }
  }

  var count: Int { boxes.count }

  @inline(__always)
  func size(_ place: Int) -> Double { sizes[place] }

  func name(_ place: Int) -> ClusterName { ClusterName(label: labels[place], size: Int(sizes[place])) }

  /// See `PrincipalCoordinates.reach`; the slack is taken off the other side.
  @inline(__always)
  func reach(_ limit: Double) -> Float {
    min(.greatestFiniteMagnitude, Float(limit * boxes.coordinates.squaredScale * (1 + 0x1p-7)))
  }

  /// Ward's squared distance of the clusters at two places.
  func squaredDistance(_ a: Int, _ b: Int) -> Double {
    boxes.squaredDistance(a, b) * wardFactor(sizes[a], sizes[b])
  }

  /// Takes a cluster out: nothing finds it any more.
  mutating func remove(_ place: Int) { boxes.remove(place) }

  /// Puts a cluster after all others, under no box, and gives its place.
  mutating func append(centroid: [Double], size: Double, label: Int) -> Int {
    let place = boxes.append(centroid)
    if boxes.blockCount > sizeLanes.count { sizeLanes.append(EightFloats(repeating: 1)) }
    sizeLanes[place / 8][place % 8] = Float(size)
    sizes.append(size)
    labels.append(label)
    return place
  }

  /// Finds for each of the clusters at `places` the nearest other, on all threads.
  /// - Parameter found: gets the place and its neighbour, on any thread.
  /// - Returns: the ties that were met.
  /// - Throws: `CancellationError`.
  func searchAll(
    _ places: [Int], context: ComputeContext, _ found: @Sendable (Int, NearestCluster) -> Void
  ) throws(CancellationError) -> [TiedNeighbours] {
    let norms = try looksEverywhere(from: places) ? norms(context) : nil
    // At worst a search looks at everything: a chunk is some five milliseconds of that.
    let chunk =
      norms == nil
      ? max(1, min(64, 2_000_000 / count)) : FlatClusterSearch.width * max(1, min(16, 2_000_000 / count))
    return try parallelMap(count: places.count, chunkSize: chunk, reportsProgress: true, context: context) { range, _ in
      if let norms {
        forEachNearest(to: places[range], lookingEverywhere: norms, found)
      } else {
        forEachNearest(to: places[range], found)
      }
    }.flatMap { $0 }
  }

  /// Whether searches from these places would look at so many blocks that looking at all is faster: told by a few of them.
  private func looksEverywhere(from places: [Int]) -> Bool {
    guard places.count >= 128 else { return false }
    let some = stride(from: 0, to: places.count, by: places.count / 16).map { places[$0] }
    return shareLookedAt(from: some) > FlatClusterSearch.worthwhileShare
  }

  /// The same on one thread.
  /// - Parameter found: gets the place and its neighbour.
  /// - Returns: the ties that were met.
  func forEachNearest(to places: ArraySlice<Int>, _ found: (Int, NearestCluster) -> Void) -> [TiedNeighbours] {
    var ties: [TiedNeighbours] = []
    withSearch { search, _ in
      for place in places { found(place, search.nearest(to: place)) }
      ties = search.ties
    }
    return ties
  }

  /// The same without the boxes, whatever they would rule out: the same is found.
  /// - Parameter norms: see `norms(_:)`.
  func forEachNearest(
    to places: ArraySlice<Int>, lookingEverywhere norms: Norms, _ found: (Int, NearestCluster) -> Void
  ) -> [TiedNeighbours] {
    var ties: [TiedNeighbours] = []
    withSearch { search, view in
      norms.withLanes { lanes in
        withUnsafeTemporaryAllocation(of: Float.self, capacity: FlatClusterSearch.width * view.width) { doubled in
          doubled.initialize(repeating: 0)
          var flat = FlatClusterSearch(search, view, lanes, slack: slack, doubled: doubled)
          for first in stride(from: places.startIndex, to: places.endIndex, by: FlatClusterSearch.width) {
            flat.run(from: places[first..<min(places.endIndex, first + FlatClusterSearch.width)], found)
          }
          ties = flat.ties
        }
      }
    }
    return ties
  }

  /// See `ClusterLanes`.
  struct Norms: Sendable {
    fileprivate let squares: [EightFloats]
    fileprivate let shares: [EightFloats]

    fileprivate func withLanes(_ body: (ClusterLanes) -> Void) {
      squares.withUnsafeBufferPointer { squares in
        shares.withUnsafeBufferPointer { shares in body(ClusterLanes(norms: squares, shares: shares)) }
      }
    }
  }

  /// What `forEachNearest(to:lookingEverywhere:_:)` asks for.
  func norms(_ context: ComputeContext) throws(CancellationError) -> Norms {
    let (boxes, sizeLanes) = (boxes, sizeLanes)
    return Norms(
      squares: try [EightFloats](items: boxes.blockCount, chunkSize: 1 << 11, context: context) { blocks, squares in
        for block in blocks { squares[block] = boxes.squaredLengths(ofBlock: block) }
      },
      shares: try [EightFloats](items: boxes.blockCount, chunkSize: 1 << 11, context: context) { blocks, shares in
        for block in blocks { shares[block] = 1 / sizeLanes[block] }
      })
  }

  /// The share of the blocks that searches from some places look at.
  func shareLookedAt(from places: some Collection<Int>) -> Double {
    var looks = 0
    withSearch { search, _ in
      for place in places { _ = search.nearest(to: place) }
      looks = search.looks
    }
    return Double(looks) / Double(places.count * boxes.blockCount)
  }

  private func withSearch(_ body: (inout NearestClusterSearch, BoxTreeView) -> Void) {
    boxes.withView { view in
      sizeLanes.withUnsafeBufferPointer { sizes in
        leastSizes.withUnsafeBufferPointer { leastSizes in
          var search = NearestClusterSearch(self, view, sizes: sizes, leastSizes: leastSizes)
          body(&search, view)
        }
      }
    }
  }
}
