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
    _ segmentation: CustomerSegmentation, resamples: Int = Stability.usualResamples, seed: UInt64,
    context: ComputeContext = .plain
  ) throws(SegmentationError) -> Stability {
    let comparisons = try compare(
      with: [(k: segmentation.k, labels: segmentation.labels.map { $0 > 0 ? $0 - 1 : Grouping.none })],
      of: segmentation.preparation.features, segmentation.preparation.resampled,
      options: segmentation.options, resamples: resamples, seed: seed, context: context
    ).map { $0[0] }
    return Stability(comparisons, sizes: segmentation.sizes, seed: seed)
  }

  /// How segments fare in comparisons with resamples.
  /// - Parameters:
  ///   - comparisons: at least one, the clusters of all rows being the segments less one.
  ///   - sizes: rows in segment s at s − 1.
  init(_ comparisons: [Resample.Comparison], sizes: [Int], seed: UInt64) {
    let best = comparisons.map(\.jaccards)
    segments = sizes.indices.map { index in
      let drawn = comparisons.indices.filter { comparisons[$0].table.firstSizes[index] > 0 }
      return Segment(segment: index + 1, size: sizes[index], jaccards: drawn.map { best[$0][index] })
    }
    adjustedRandIndex = Self.meanIndex(of: comparisons)
    resamples = comparisons.count
    self.seed = seed
    shortResamples = comparisons.count(where: \.isShort)
  }

  /// The mean adjusted Rand index.
  static func meanIndex(of comparisons: [Resample.Comparison]) -> Double {
    comparisons.reduce(0) { $0 + $1.table.adjustedRandIndex } / Double(comparisons.count)
  }

  /// For each of several partitions of the same rows, the comparisons with those of resamples; by number of segments, one tree a
  /// resample being cut at every k.
  /// - Parameter resamples: draws of the seed of `fitted`, the same as `measure` makes of it.
  static func comparisons(
    of scored: [ScoredGrouping], _ fitted: FittedRows, resamples: Int, context: ComputeContext
  ) throws(SegmentationError) -> [Int: [Resample.Comparison]] {
    guard !scored.isEmpty else { return [:] }
    let partitions = scored.map { scored in
      let numbering = SegmentNumbering(scored.clusters)
      return (k: numbering.sizes.count, labels: numbering.labels.map { $0 - 1 })
    }
    let found = try compare(
      with: partitions, of: fitted.features, fitted.resampled, options: fitted.options, resamples: resamples,
      seed: fitted.options.seed, context: context)
    return Dictionary(
      scored.indices.map { place in (scored[place].k, found.map { $0[place] }) },
      uniquingKeysWith: { first, _ in first })
  }

  /// The comparisons of each resample with each partition: one tree a resample is cut at every k.
  /// - Parameter known: the trees that there are already, and those that are grown.
  /// - Complexity: `resamples` times the clustering (for each k where there is no tree), and O(n) for each k and resample.
  private static func compare(
    with partitions: [(k: Int, labels: [Int])], of features: Matrix, _ known: ResampledTrees, options: ClusterOptions,
    resamples: Int, seed: UInt64, context: ComputeContext
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
            .comparisons(with: partitions, of: features, known, options: options, context: inner)
        }
      }.map { try $0.get() }
    } catch {
      throw SegmentationError(error)
    }
  }
}
