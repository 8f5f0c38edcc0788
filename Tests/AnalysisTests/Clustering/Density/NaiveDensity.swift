import Analysis

/// HDBSCAN* by its definition: all mutual reachability distances, the components below each length by walking along them, and
/// sums row by row.
struct NaiveDensity {
  struct Cluster {
    var parent: Int
    var birth: Double
    var death = 0.0
    var size: Int
    var stability = 0.0
    var children: [Int] = []
  }

  let matrix: Matrix
  let minClusterSize, minSamples: Int
  private(set) var cores: [Double] = []
  private(set) var clusters: [Cluster] = []
  private(set) var rowClusters: [Int]
  private(set) var rowLambdas: [Double]
  private var reachability: [[Double]] = []

  init(_ matrix: Matrix, minClusterSize: Int, minSamples: Int) {
    self.matrix = matrix
    self.minClusterSize = minClusterSize
    self.minSamples = minSamples
    let n = matrix.rowCount
    rowClusters = [Int](repeating: 0, count: n)
    rowLambdas = [Double](repeating: 0, count: n)
    let distances = (0..<n).map { i in (0..<n).map { rowDistance(matrix, i, $0) } }
    cores = distances.map { $0.sorted()[minSamples - 1] }
    reachability = (0..<n).map { i in (0..<n).map { j in max(distances[i][j], cores[i], cores[j]) } }
    clusters.append(Cluster(parent: -1, birth: 0, size: n))
    divide(Array(0..<n), in: 0)
  }

  /// Takes `rows`, all that is left of a cluster, apart at the length that connects them.
  private mutating func divide(_ rows: [Int], in cluster: Int) {
    let length = connectingLength(rows)
    let lambda = length > 0 ? 1 / length : lambdaOfZero
    let parts = components(rows, below: length * (1 - 1e-12))
    let large = parts.filter { $0.count >= minClusterSize }
    clusters[cluster].death = lambda
    for part in parts where part.count < minClusterSize {
      for row in part {
        rowClusters[row] = cluster
        rowLambdas[row] = lambda
        clusters[cluster].stability += lambda - clusters[cluster].birth
      }
    }
    if large.count == 1 { return divide(large[0], in: cluster) }
    for part in large {
      clusters[cluster].stability += (lambda - clusters[cluster].birth) * Double(part.count)
      clusters[cluster].children.append(clusters.count)
      clusters.append(Cluster(parent: cluster, birth: lambda, size: part.count))
      divide(part, in: clusters.count - 1)
    }
  }

  /// The longest edge of a spanning tree by Prim's algorithm.
  private func connectingLength(_ rows: [Int]) -> Double {
    var longest = 0.0
    var outside = rows.dropFirst().map { (row: $0, length: reachability[rows[0]][$0]) }
    while let nearest = outside.indices.min(by: { outside[$0].length < outside[$1].length }) {
      let next = outside.remove(at: nearest)
      longest = max(longest, next.length)
      for i in outside.indices { outside[i].length = min(outside[i].length, reachability[next.row][outside[i].row]) }
    }
    return longest
  }

  private func components(_ rows: [Int], below length: Double) -> [[Int]] {
    var left = rows
    var parts: [[Int]] = []
    while let first = left.popLast() {
      var part = [first]
      var next = 0
      while next < part.count {
        let row = part[next]
        part += left.filter { reachability[row][$0] < length }
        left.removeAll { reachability[row][$0] < length }
        next += 1
      }
      parts.append(part.sorted())
    }
    return parts
  }

  /// Half the shortest edge above 0 of a minimum spanning tree counts as 0: that edge is the shortest of all above 0 there are.
  private var lambdaOfZero: Double {
    let shortest = reachability.indices.flatMap { i in
      reachability[i].indices.filter { $0 != i }.map { reachability[i][$0] }
    }
    .filter { $0 > 0 }.min()
    return shortest.map { 2 / $0 } ?? 1
  }
}

extension NaiveDensity {
  struct Labelling {
    var labels: [Int]
    var probabilities, outlierScores, stabilities: [Double]
  }

  /// Clusters are numbered by falling size, then by their lowest row.
  func labelling(_ selection: ClusterSelection = .excessOfMass, allowSingleCluster: Bool = false) -> Labelling {
    func best(_ cluster: Int) -> (chosen: [Int], stability: Double) {
      let below = clusters[cluster].children.map(best)
      let together = below.reduce(0) { $0 + $1.stability }
      let isAllowed = cluster > 0 || allowSingleCluster
      let own = clusters[cluster].stability
      let isKept = selection == .leaf ? below.isEmpty : together <= own * (1 + 1e-10)
      return isAllowed && isKept ? ([cluster], own) : (below.flatMap(\.chosen), together)
    }
    let chosen = best(0).chosen
    let members = chosen.map { cluster in
      matrix.rows.filter { row in
        isWithin(rowClusters[row], cluster) && (cluster > 0 || rowLambdas[row] >= clusters[0].death)
      }
    }
    let order = chosen.indices.sorted { (-members[$0].count, members[$0][0]) < (-members[$1].count, members[$1][0]) }
    var result = Labelling(
      labels: matrix.rows.map { _ in -1 }, probabilities: matrix.rows.map { _ in 0 }, outlierScores: [],
      stabilities: order.map { clusters[chosen[$0]].stability })
    for (label, place) in order.enumerated() {
      let death = clusters[chosen[place]].death
      for row in members[place] {
        result.labels[row] = label
        result.probabilities[row] = min(1, rowLambdas[row] / death)
      }
    }
    result.outlierScores = matrix.rows.map { row in
      let near = matrix.rows.filter { isWithin(rowClusters[$0], rowClusters[row]) }
      return 1 - rowLambdas[row] / (near.map { rowLambdas[$0] }.max() ?? 1)
    }
    return result
  }

  func isWithin(_ cluster: Int, _ other: Int) -> Bool {
    cluster == other || (clusters[cluster].parent >= 0 && isWithin(clusters[cluster].parent, other))
  }

  /// Where a new row belongs, as `HDBSCAN.place(_:among:context:)` says it; by excess of mass.
  func placement(of row: [Double], _ labelling: Labelling, chosenOf label: (Int) -> Int) -> (
    label: Int, probability: Double
  ) {
    let distances = matrix.rows.map { i in
      row.indices.reduce(0) { $0 + (matrix[i, $1] - row[$1]) * (matrix[i, $1] - row[$1]) }.squareRoot()
    }
    let core = distances.sorted()[minSamples - 1]
    let lengths = matrix.rows.map { max(distances[$0], core, cores[$0]) }
    let least = matrix.rows.map { (lengths[$0], distances[$0]) }.min(by: <) ?? (0, 0)
    let outcomes = matrix.rows.filter { (lengths[$0], distances[$0]) == least }.map {
      other -> (label: Int, probability: Double) in
      let lambda = min(1 / lengths[other], rowLambdas[other])
      var cluster = rowClusters[other]
      while cluster > 0 && clusters[cluster].birth >= lambda * (1 - 1e-12) { cluster = clusters[cluster].parent }
      let found = labelling.stabilities.indices.first { isWithin(cluster, label($0)) }
      return found.map { (label: $0, probability: min(1, lambda / clusters[label($0)].death)) } ?? (-1, 0)
    }
    return outcomes.min { (-$0.probability, $0.label) < (-$1.probability, $1.label) } ?? (-1, 0)
  }
}

extension Matrix {
  var rows: Range<Int> { 0..<rowCount }
}
