import Analysis

/// How the values behind a feature were spread when a model was fitted: how many of them lie between its deciles.
///
/// Values are those of the column, before anything is filled in or taken the logarithm of; of a category they are ones and zeros.
struct FeatureSpread: Sendable, Equatable {
  /// Upper ends of all classes but the last, rising; each is a value that there was.
  let edges: [Double]
  /// How many values lie in each class: up to the first edge, above it up to the second, …, above the last.
  let counts: [Int]
  let missing: Int
  /// Of a column of two values: the one that the feature has no name for.
  var otherwise: String?

  init(edges: [Double], counts: [Int], missing: Int, otherwise: String? = nil) {
    self.edges = edges
    self.counts = counts
    self.missing = missing
    self.otherwise = otherwise
  }

  /// - Parameter values: NaN is missing.
  /// - Throws: `CancellationError`.
  /// - Complexity: O(n log n).
  init(of values: [Double], context: ComputeContext) throws(CancellationError) {
    let sorted = try rising(values.filter { !$0.isNaN }, context: context)
    var edges: [Double] = []
    for tenth in 1..<10 where !sorted.isEmpty {
      let edge = sorted[max(0, (sorted.count * tenth + 9) / 10 - 1)] + 0
      // Nothing lies above the largest value.
      if edge < sorted[sorted.count - 1], edges.last.map({ $0 < edge }) ?? true { edges.append(edge) }
    }
    let spread = FeatureSpread(edges: edges, counts: [], missing: 0)
    let counted = try spread.count(values, context: context)
    self.init(edges: edges, counts: counted.counts, missing: counted.missing)
  }

  /// How other values are spread over the same classes.
  /// - Throws: `CancellationError`.
  func count(_ values: [Double], context: ComputeContext) throws(CancellationError) -> (counts: [Int], missing: Int) {
    var counts = [Int](repeating: 0, count: edges.count + 1)
    var missing = 0
    for (row, value) in values.enumerated() {
      if row % 16_384 == 0 { try context.checkCancellation() }
      guard !value.isNaN else {
        missing += 1
        continue
      }
      counts[place(of: value)] += 1
    }
    return (counts, missing)
  }

  /// The class of a value: the first whose edge it does not pass.
  private func place(of value: Double) -> Int {
    var (low, high) = (0, edges.count)
    while low < high {
      let middle = (low + high) / 2
      if edges[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
