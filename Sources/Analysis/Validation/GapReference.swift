import Machine
import Synchronization

/// Draws sets of rows without clusters, as wide as some rows are, to compare with.
package struct GapReference: Sendable {
  /// The edges of the box, in its own axes.
  private let edges: [ClosedRange<Double>]
  /// A row is an axis of the box; nil where the columns are its axes.
  private let axes: Matrix?

  /// - Throws: `ClusteringError.empty`, `.nonFinite`; `CancellationError`.
  /// - Complexity: O(n·d² + d³) for the principal components, O(n·d) for the columns.
  package init(of matrix: Matrix, _ reference: GapStatistic.Reference, context: ComputeContext) throws {
    try matrix.checkFinite()
    switch reference {
    case .box:
      axes = nil
      edges = Self.extents(of: matrix)
    case .principalBox:
      let components = try PCA(of: matrix, context: context)
      axes = components.components
      edges = Self.extents(of: components.scores(of: matrix, components: matrix.columnCount))
    }
  }

  private static func extents(of matrix: Matrix) -> [ClosedRange<Double>] {
    (0..<matrix.columnCount).map { j in
      let column = matrix.column(j)
      return (column.min() ?? 0)...(column.max() ?? 0)
    }
  }

  /// The set number `index`: rows uniform in the box. Where the box lies does not matter to distances, so it is not moved
  /// back to the rows.
  /// - Parameter stream: what the set is for; sets of different purposes share no random numbers.
  package func set(_ index: Int, of stream: RandomStream, rowCount: Int, seed: UInt64) -> Matrix {
    var generator = Xoshiro256(seed: seed, stream: stream, index: index)
    let d = edges.count
    var matrix = Matrix(rowCount: rowCount, columnCount: d)
    var point = [Double](repeating: 0, count: d)
    for i in 0..<rowCount {
      for (f, edge) in edges.enumerated() {
        point[f] = edge.lowerBound + generator.nextUnit() * (edge.upperBound - edge.lowerBound)
      }
      for j in 0..<d {
        guard let axes else {
          matrix.elements[i * d + j] = point[j]
          continue
        }
        var sum = 0.0
        for f in 0..<d { sum += point[f] * axes.elements[f * d + j] }
        matrix.elements[i * d + j] = sum
      }
    }
    return matrix
  }
}

extension RandomStream {
  /// The reference sets of the gap statistic.
  package static let referenceSets = RandomStream("reference sets")
}

extension GapStatistic {
  /// Compares the clusters of rows with those that the same method finds in data without any.
  ///
  /// The result depends on `seed` and on nothing else: each reference set has a generator of its own.
  /// - Parameters:
  ///   - observed: the within-cluster sums of squares of the rows' own clusters, for k = 1, 2, …
  ///   - matrix: the rows, n × d, finite.
  ///   - references: B, at least 1; the paper takes 10 to 50.
  ///   - isConcurrent: whether several reference sets may be clustered at once, each on one thread; say no where one
  ///     takes much memory.
  ///   - within: clusters a reference set for each k of `observed` and gives the sums of squares.
  /// - Throws: `ClusteringError.empty`, `.nonFinite`; what `within` throws; `CancellationError`.
  /// - Complexity: B times `within`.
  public static func measure(
    _ observed: [Double], of matrix: Matrix, references: Int = 20, reference: Reference = .principalBox,
    seed: UInt64 = 42, isConcurrent: Bool = true, context: ComputeContext,
    within: @Sendable (Matrix, ComputeContext) throws -> [Double]
  ) throws -> GapStatistic {
    precondition(references >= 1 && !observed.isEmpty, "a gap is between the rows and at least one reference set")
    // A power of two, which falls out of the difference of the logarithms.
    let (scaled, exponent) = matrix.scaledForSquares()
    let source = try GapReference(of: scaled, reference, context: context.part(0...0))
    let progress = ProgressOfSeveral(count: references, context: context)
    let loop = isConcurrent ? context : context.onOneThread
    // Progress is reported by the sets themselves.
    let results = try parallelMap(count: references, chunkSize: 1, context: loop) { range, index in
      let inner = progress.context(of: index, threads: isConcurrent ? 1 : context.threads)
      return Result { try within(source.set(index, of: .referenceSets, rowCount: matrix.rowCount, seed: seed), inner) }
    }
    let sums = try results.map { try $0.get() }
    precondition(sums.allSatisfy { $0.count == observed.count }, "a reference set is clustered for each k of the rows")
    let own = observed.map { Double(sign: .plus, exponent: 2 * exponent, significand: $0) }
    return GapStatistic(observed: own, expected: sums)
  }
}

extension ComputeContext {
  /// The same with one thread.
  fileprivate var onOneThread: ComputeContext {
    var context = self
    context.threads = 1
    return context
  }
}

/// The progress of several computations side by side as that of one.
private final class ProgressOfSeveral: Sendable {
  private let shares: Mutex<[Double]>
  private let whole: ComputeContext

  init(count: Int, context: ComputeContext) {
    shares = Mutex([Double](repeating: 0, count: count))
    whole = context
  }

  func context(of index: Int, threads: Int) -> ComputeContext {
    ComputeContext(
      threads: threads, isCancelled: { [whole] in whole.cancelled },
      report: { [self] share in
        // Reported under the lock, so that the share never falls.
        shares.withLock { shares in
          shares[index] = max(shares[index], share)
          try? whole.checkpoint(shares.reduce(0, +) / Double(shares.count))
        }
      })
  }
}
