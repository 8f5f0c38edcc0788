import Analysis

/// How the values behind a feature were spread when a model was fitted: how many of them lie between its deciles.
///
/// Values are those of the column, before anything is filled in or taken the logarithm of; of a category they are ones and zeros.
package struct FeatureSpread: Sendable, Equatable, Codable {
  /// Upper ends of all classes but the last, rising; each is a value that there was.
  package let edges: [Double]
  /// How many values lie in each class: up to the first edge, above it up to the second, …, above the last.
  package let counts: [Int]
  package let missing: Int
  /// Of a column of two values: the one that the feature has no name for.
  var otherwise: String?

  package init(edges: [Double], counts: [Int], missing: Int, otherwise: String? = nil) {
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
    for place in Self.places(among: sorted.count) {
      Self.add(sorted[place] + 0, to: &edges, below: sorted[sorted.count - 1])
    }
    let spread = FeatureSpread(edges: edges, counts: [], missing: 0)
    let counted = try spread.count(values, context: context)
    self.init(edges: edges, counts: counted.counts, missing: counted.missing)
  }

  /// Where the deciles stand among so many values, from 0.
  package static func places(among count: Int) -> [Int] {
    count == 0 ? [] : (1..<10).map { max(0, (count * $0 + 9) / 10 - 1) }
  }

  /// A decile as an edge, where it is one more.
  package static func add(_ edge: Double, to edges: inout [Double], below largest: Double) {
    // Nothing lies above the largest value.
    if edge < largest, edges.last.map({ $0 < edge }) ?? true { edges.append(edge) }
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
