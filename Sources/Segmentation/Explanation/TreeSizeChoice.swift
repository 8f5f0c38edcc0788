import Analysis
import Machine

/// How many leaves an explanation needs: the fewest that do nearly as well as more would.
///
/// Trees of every size are judged on rows they were not grown from (cross-validation; Stone 1974,
/// doi:10.1111/j.2517-6161.1974.tb00994.x). The score is the mean of the accuracy and of the segments' F measures, so
/// that small segments count.
struct TreeSizeChoice {
  static let folds = 5
  /// Fewer rows than this are not divided.
  static let fewestRows = 50
  /// What the score may lie below the best, for fewer leaves.
  static let slack = 0.02

  let leaves: Int
  /// Right answers for rows that were not grown from, by number of leaves; empty where the rows were too few.
  let heldOut: [Int: Double]

  /// - Parameter judged: the classes whose F measures count.
  init(
    _ sample: TreeSample, sizes: ClosedRange<Int>, minimumLeaf: Int, judged: [Int], seed: UInt64,
    context: ComputeContext
  ) throws(CancellationError) {
    let n = sample.labels.count
    let isDivided = n >= Self.fewestRows
    var tables = [Int: [Int]]()
    let folds = isDivided ? Self.folds(of: sample, seed: seed) : []
    for fold in 0..<(isDivided ? Self.folds : 1) {
      let part = context.part(
        Double(fold) / Double(Self.folds)...Double(fold + 1) / Double(Self.folds))
      let training = isDivided ? try sample.keeping(folds.map { $0 != fold }, context: context.part(0...0)) : sample
      let tree = try DecisionTree.grow(
        training, options: .init(leaves: sizes.upperBound, minimumLeaf: minimumLeaf), context: part)
      let rows = (isDivided ? folds.indices.filter { folds[$0] == fold } : Array(0..<n)).map { Int32($0) }
      // Each smaller tree's nodes are the first of the larger one's.
      let arrivals = try tree.arrivals(of: rows, in: sample, context: context.part(0...0))
      for size in sizes {
        let smaller = tree.limited(toLeaves: size)
        var table = tables[size] ?? [Int](repeating: 0, count: sample.classCount * sample.classCount)
        for (node, leaf) in smaller.nodes.enumerated() where leaf.isLeaf {
          for label in 0..<sample.classCount {
            table[label * sample.classCount + leaf.majority] += arrivals[node * sample.classCount + label]
          }
        }
        tables[size] = table
      }
    }
    let scores = tables.mapValues { Self.score($0, sample.classCount, judged) }
    let best = scores.values.max() ?? 0
    leaves = sizes.first { scores[$0] ?? 0 >= best - Self.slack } ?? sizes.upperBound
    heldOut = isDivided ? tables.mapValues { Self.accuracy($0, sample.classCount) } : [:]
  }

  /// A fold for each row: each class is dealt out evenly, in an order drawn from the seed.
  private static func folds(of sample: TreeSample, seed: UInt64) -> [Int] {
    var draws = Xoshiro256(seed: seed, stream: .folds)
    var folds = [Int](repeating: 0, count: sample.labels.count)
    var next = [Int](repeating: 0, count: sample.classCount)
    var rows = Array(sample.labels.indices)
    draws.shuffle(&rows)
    for row in rows {
      folds[row] = next[sample.labels[row]] % Self.folds
      next[sample.labels[row]] += 1
    }
    return folds
  }

  private static func accuracy(_ table: [Int], _ k: Int) -> Double {
    Double((0..<k).reduce(0) { $0 + table[$1 * k + $1] }) / Double(table.reduce(0, +))
  }

  private static func score(_ table: [Int], _ k: Int, _ judged: [Int]) -> Double {
    let measures = judged.map { c -> Double in
      let own = (0..<k).reduce(0) { $0 + table[c * k + $1] }
      let told = (0..<k).reduce(0) { $0 + table[$1 * k + c] }
      return own + told > 0 ? 2 * Double(table[c * k + c]) / Double(own + told) : 0
    }
    return (accuracy(table, k) + mean(measures)) / 2
  }
}

extension RandomStream {
  /// The order in which rows are dealt out to folds.
  fileprivate static let folds = RandomStream("folds")
}
