import Machine
import Testing

@testable import Analysis

/// How often long phases look for an interrupt, counted: 65,536 rows of simple work take a few milliseconds.
@Suite struct InterruptionTests {
  private static let rows = 300_000
  private static let stretch = 65_536

  @Test("Finding equal rows looks for an interrupt in every pass, several times")
  func distinctRows() throws {
    let matrix = Matrix(columns: [(0..<Self.rows).map { Double($0 % 100_000) }])
    let polls = try polls { try DistinctRows(of: matrix, context: $0) }
    // Hashing, counting eights, eight passes of sorting, looking for groups, listing them.
    #expect(polls >= 12 * Self.rows / Self.stretch)
  }

  @Test("Ordering merges looks for an interrupt in every pass, several times")
  func ordering() throws {
    let merges = (1..<Self.rows).map { LabelledMerge(low: $0 - 1, high: $0, height: Double($0).squareRoot()) }
    let polls = try polls { try Dendrogram(leafCount: Self.rows, labelled: merges, context: $0) }
    #expect(polls >= 5 * Self.rows / Self.stretch)
  }

  @Test("Numbering merges that all tie looks for an interrupt all along")
  func tiedMerges() throws {
    let merges = (1..<Self.rows).map { LabelledMerge(low: $0 - 1, high: $0, height: 1) }
    let polls = try polls { try Dendrogram(leafCount: Self.rows, labelled: merges, context: $0) }
    #expect(polls >= Self.rows / 4096)
  }

  @Test("The spatial order looks for an interrupt at every step over many points")
  func spatialOrdering() throws {
    var generator = Xoshiro256(seed: 4)
    let points = (0..<Self.rows).map { _ in EightFloats(repeating: Float(generator.next() >> 40)) }
    let polls = try polls { try spatialOrder(of: points, panels: 1, context: $0) }
    // Each of the first halvings is two walks over its range and a selection of several.
    #expect(polls >= 3 * 8)
  }

  @Test("Laying clusters out looks for an interrupt every 8,192 of them")
  func layingOut() throws {
    let matrix = Matrix(columns: [(0..<Self.rows).map(Double.init), [Double](repeating: 1, count: Self.rows)])
    let rows = try DistinctRows(of: matrix, context: .plain)
    let clusters = try WardClusters(rows, context: .plain)
    let order = Array((0..<Self.rows).reversed())
    #expect(try polls { try clusters.centroids(context: $0) } >= Self.rows / 8192)
    #expect(try polls { try clusters.selecting(order, context: $0) } >= Self.rows / 8192)
    #expect(try polls { try PointBlocks(matrix, context: $0) } >= Self.rows / 8192)
  }

  private func polls(_ work: (ComputeContext) throws -> some Any) throws -> Int {
    let counter = Counter()
    _ = try work(ComputeContext(threads: 1) { counter.next() < 0 })
    return counter.count
  }
}
