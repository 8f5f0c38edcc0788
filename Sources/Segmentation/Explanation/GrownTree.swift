import Analysis

/// A tree of few leaves towards all segments, or towards one against everyone else, and how well it does.
struct GrownTree {
  /// Without questions that change no answer.
  let tree: DecisionTree
  /// Rows of which it tells the class, of those that it was grown from.
  let hits: Int
  /// The share of rows told right by trees that were grown without them; nil where rows are too few to hold some back.
  let heldOutAccuracy: Double?
  let rowCount: Int

  /// - Parameters:
  ///   - segment: the only one to tell; nil for all.
  ///   - leaves: nil is the fewest that do nearly as well as more, at most two for each class.
  /// - Throws: `CancellationError`.
  /// - Complexity: O(d·n log n) for d columns.
  init(
    of segmentation: CustomerSegmentation, columns: [ExplanationColumn], segment: Int?, leaves: Int?, seed: UInt64,
    context: ComputeContext
  ) throws(CancellationError) {
    let classCount = segment == nil ? segmentation.k : 2
    let labels = segmentation.placed().labels.map { label in segment.map { label == $0 ? 0 : 1 } ?? label - 1 }
    let sample = try TreeSample(
      columns: columns.map(\.values), labels: labels, classCount: classCount,
      context: context.part(0...0.2, named: StageName.sorting))
    let smallest = segment.map { segmentation.sizes[$0 - 1] } ?? segmentation.sizes.min() ?? 1
    let minimumLeaf = max(1, min(20, labels.count / 200, smallest / 2))
    let most = min(SegmentExplanation.mostLeaves, max(2 * classCount, 4))
    let choice = try TreeSizeChoice(
      sample, sizes: leaves.map { $0...$0 } ?? 2...most, minimumLeaf: minimumLeaf,
      judged: segment == nil ? Array(0..<classCount) : [0], seed: seed,
      context: context.part(0.2...0.8, named: StageName.sizing))
    let grown = try DecisionTree.grow(
      sample, options: .init(leaves: choice.leaves, minimumLeaf: minimumLeaf),
      context: context.part(0.8...1, named: StageName.growing))
    tree = grown.merged
    hits = grown.hits
    heldOutAccuracy = choice.heldOut[choice.leaves]
    rowCount = labels.count
  }
}
