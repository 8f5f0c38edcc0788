import Machine

/// The exact nearest neighbours of every row, nearest first; rows are places of a `NeighbourTree`.
struct NearestNeighbours: Sendable {
  /// Neighbours per row.
  let k: Int
  /// n × k places, row by row.
  let places: SharedStorage<Int32>
  /// n × k squared Euclidean distances, in the same order.
  let squaredDistances: SharedStorage<Double>

  var rowCount: Int { places.count / k }

  /// Finds the `k` nearest other rows of each row of the tree, 1 ≤ k < n.
  ///
  /// Between equal distances the lower row number of the matrix wins; distances are sums of squares in the order of
  /// the columns.
  /// - Complexity: O(n log n) in few intrinsic dimensions, O(n²) in many.
  init(_ k: Int, in tree: NeighbourTree, context: ComputeContext) throws {
    precondition(k >= 1 && k < tree.rowCount, "a row has at most n − 1 neighbours")
    let places = SharedStorage<Int32>(uninitialized: tree.rowCount * k)
    let distances = SharedStorage<Double>(uninitialized: tree.rowCount * k)
    try parallelChunks(count: tree.rowCount, chunkSize: 256, reportsProgress: true, context: context) { chunk, _ in
      var search = NeighbourSearch(tree, k: k)
      for first in stride(from: chunk.lowerBound, to: chunk.upperBound, by: NeighbourSearch.width) {
        if context.cancelled { return }
        search.run(from: first..<min(chunk.upperBound, first + NeighbourSearch.width)) { place, nearest in
          for (rank, neighbour) in nearest.enumerated() {
            places[place * k + rank] = neighbour.place
            distances[place * k + rank] = neighbour.squaredDistance
          }
        }
      }
    }
    self.k = k
    self.places = places
    squaredDistances = distances
  }
}

/// A row and how far it is from the one searched from.
struct Neighbour {
  var squaredDistance: Double
  /// Row of the matrix, which breaks ties.
  var row: Int32
  /// Place in the tree.
  var place: Int32

  @inline(__always)
  static func < (a: Neighbour, b: Neighbour) -> Bool {
    a.squaredDistance < b.squaredDistance || (a.squaredDistance == b.squaredDistance && a.row < b.row)
  }
}
