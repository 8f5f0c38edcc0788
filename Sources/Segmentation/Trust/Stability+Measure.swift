import Analysis
import Machine

extension Stability {
  /// Draws customers anew `resamples` times, and sees which segments come back.
  ///
  /// The preparation is not made anew, only the segments are. The method makes them with the same effort as it made the
  /// segmentation. The result depends on `seed`, never on the number of threads.
  /// - Parameter resamples: at least 1; 50 tell stable from unstable.
  /// - Throws: `SegmentationError`: what the linkage needs does not fit into memory, `.cancelled`.
  /// - Complexity: `resamples` times the clustering, and O(n) for each comparison.
  public static func measure(
    _ segmentation: CustomerSegmentation, resamples: Int = 50, seed: UInt64, context: ComputeContext = .plain
  ) throws(SegmentationError) -> Stability {
    let k = segmentation.k
    let comparisons = try compare(
      with: [(k: k, labels: segmentation.labels.map { $0 > 0 ? $0 - 1 : Grouping.none })],
      of: segmentation.preparation.features,
      options: segmentation.options, resamples: resamples, seed: seed, context: context
    ).map { $0[0] }
    let best = comparisons.map(\.jaccards)
    let segments = (0..<k).map { index in
      let drawn = comparisons.indices.filter { comparisons[$0].table.firstSizes[index] > 0 }
      return Segment(segment: index + 1, size: segmentation.sizes[index], jaccards: drawn.map { best[$0][index] })
    }
    return Stability(
      segments: segments, adjustedRandIndex: meanIndex(of: comparisons), resamples: resamples, seed: seed,
      shortResamples: comparisons.count(where: \.isShort))
  }

  /// For each of several numbers of segments, the mean adjusted Rand index between the partition of all customers and those
  /// of resamples: which number comes back best. One tree a resample is cut at every k.
  /// - Parameters:
  ///   - ks: numbers of segments; those that the rows do not allow are missing from the result.
  ///   - tree: the tree of all rows, if there is one already.
  /// - Throws: `SegmentationError`: what the linkage needs does not fit into memory, `.cancelled`.
  /// - Complexity: `resamples` times the clustering (for each k where there is no tree), and O(n) for each k and resample.
  public static func agreement(
    of preparation: Preparation, options: ClusterOptions, ks: some Sequence<Int>, resamples: Int = 50, seed: UInt64,
    tree: Dendrogram? = nil, context: ComputeContext = .plain
  ) throws(SegmentationError) -> [Int: Double] {
    let features = preparation.features
    var partitions: [(k: Int, labels: [Int])] = []
    do {
      let whole = try FittedRows(features, options: options, tree: tree, context: context.part(0...0.05))
      for k in ks where k >= 1 && k <= features.rowCount {
        try context.checkCancellation()
        if let grouping = try whole.grouping(k, context: context.part(0.05...0.05)) {
          partitions.append((k, grouping.clusters))
        }
      }
    } catch {
      throw SegmentationError(error)
    }
    let comparisons = try compare(
      with: partitions, of: features, options: options, resamples: resamples, seed: seed,
      context: context.part(0.05...1))
    return Dictionary(
      partitions.indices.map { i in (partitions[i].k, meanIndex(of: comparisons.map { $0[i] })) },
      uniquingKeysWith: { first, _ in first })
  }

  private static func meanIndex(of comparisons: [Resample.Comparison]) -> Double {
    comparisons.reduce(0) { $0 + $1.table.adjustedRandIndex } / Double(comparisons.count)
  }

  /// The comparisons of each resample with each partition.
  private static func compare(
    with partitions: [(k: Int, labels: [Int])], of features: Matrix, options: ClusterOptions, resamples: Int,
    seed: UInt64, context: ComputeContext
  ) throws(SegmentationError) -> [[Resample.Comparison]] {
    precondition(resamples >= 1, "stability needs at least one resample")
    // Whole resamples side by side keep every thread busy to the end; but distances of all pairs, for several
    // resamples at once, might not fit where those of one do.
    let oneByOne = options.method.cost(of: WorkSize(of: features)).holdsAllPairs
    var outer = context
    var inner = ComputeContext(threads: 1, isCancelled: { context.cancelled })
    if oneByOne { swap(&outer.threads, &inner.threads) }
    do {
      return try parallelMap(count: resamples, chunkSize: 1, reportsProgress: true, context: outer) {
        [inner] range, _ in
        Result {
          try Resample(of: features.rowCount, seed: seed, index: range.lowerBound)
            .comparisons(with: partitions, of: features, options: options, context: inner)
        }
      }.map { try $0.get() }
    } catch {
      throw SegmentationError(error)
    }
  }
}
