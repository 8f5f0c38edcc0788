import Machine
import Testing

@testable import Analysis

#if canImport(Glibc)
  import Glibc
#endif

@Suite("The gap statistic")
struct GapStatisticTests {
  private static func ward(_ matrix: Matrix, _ largest: Int, _ context: ComputeContext) throws -> [Double] {
    try hierarchicalClustering(of: matrix, linkage: .ward, context: context).withinSquares(of: matrix, upTo: largest)
  }

  private static func kmeans(_ matrix: Matrix, _ largest: Int, _ context: ComputeContext) throws -> [Double] {
    try (1...largest).map { try kMeans(of: matrix, k: $0, starts: 3, seed: 1, context: context).inertia }
  }

  private func gap(
    _ matrix: Matrix, upTo largest: Int = 8, references: Int = 10, seed: UInt64 = 1, threads: Int = 2,
    reference: GapStatistic.Reference = .principalBox,
    by cluster: @escaping @Sendable (Matrix, Int, ComputeContext) throws -> [Double] = Self.ward
  ) throws -> GapStatistic {
    try GapStatistic.measure(
      try cluster(matrix, largest, .plain), of: matrix, references: references, reference: reference, seed: seed,
      context: ComputeContext(threads: threads)
    ) { try cluster($0, largest, $1) }
  }

  private func blobs(_ k: Int, each: Int, apart: Double, seed: UInt64) -> Matrix {
    var draws = Xoshiro256(seed: seed)
    // On a curve on which no two centres are nearer than `apart`.
    let rows = (0..<k * each).flatMap { row -> [Double] in
      let group = row % k
      let centre = [Double(group) * apart, Double(group % 2) * apart, Double(group / 2 % 2) * apart]
      return centre.map { $0 + draws.nextGaussian() }
    }
    return Matrix(rowCount: k * each, columnCount: 3, elements: rows)
  }

  @Test("is the paper's formula on the sums of squares of the same reference sets", arguments: 0..<8 as Range<UInt64>)
  func formula(seed: UInt64) throws {
    let matrix = gaussianMatrix(rows: 60, columns: 3, seed: seed)
    for reference in GapStatistic.Reference.allCases {
      let result = try gap(matrix, upTo: 5, references: 7, seed: seed, reference: reference)
      let source = try GapReference(of: matrix, reference, context: .plain)
      let sets = (0..<7).map { source.set($0, of: .referenceSets, rowCount: 60, seed: seed) }
      let own = try hierarchicalClustering(of: matrix, linkage: .ward, context: .plain)
      let trees = try sets.map { try hierarchicalClustering(of: $0, linkage: .ward, context: .plain) }
      #expect(result.references == 7 && result.points.map(\.k) == [1, 2, 3, 4, 5])
      for point in result.points {
        let logs = try zip(sets, trees).map { log(naiveWithinSquares($0, try $1.cut(into: point.k).labels)) }
        let mean = logs.reduce(0, +) / 7
        let deviation = (logs.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 7).squareRoot()
        let observed = log(naiveWithinSquares(matrix, try own.cut(into: point.k).labels))
        #expect(abs(point.gap - (mean - observed)) < 1e-10)
        #expect(abs(point.standardError - deviation * (1 + 1.0 / 7).squareRoot()) < 1e-10)
      }
    }
  }

  @Test("names the number of well separated groups", arguments: [2, 3, 4, 5], 0..<3 as Range<UInt64>)
  func groups(k: Int, seed: UInt64) throws {
    let matrix = blobs(k, each: 40, apart: 12, seed: seed)
    #expect(try gap(matrix, seed: seed).tibshirani == k)
    #expect(try gap(matrix, seed: seed, by: Self.kmeans).tibshirani == k)
    #expect(try gap(matrix, seed: seed, reference: .box).firstMaximum == k)
  }

  @Test("names one for a single cloud", arguments: 0..<6 as Range<UInt64>)
  func cloud(seed: UInt64) throws {
    #expect(try gap(gaussianMatrix(rows: 150, columns: 4, seed: seed), seed: seed).tibshirani == 1)
  }

  @Test("names one for even data but for now and then, as chance would have it: the rule is one standard error wide")
  func even() throws {
    let named = try (0..<12 as Range<UInt64>).count { seed in
      let even = linearCongruentialMatrix(rows: 200, columns: 3, seed: seed)
      return try gap(even, references: 20, seed: seed, by: Self.kmeans).tibshirani == 1
    }
    #expect(named >= 9)
  }

  @Test("reference sets fill the box that the rows fill, and no more", arguments: GapStatistic.Reference.allCases)
  func boxes(reference: GapStatistic.Reference) throws {
    let matrix = blobs(2, each: 50, apart: 9, seed: 4)
    let set = try GapReference(of: matrix, reference, context: .plain).set(
      3, of: .referenceSets, rowCount: 5_000, seed: 9)
    #expect(set.rowCount == 5_000)
    let axes = reference == .box ? nil : try PCA(of: matrix, context: .plain)
    for axis in 0..<3 {
      func along(_ rows: Matrix) -> [Double] {
        guard let axes else { return rows.column(axis) }
        return (0..<rows.rowCount).map { i in (0..<3).reduce(0) { $0 + rows[i, $1] * axes.components[axis, $1] } }
      }
      let (data, drawn) = (along(matrix), along(set))
      let (width, reach) = ((data.max() ?? 0) - (data.min() ?? 0), (drawn.max() ?? 0) - (drawn.min() ?? 0))
      #expect(reach <= width + 1e-9 && reach > 0.99 * width)
      // A uniform variable has a twelfth of its width squared as variance.
      #expect(abs(variance(drawn) / (width * width / 12) - 1) < 0.06)
    }
  }

  @Test("the choices: the paper's, R's, and none where the curve only rises")
  func choices() {
    func statistic(_ gaps: [Double], error: Double = 0.1) -> GapStatistic {
      // Two sets, one an error above and one below: the deviation is that error.
      let spread = error / 1.5.squareRoot()
      return GapStatistic(
        observed: gaps.map { exp(-$0) },
        expected: [gaps.map { _ in exp(spread) }, gaps.map { _ in exp(-spread) }])
    }
    let peak = statistic([0.1, 0.5, 1, 0.95, 1.3])
    #expect(abs(peak.points[0].standardError - 0.1) < 1e-12)
    #expect(peak.tibshirani == 3 && peak.firstMaximum == 3)
    // The peak is at 4, and 3 lies within an error of it.
    let plateau = statistic([0.1, 0.5, 0.98, 1, 0.8])
    #expect(plateau.tibshirani == 3 && plateau.firstMaximum == 3)
    let rising = statistic([0.1, 0.5, 0.9, 1.3])
    #expect(rising.tibshirani == nil && rising.firstMaximum == 4)
    #expect(statistic([0.5, 0.5]).tibshirani == 1)
  }

  @Test("clusters without any spread have no gap, and nothing beyond them is named")
  func noSpread() throws {
    let matrix = Matrix(columns: [[0, 0, 0, 1, 1, 1]])
    let result = try gap(matrix, upTo: 4, references: 5)
    #expect(result.points[0].gap.isFinite && result.points[1].gap.isNaN)
    #expect(result.tibshirani == nil && result.firstMaximum == 1)
  }

  @Test("numbers of any size: a power of two changes nothing")
  func scale() throws {
    let matrix = gaussianMatrix(rows: 50, columns: 2, seed: 5)
    var huge = matrix
    for i in huge.elements.indices { huge.elements[i] *= 0x1p480 }
    let (plain, scaled) = (try gap(matrix, upTo: 4), try gap(huge, upTo: 4))
    for (a, b) in zip(plain.points, scaled.points) { #expect(abs(a.gap - b.gap) < 1e-9) }
  }

  @Test("the same to the bit with one thread, two and five, one set at a time or several")
  func threads() throws {
    let matrix = gaussianMatrix(rows: 300, columns: 3, seed: 2)
    let one = try gap(matrix, threads: 1)
    #expect(try gap(matrix, threads: 2) == one)
    #expect(try gap(matrix, threads: 5) == one)
    let alone = try GapStatistic.measure(
      try Self.ward(matrix, 8, .plain), of: matrix, references: 10, seed: 1, isConcurrent: false,
      context: ComputeContext(threads: 3)
    ) { try Self.ward($0, 8, $1) }
    #expect(alone == one)
  }

  @Test("an interrupt stops it, errors of the clustering are passed on, progress never falls")
  func running() throws {
    let matrix = gaussianMatrix(rows: 200, columns: 2, seed: 2)
    let observed = try Self.ward(matrix, 4, .plain)
    let calls = Counter()
    #expect(throws: CancellationError.self) {
      try GapStatistic.measure(
        observed, of: matrix, context: ComputeContext(threads: 2, isCancelled: { calls.next() > 40 })
      ) { try Self.ward($0, 4, $1) }
    }
    #expect(throws: ClusteringError.starts(0)) {
      try GapStatistic.measure(observed, of: matrix, references: 3, context: .plain) { matrix, context in
        [try kMeans(of: matrix, k: 2, starts: 0, context: context).inertia]
      }
    }
    let shares = Shares()
    _ = try GapStatistic.measure(
      observed, of: matrix, context: ComputeContext(threads: 2, report: { shares.append($0) })
    ) { try Self.ward($0, 4, $1) }
    #expect(shares.all.count > 20 && shares.all == shares.all.sorted() && shares.all.last == 1)
  }
}
