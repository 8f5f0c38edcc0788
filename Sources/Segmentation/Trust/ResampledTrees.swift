import Analysis
import Synchronization

/// What was grown from resamples of the same features: whichever command draws the same customers again cuts these trees, instead of
/// growing them once more.
///
/// A memory, and nothing but: with it and without, all that is computed is the same to the bit. Of each tree the upper part is kept, a
/// byte for each customer drawn.
final class ResampledTrees: Sendable {
  /// The finest cut that is kept: finer than any that `%compare` asks for.
  static let mostClusters = 128

  private struct Kept {
    var options = ClusterOptions()
    var seed: UInt64 = 0
    var tops: [Int: TreeTop] = [:]
  }

  private let kept = Mutex(Kept())

  /// The tree of a resample, where it was kept.
  /// - Parameters:
  ///   - index: which of the resamples of `seed`.
  ///   - options: the method that grew it.
  func top(_ index: Int, seed: UInt64, _ options: ClusterOptions) -> TreeTop? {
    kept.withLock { kept in
      kept.seed == seed && kept.options.makesSameSegments(as: options) ? kept.tops[index] : nil
    }
  }

  /// Keeps the tree of a resample; those of another seed or method are given up.
  func keep(_ top: TreeTop, _ index: Int, seed: UInt64, _ options: ClusterOptions) {
    kept.withLock { kept in
      if kept.seed != seed || !kept.options.makesSameSegments(as: options) {
        kept = Kept(options: options, seed: seed)
      }
      kept.tops[index] = top
    }
  }
}

extension ResampledTrees: Equatable {
  /// What is remembered tells no features apart.
  static func == (a: ResampledTrees, b: ResampledTrees) -> Bool { true }
}
