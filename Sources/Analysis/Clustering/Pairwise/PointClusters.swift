/// Clusters of few points, each by its points, and how far apart they are under average or complete linkage.
struct PointClusters: Sendable {
  /// The points of each, cluster by cluster.
  private(set) var members: [Int] = []
  /// Where each begins among them, and the end.
  private(set) var starts = [0]
  /// The highest label of each. Rising.
  private(set) var labels: [Int] = []
  /// Rows in each.
  private(set) var sizes: [Double] = []
  private let points: Matrix
  private let counts: [Double]
  let combination: Combination

  var count: Int { labels.count }

  /// Every point by itself.
  /// - Parameter points: those of the rows, an offset taken off where that rounds nothing.
  init(_ rows: DistinctRows, _ points: Matrix, _ combination: Combination) {
    self.points = points
    counts = rows.counts.map(Double.init)
    self.combination = combination
    for point in rows.labels.indices { append(CollectionOfOne(point), label: rows.labels[point]) }
  }

  private mutating func append(_ points: some Sequence<Int>, label: Int) {
    members += points
    starts.append(members.count)
    labels.append(label)
    sizes.append(members[starts[starts.count - 2]...].reduce(0) { $0 + counts[$1] })
  }

  /// The same after pairs have merged, each into its second, higher one.
  func merging(_ pairs: [(Int, Int)]) -> PointClusters {
    var partner = [Int](repeating: -1, count: count)
    var isGone = [Bool](repeating: false, count: count)
    for (low, high) in pairs {
      partner[high] = low
      isGone[low] = true
    }
    var merged = self
    (merged.members, merged.starts, merged.labels, merged.sizes) = ([], [0], [], [])
    for i in 0..<count where !isGone[i] {
      merged.append(partner[i] < 0 ? self[i] : self[i] + self[partner[i]], label: labels[i])
    }
    return merged
  }

  /// The points of one.
  subscript(i: Int) -> ArraySlice<Int> { members[starts[i]..<starts[i + 1]] }

  func name(_ i: Int) -> ClusterName { ClusterName(label: labels[i], size: Int(sizes[i])) }

  /// How far apart two are; to the bit the same either way.
  /// - Parameter limit: where they are farther apart than this, something above it will do.
  func distance(_ i: Int, _ j: Int, limit: Double = .infinity) -> Double {
    let (low, high) = (min(i, j), max(i, j))
    let d = points.columnCount
    return members.withUnsafeBufferPointer { members in
      points.elements.withUnsafeBufferPointer { elements in
        // Invariant: members are rows of the points, and each has d elements.
        let weight = combination == .sum ? 1 / sizes[low] * (1 / sizes[high]) : 1
        var value = 0.0
        for p in starts[low]..<starts[low + 1] {
          for q in starts[high]..<starts[high + 1] {
            let (a, b) = (members[p], members[q])
            var square = 0.0
            for f in 0..<d {
              let difference = elements[a * d + f] - elements[b * d + f]
              square += difference * difference
            }
            let distance = square.squareRoot()
            value = combination(value, combination == .sum ? distance * (counts[a] * counts[b]) : distance)
          }
          if value * weight > limit { break }
        }
        return value * weight
      }
    }
  }

  /// The centroids, one row a cluster.
  func centroids(context: ComputeContext) throws(CancellationError) -> Matrix {
    let d = points.columnCount
    let clusters = self
    let elements = try [Double](items: count, width: d, chunkSize: 1 << 12, context: context) { range, centroids in
      for i in range {
        for f in 0..<d {
          var sum = 0.0
          for point in clusters[i] { sum += clusters.points[point, f] * clusters.counts[point] }
          centroids[i * d + f] = sum / clusters.sizes[i]
        }
      }
    }
    return Matrix(rowCount: count, columnCount: d, elements: elements)
  }
}
