import Testing

@testable import Analysis

@Suite struct MixtureInterruptionTests {
  @Test("Cancelled at any moment, it stops with CancellationError", arguments: [0, 3, 40, 200, 1000, 3000])
  func cancellation(polls: Int) {
    let counter = Counter()
    #expect(throws: CancellationError.self) {
      try gaussianMixture(
        of: gaussianMatrix(rows: 4000, columns: 3, seed: 1), k: 4, starts: 2, seed: 1,
        limits: MixtureLimits(tolerance: 0), context: ComputeContext(threads: 2) { counter.next() >= polls })
    }
  }

  @Test("A pass looks for an interrupt for every component of every 128 rows", arguments: CovarianceShape.allCases)
  func polls(shape: CovarianceShape) throws {
    let rows = 12_800
    let start = try gaussianMixture(
      of: gaussianMatrix(rows: 100, columns: 17, seed: 1), k: 3, shape: shape, context: .plain)
    let counter = Counter()
    let matrix = gaussianMatrix(rows: rows, columns: 17, seed: 2)
    _ = try gaussianMixture(
      of: matrix, startingFrom: start.parameters, limits: MixtureLimits(tolerance: 0, iterations: 5),
      context: ComputeContext(threads: 1) { counter.next() < 0 })
    // Five rounds of two steps, and the memberships.
    #expect(counter.count >= 11 * 3 * rows / 128)
  }

  @Test("Progress rises to the end")
  func progress() throws {
    let shares = Shares()
    _ = try gaussianMixture(
      of: clumps(rows: 500, columns: 3, k: 3, seed: 1), k: 3, starts: 3,
      context: ComputeContext(threads: 1, report: { shares.append($0) }))
    #expect(zip(shares.all, shares.all.dropFirst()).allSatisfy { $0 <= $1 + 1e-12 })
    #expect(agree(shares.all.last ?? 0, 1))
  }
}
