import Synchronization
import Testing

@testable import Analysis

@Suite struct TSNETests {
  private func embed(
    _ x: Matrix, perplexity: Double = 10, iterations: Int = 300, seed: UInt64 = 42, threads: Int = 2
  ) throws -> Embedding {
    try TSNE.embed(
      x, parameters: .init(perplexity: perplexity, iterations: iterations, seed: seed),
      context: ComputeContext(threads: threads))
  }

  @Test("Well separated groups stay separate: every point's nearest is of its own group", arguments: [300, 1500])
  func separatesBlobs(rows: Int) throws {
    let map = try embed(.blobs(rows: rows, columns: 6, groups: 5, distance: 20, seed: 1), iterations: 500)
    var strays = 0
    for i in 0..<rows {
      func distance(_ j: Int) -> Double {
        (map.x[i] - map.x[j]) * (map.x[i] - map.x[j]) + (map.y[i] - map.y[j]) * (map.y[i] - map.y[j])
      }
      let nearest = (0..<rows).filter { $0 != i }.min { distance($0) < distance($1) }
      if let nearest, nearest % 5 != i % 5 { strays += 1 }
    }
    #expect(strays == 0)
  }

  @Test("The map is the same to the bit with one thread, two and three", arguments: [200, 1300])
  func threadCount(rows: Int) throws {
    let x = Matrix.gaussian(rows: rows, columns: 5, seed: 2)
    let maps = try [1, 2, 3].map { try embed(x, iterations: 120, threads: $0) }
    #expect(maps[0] == maps[1])
    #expect(maps[0] == maps[2])
  }

  @Test("Another seed gives another map of like divergence; the same seed the same map")
  func seeds() throws {
    let x = Matrix.blobs(rows: 300, columns: 5, groups: 3, distance: 6, seed: 3)
    let (a, again, b) = (try embed(x, seed: 1), try embed(x, seed: 1), try embed(x, seed: 2))
    #expect(a == again)
    #expect(a.x != b.x)
    #expect(abs(a.klDivergence - b.klDivergence) < 0.1)
  }

  @Test("More iterations bring the divergence down")
  func divergenceFalls() throws {
    let x = Matrix.gaussian(rows: 400, columns: 6, seed: 4)
    let values = try [1, 50, 150, 400, 1000].map { try embed(x, iterations: $0).klDivergence }
    #expect(zip(values, values.dropFirst()).allSatisfy { $0 > $1 })
  }

  @Test("The interpolated descent ends no more than three percent above the exact one")
  func interpolationKeepsQuality() throws {
    let x = Matrix.blobs(rows: 900, columns: 6, groups: 4, distance: 4, seed: 5)
    let tree = try NeighbourTree(of: x, context: .plain)
    let neighbours = try NearestNeighbours(30, in: tree, context: .plain)
    let affinities = try Affinities(consuming: neighbours, perplexity: 10, context: .plain)
    let start = try StartingMap(of: x, seed: 1, context: .plain).permuted(by: tree.order)
    let values = try [ExactRepulsion(), InterpolatedRepulsion()].map { (repulsion: any Repulsion) in
      let descent = GradientDescent(from: start, affinities: affinities, repulsion: repulsion)
      let schedule = DescentSchedule(iterations: 500, rows: 900)
      for iteration in 0..<500 { try descent.advance(schedule.step(iteration), context: .plain) }
      let points = descent.points.elements
      return try Divergence(
        of: affinities, x: points.map { Double($0.x) }, y: points.map { Double($0.y) }, context: .plain
      ).value
    }
    #expect(values[1] < values[0] * 1.03)
  }

  @Test("Four rows can be mapped")
  func smallest() throws {
    let map = try embed(Matrix(rowCount: 4, columnCount: 1, elements: [0, 1, 5, 6]), perplexity: 1)
    #expect((map.x + map.y).allSatisfy { $0.isFinite })
    #expect(map.klDivergence.isFinite)
  }

  @Test("Equal rows, constant columns and huge or tiny values give finite maps", arguments: [50, 1200])
  func degenerate(rows: Int) throws {
    let random = Matrix.gaussian(rows: rows, columns: 3, seed: 6)
    let matrices = [
      Matrix(rowCount: rows, columnCount: 3, repeating: 7),
      .lattice(rows: rows, columns: 2, levels: 2, seed: 7),
      Matrix(columns: [random.column(0), [Double](repeating: 1, count: rows)]),
      Matrix(rowCount: rows, columnCount: 3, elements: random.elements.map { $0 * 1e305 }),
      Matrix(rowCount: rows, columnCount: 3, elements: random.elements.map { $0 * 1e-305 }),
      Matrix(rowCount: rows, columnCount: 3, elements: random.elements.enumerated().map { $0 == 4 ? 1e308 : $1 }),
    ]
    for (number, x) in matrices.enumerated() {
      let map = try embed(x, perplexity: 8, iterations: 100)
      #expect((map.x + map.y).allSatisfy { $0.isFinite }, "matrix \(number)")
      #expect(map.klDivergence.isFinite, "matrix \(number)")
    }
  }

  @Test("The map lies around the origin, and its rows are those of the matrix")
  func centredAndOrdered() throws {
    var x = Matrix.gaussian(rows: 200, columns: 3, seed: 8)
    for i in 0..<100 { x[i, 0] += 50 }
    let map = try embed(x)
    #expect(abs(map.x.reduce(0, +)) < 1e-6 && abs(map.y.reduce(0, +)) < 1e-6)
    let first = (map.x[0..<100].reduce(0, +) / 100, map.y[0..<100].reduce(0, +) / 100)
    for i in 0..<200 {
      let isNearFirst = map.x[i] * first.0 + map.y[i] * first.1 > 0
      #expect(isNearFirst == (i < 100))
    }
  }

  @Test("A frame comes every tenth iteration, centred, one point for each row")
  func frames() throws {
    var iterations: [Int] = []
    _ = try TSNE.embed(
      .gaussian(rows: 50, columns: 3, seed: 9), parameters: .init(perplexity: 5, iterations: 45), context: .plain
    ) { iteration, x, y in
      iterations.append(iteration)
      #expect(x.count == 50 && y.count == 50)
    }
    #expect(iterations == [10, 20, 30, 40])
  }

  @Test("Progress never falls and ends near one")
  func progress() throws {
    let shares = Mutex<[Double]>([])
    let context = ComputeContext(threads: 2, report: { share in shares.withLock { $0.append(share) } })
    _ = try TSNE.embed(
      .gaussian(rows: 1200, columns: 3, seed: 10), parameters: .init(perplexity: 5, iterations: 50), context: context)
    let told = shares.withLock { $0 }
    #expect(zip(told, told.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(told.allSatisfy { 0...1 ~= $0 })
    #expect((told.last ?? 0) > 0.97)
  }

  @Test("Cancelled at any moment, it throws")
  func cancels() throws {
    let x = Matrix.gaussian(rows: 1200, columns: 4, seed: 11)
    for limit in [0, 1, 5, 30, 80, 150, 400, 900] {
      let asked = Atomic<Int>(0)
      let context = ComputeContext(threads: 2, isCancelled: { asked.add(1, ordering: .relaxed).oldValue >= limit })
      #expect(throws: CancellationError.self) {
        _ = try TSNE.embed(x, parameters: .init(perplexity: 5, iterations: 200), context: context)
      }
    }
  }

  @Test("A map that does not fit is refused with what it needs, what there is and what would fit")
  func memory() throws {
    let parameters = TSNE.Parameters()
    let needed = parameters.memory(rows: 1_000_000, columns: 17)
    #expect((2_500_000_000...4_294_967_296).contains(needed))
    try parameters.checkMemory(rows: 1_000_000, columns: 17, available: needed)
    try parameters.checkMemory(rows: 1_000_000, columns: 17, available: nil)
    let error = #expect(throws: TSNEError.self) {
      try parameters.checkMemory(rows: 1_000_000, columns: 17, available: needed / 2)
    }
    #expect(error == .memory(rows: 1_000_000, needed: needed, available: needed / 2, fitting: 500_000))
    #expect(
      TSNEError.memory(rows: 9000, needed: 31_500_000, available: 14_000_000, fitting: 4000).message
        == "a map of 9000 rows needs about 32 MB, and 14 MB are available; "
        + "a sample of 4000 rows would fit, or a smaller perplexity")
  }

  private func refusal(_ x: Matrix, perplexity: Double = 5, iterations: Int = 10) -> TSNEError? {
    do throws(TSNEError) {
      try TSNE.Parameters(perplexity: perplexity, iterations: iterations).validate(for: x)
      return nil
    } catch {
      return error
    }
  }

  @Test("What cannot be mapped is refused with the value and what would be right")
  func validation() {
    let x = Matrix.gaussian(rows: 30, columns: 2, seed: 12)
    #expect(refusal(x) == nil)
    #expect(refusal(x, perplexity: 9.99) == nil)
    #expect(refusal(x, perplexity: 10) == .perplexityTooLarge(10, rows: 30, limit: 9))
    #expect(refusal(x, perplexity: -3) == .invalidPerplexity(-3, limit: 9))
    #expect(refusal(x, perplexity: 0) == .invalidPerplexity(0, limit: 9))
    #expect(refusal(x, perplexity: .infinity) == .invalidPerplexity(.infinity, limit: 9))
    #expect(refusal(x, iterations: 0) == .invalidIterations(0))
    #expect(refusal(.gaussian(rows: 3, columns: 2, seed: 1)) == .tooFewRows(count: 3))
    #expect(refusal(Matrix(rowCount: 30, columnCount: 0)) == .noColumns)
    var broken = x
    broken[7, 1] = .nan
    #expect(refusal(broken) == .notFinite(row: 7, column: 1))
    #expect(
      TSNEError.perplexityTooLarge(40, rows: 90, limit: 29).message
        == "perplexity 40 does not fit 90 rows: the largest is 29")
  }

  @Test("The stages follow each other from nothing to all", arguments: [4, 1000, 200_000, 5_000_000])
  func stages(rows: Int) {
    let stages = TSNE.Stages(rows: rows, TSNE.Parameters(perplexity: 1))
    let inOrder = [stages.neighbours, stages.calibration, stages.descent, stages.divergence]
    #expect(inOrder.first?.lowerBound == 0)
    #expect(inOrder.last?.upperBound == 1)
    for (one, next) in zip(inOrder, inOrder.dropFirst()) { #expect(one.upperBound == next.lowerBound) }
  }
}
