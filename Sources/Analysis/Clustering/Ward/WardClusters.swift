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

  init(_ rows: DistinctRows) {
    dimension = rows.points.columnCount
    sizes = rows.counts.map(Double.init)
    labels = rows.labels
    sums = rows.points.elements
    // Distances of centroids lose the digits that an offset takes up.
    let shift = (0..<dimension).map { exactShift(of: rows.points.column($0)) }
    for i in sizes.indices {
      for f in 0..<dimension { sums[i * dimension + f] = (sums[i * dimension + f] - shift[f]) * sizes[i] }
    }
  }

  /// The centroids, one row a cluster.
  var centroids: Matrix {
    var centroids = Matrix(rowCount: count, columnCount: dimension, elements: sums)
    for i in 0..<count where sizes[i] != 1 {
      for f in 0..<dimension { centroids.elements[i * dimension + f] /= sizes[i] }
    }
    return centroids
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

  /// The clusters at the given places, in that order.
  func selecting(_ places: [Int]) -> Self {
    var selection = self
    selection.sums = []
    selection.sums.reserveCapacity(places.count * dimension)
    for place in places { selection.sums += sums[place * dimension..<(place + 1) * dimension] }
    selection.sizes = places.map { sizes[$0] }
    selection.labels = places.map { labels[$0] }
    return selection
  }
}

/// What to take off a column whose values are far from 0 and near to each other: the middle of their range, to ten bits.
///
/// For values within a factor of two of each other that rounds none of them (P. H. Sterbenz 1974). Otherwise 0: where
/// small values stand beside large ones, taking off the middle would cost the small ones their digits.
private func exactShift(of values: [Double]) -> Double {
  guard let low = values.min(), let high = values.max(), low > 0 || high < 0 else { return 0 }
  guard high > low else { return low }
  guard high - low <= min(low.magnitude, high.magnitude) else { return 0 }
  let step = Double(sign: .plus, exponent: Int((high - low).exponent) - 9, significand: 1)
  return ((low / 2 + high / 2) / step).rounded() * step
}

/// The growth of the sum of squares, doubled, when clusters of sizes a and b merge, over the squared distance of their
/// centroids: 2ab/(a + b), so that for single rows the square root is their distance.
@inline(__always)
func wardFactor(_ a: Double, _ b: Double) -> Double { 2 * (a * b) / (a + b) }
