import Machine

/// The core distance of each place: that of the `minSamples`-th nearest row, its own row being the first.
struct CoreDistances {
  /// How many neighbours of a place are kept.
  private static let most = 16

  /// By place.
  private(set) var squares: [Double]
  /// For each place up to `width` others within its core distance, the nearest first; -1 where there are fewer.
  private(set) var neighbours: [Int32]
  let width: Int

  /// - Parameter minSamples: 1 up to the number of rows.
  /// - Throws: `CancellationError`.
  /// - Complexity: O(n log n) in few intrinsic dimensions, O(n²·d) in many; O(n) memory beside the points.
  init(_ points: DensityPoints, minSamples: Int, context: ComputeContext) throws(CancellationError) {
    let n = points.counts.count
    let width = min(Self.most, minSamples - 1)
    var squares = [Double](repeating: 0, count: n)
    var neighbours = [Int32](repeating: -1, count: n * width + 1)
    // At worst a search looks at everything: a chunk is some ten milliseconds of that.
    let chunk = max(1, min(256, 4_000_000 / n))
    try squares.withDisjointSlots { (squares) throws(CancellationError) in
      try neighbours.withDisjointSlots { (neighbours) throws(CancellationError) in
        try parallelChunks(count: n, chunkSize: chunk, reportsProgress: true, context: context) { places, _ in
          points.withCoreSearch(minSamples: minSamples) { search in
            for place in places {
              squares[place] = search.run(from: place)
              let nearest = search.nearest.elements.sorted { $1 < $0 }
              for (rank, other) in nearest.prefix(width).enumerated() {
                neighbours[place * width + rank] = Int32(truncatingIfNeeded: other.place)
              }
            }
          }
        }
      }
    }
    self.squares = squares
    self.neighbours = neighbours
    self.width = width
  }
}

extension DensityPoints {
  /// Gives `body` a search for core distances.
  func withCoreSearch(minSamples: Int, _ body: (inout CoreSearch) -> Void) {
    tree.withView { view in
      counts.withUnsafeBufferPointer { counts in
        var search = CoreSearch(self, view, counts, minSamples: minSamples)
        body(&search)
      }
    }
  }
}
