/// Rows by cluster: what every index of validity starts from.
struct Partition {
  /// The clusters that have rows, in the order of their labels; 0 ..< k.
  let clusters: [Int]
  /// The number of clusters.
  let k: Int
  /// Rows in each cluster.
  let sizes: [Int]

  /// - Throws: `ClusteringError.labelCount`, `.negativeLabel`; `.clusterCount` unless 2 ≤ k ≤ n − 1, `.tooFewRows` for n < 3.
  init(labels: [Int], of matrix: Matrix) throws(ClusteringError) {
    try matrix.checkFinite()
    guard labels.count == matrix.rowCount else { throw .labelCount(labels.count, rows: matrix.rowCount) }
    if let row = labels.firstIndex(where: { $0 < 0 }) { throw .negativeLabel(labels[row], row: row) }
    let numbers = LabelNumbers(labels)
    guard labels.count >= 3 else { throw .tooFewRows(labels.count, needed: 3) }
    guard numbers.count >= 2 && numbers.count < labels.count else {
      throw .clusterCount(numbers.count, allowed: 2...labels.count - 1)
    }
    clusters = numbers.numbers
    k = numbers.count
    var sizes = [Int](repeating: 0, count: numbers.count)
    for cluster in clusters { sizes[cluster] += 1 }
    self.sizes = sizes
  }
}

/// The centroids of clusters, k × d; an empty cluster has zeros, one of equal rows exactly those, where a sum would round.
func centroids(of matrix: Matrix, clusters: [Int], k: Int) -> Matrix {
  let d = matrix.columnCount
  var sums = Matrix(rowCount: k, columnCount: d)
  var sizes = [Double](repeating: 0, count: k)
  var first = [Int?](repeating: nil, count: k)
  var isOfEqualRows = [Bool](repeating: true, count: k)
  for (i, cluster) in clusters.enumerated() {
    sizes[cluster] += 1
    if let own = first[cluster] {
      if isOfEqualRows[cluster] {
        isOfEqualRows[cluster] = (0..<d).allSatisfy { matrix.elements[i * d + $0] == matrix.elements[own * d + $0] }
      }
    } else {
      first[cluster] = i
    }
    for j in 0..<d { sums.elements[cluster * d + j] += matrix.elements[i * d + j] }
  }
  for cluster in 0..<k where sizes[cluster] > 0 {
    if isOfEqualRows[cluster], let row = first[cluster] {
      for j in 0..<d { sums.elements[cluster * d + j] = matrix.elements[row * d + j] }
    } else {
      for j in 0..<d { sums.elements[cluster * d + j] /= sizes[cluster] }
    }
  }
  return sums
}

/// The squared Euclidean distance of row i of `a` and row j of `b`.
func squaredDistance(_ a: Matrix, _ i: Int, _ b: Matrix, _ j: Int) -> Double {
  let d = a.columnCount
  var sum = 0.0
  for f in 0..<d {
    let difference = a.elements[i * d + f] - b.elements[j * d + f]
    sum += difference * difference
  }
  return sum
}
