import Machine

/// The clusters that are left, each by its size and the sum of its rows: all that Ward's distance depends on.
///
/// Sums, not centroids, are carried along: those of whole numbers are exact, so that ties in such data stay ties
/// whatever the order of merging. Memory is linear in the clusters.
struct WardClusters: Sendable {
  let dimension: Int
  /// The sum of the rows of each cluster, cluster by cluster.
  private(set) var sums: [Double]
  /// Rows in each cluster.
  private(set) var sizes: [Double]
  /// The label of each cluster; see `LabelledMerge`.
  private(set) var labels: [Int]

  var count: Int { sizes.count }

  init(_ rows: DistinctRows, context: ComputeContext) throws(CancellationError) {
    let d = rows.points.columnCount
    dimension = d
    let sizes = rows.counts.map(Double.init)
    self.sizes = sizes
    labels = rows.labels
    // Distances of centroids lose the digits that an offset takes up.
    let shifts = try rows.points.exactShifts(context)
    let elements = rows.points.elements
    sums = try [Double](items: sizes.count, width: d, chunkSize: 1 << 13, context: context) { clusters, sums in
      for i in clusters {
        for f in 0..<d { sums[i * d + f] = (elements[i * d + f] - shifts[f]) * sizes[i] }
      }
    }
  }

  /// The centroids, one row a cluster.
  func centroids(context: ComputeContext) throws(CancellationError) -> Matrix {
    let (d, sums, sizes) = (dimension, sums, sizes)
    let elements = try [Double](items: count, width: d, chunkSize: 1 << 13, context: context) { clusters, centroids in
      for i in clusters {
        for f in 0..<d { centroids[i * d + f] = sizes[i] == 1 ? sums[i * d + f] : sums[i * d + f] / sizes[i] }
      }
    }
    return Matrix(rowCount: count, columnCount: d, elements: elements)
  }

  /// The centroid of one cluster.
  func centroid(_ i: Int) -> [Double] {
    (0..<dimension).map { sums[i * dimension + $0] / sizes[i] }
  }

  /// Appends what the clusters i and j are together.
  mutating func appendUnion(_ i: Int, _ j: Int) {
    for f in 0..<dimension { sums.append(sums[i * dimension + f] + sums[j * dimension + f]) }
    sizes.append(sizes[i] + sizes[j])
    labels.append(max(labels[i], labels[j]))
  }

  /// The clusters at the given places, in that order, and after them the unions of pairs.
  func selecting(
    _ places: [Int], uniting pairs: [(Int, Int)] = [], context: ComputeContext
  ) throws(CancellationError) -> Self {
    let (d, old) = (dimension, sums)
    var selection = self
    selection.sizes = places.map { sizes[$0] } + pairs.map { sizes[$0.0] + sizes[$0.1] }
    selection.labels = places.map { labels[$0] } + pairs.map { max(labels[$0.0], labels[$0.1]) }
    selection.sums = try [Double](
      items: places.count + pairs.count, width: d, chunkSize: 1 << 13, context: context
    ) { clusters, sums in
      for i in clusters {
        if i < places.count {
          for f in 0..<d { sums[i * d + f] = old[places[i] * d + f] }
        } else {
          let (a, b) = pairs[i - places.count]
          for f in 0..<d { sums[i * d + f] = old[a * d + f] + old[b * d + f] }
        }
      }
    }
    return selection
  }
}

/// The growth of the sum of squares, doubled, when clusters of sizes a and b merge, over the squared distance of their
/// centroids: 2ab/(a + b), so that for single rows the square root is their distance.
@inline(__always)
func wardFactor(_ a: Double, _ b: Double) -> Double { 2 * (a * b) / (a + b) }
