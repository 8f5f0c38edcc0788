import Machine

/// Features of rows before anything is thrown away.
struct MadeFeatures {
  /// Row by row; NaN where a value is no value of a feature.
  let elements: [Double]
  /// For each row the first transform that has no value for it, −1 where all have.
  let firstWithout: [Int32]

  /// - Parameters:
  ///   - columns: one for each transform, of all rows there are; NaN is missing.
  ///   - rows: those wanted, in their order; nil for all.
  /// - Throws: `CancellationError`.
  /// - Complexity: O(n·d).
  init(
    _ transforms: [FeatureTransform], of columns: [[Double]], rows: [Int]? = nil, context: ComputeContext
  ) throws(CancellationError) {
    var without = [Int32](repeating: -1, count: rows?.count ?? columns.first?.count ?? 0)
    var elements: [Double] = []
    try without.withDisjointSlots { (without) throws(CancellationError) in
      // Chunks whose elements stay in a processor's cache while one column after the other is set into them.
      elements = try [Double](
        items: without.count, width: transforms.count, chunkSize: 1 << 10, context: context
      ) { places, elements in
        for (j, transform) in transforms.enumerated() {
          let values = columns[j]
          for place in places {
            let value = transform(values[rows?[place] ?? place] + 0)
            elements[place * transforms.count + j] = value ?? .nan
            if value == nil && without[place] < 0 { without[place] = Int32(j) }
          }
        }
      }
    }
    (self.elements, firstWithout) = (elements, without)
  }
}
