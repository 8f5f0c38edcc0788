import Machine
import Testing

@testable import Analysis

@Suite("Lloyd's algorithm, against the plain version of it")
struct LloydTests {
  @Test("One start ends where plain rounds from the same seeds end", arguments: 0..<20 as Range<UInt64>)
  func sameEnd(seed: UInt64) throws {
    let k = 1 + Int(seed) % 11
    let rows = 40 + 13 * Int(seed)
    let matrix = gaussianMatrix(rows: rows, columns: 1 + Int(seed) % 6, seed: seed)
    var generator = Xoshiro256(seed: seed, stream: .kMeansStarts, index: 0)
    let seeds = try #require(LloydPoints(matrix, context: .plain).plusPlusSeeds(k: k, &generator, .plain))
    let (labels, inertia) = plainLloyd(matrix, from: seeds)
    let found = try kMeans(of: matrix, k: k, starts: 1, seed: seed, context: .plain)
    #expect(found.labels == labelsByFirstAppearance(labels))
    #expect(agree(found.inertia, inertia))
  }

  @Test(
    "Starts that take their rounds together end where each ends alone, on any number of threads",
    arguments: 0..<40 as Range<UInt64>)
  func togetherOrAlone(seed: UInt64) throws {
    let matrix = mixedMatrix(seed: seed).scaledForSquares().0
    let k = 1 + Int(seed / 8) % (try matrix.countOfDistinctRows(upTo: 6, context: .plain))
    let points = try LloydPoints(matrix, context: .plain)
    let seeds = try (0..<4).map { start in
      var generator = Xoshiro256(seed: seed, stream: .kMeansStarts, index: start)
      return try #require(points.plusPlusSeeds(k: k, &generator, .plain))
    }
    var best: LloydResult?
    for start in seeds {
      var alone = LloydStarts(points, k: k, seeds: [start])
      let result = try alone.best(.plain)
      if result.inertia < best?.inertia ?? .infinity { best = result }
    }
    for threads in [1, 3] {
      var together = LloydStarts(points, k: k, seeds: seeds)
      #expect(try together.best(ComputeContext(threads: threads)) == best)
    }
  }

  @Test("Many rows give the same to the bit on any number of threads, and the sums of stretches are those of the rows")
  func manyRows() throws {
    let matrix = gaussianMatrix(rows: 40_000, columns: 3, seed: 5)
    let found = try [1, 2, 5].map {
      try kMeans(of: matrix, k: 4, starts: 2, seed: 1, context: ComputeContext(threads: $0))
    }
    #expect(found[1] == found[0] && found[2] == found[0])
    let centres = centroids(of: matrix, clusters: found[0].labels, k: 4)
    for (a, b) in zip(centres.elements, found[0].centroids.elements) { #expect(agree(a, b)) }
    let nearest = (0..<matrix.rowCount).allSatisfy { row in
      let squares = (0..<4).map { squaredDistance(matrix, row, found[0].centroids, $0) }
      return squares.allSatisfy { $0 >= squares[found[0].labels[row]] }
    }
    #expect(nearest)
  }

  @Test("Seeds are rows, no two of them equal", arguments: 0..<10 as Range<UInt64>)
  func seeds(seed: UInt64) throws {
    let matrix = Matrix(gridRows(rows: 37, columns: 2, levels: 3, seed: seed))
    let distinct = try matrix.countOfDistinctRows(upTo: .max, context: .plain)
    var generator = Xoshiro256(seed: seed)
    let seeds = try #require(LloydPoints(matrix, context: .plain).plusPlusSeeds(k: distinct, &generator, .plain))
    let chosen = Set((0..<distinct).map { Array(seeds.row($0)) })
    #expect(chosen == Set((0..<matrix.rowCount).map { Array(matrix.row($0)) }))
  }

  @Test(
    "Asking single precision first changes nothing: rows on a grid with ties, far from zero, hardly apart, large and small",
    arguments: 0..<200 as Range<UInt64>)
  func sameWhenScreened(seed: UInt64) throws {
    var matrix = mixedMatrix(seed: seed)
    let distinct = try matrix.countOfDistinctRows(upTo: 12, context: .plain)
    let k = 1 + Int(seed / 8) % distinct
    // As kMeans(of:) does, so that squares stay in range.
    matrix = matrix.scaledForSquares().0
    let found = try [true, false].map {
      try bestStart(of: LloydPoints(matrix, isScreened: $0, context: .plain), k: k, starts: 3, seed: seed, .plain)
    }
    #expect(found[0] == found[1])
  }

  @Test(
    "Passing over rows that no centroid can have come nearer to changes nothing, over many rounds",
    arguments: 0..<20 as Range<UInt64>)
  func sameWhenPassedOver(seed: UInt64) throws {
    let matrix = gaussianMatrix(rows: 1_500, columns: 1 + Int(seed) % 7, seed: seed)
    let found = try [true, false].map {
      try bestStart(
        of: LloydPoints(matrix, isScreened: $0, context: .plain), k: 2 + Int(seed) % 9, starts: 3, seed: seed, .plain)
    }
    #expect(found[0] == found[1])
    #expect(found[0].iterations >= 5)
  }

  @Test("Where single precision is certain, double precision finds the same place", arguments: 0..<200 as Range<UInt64>)
  func certainPlaces(seed: UInt64) throws {
    let matrix = mixedMatrix(seed: seed).scaledForSquares().0
    let means = (0..<matrix.columnCount).map { mean(matrix.column($0)) }
    guard let rough = try RoughPoints(matrix, means: means, context: .plain) else { return }
    var generator = Xoshiro256(seed: seed)
    // Rows and points halfway between two: nearest to many at once.
    let places = Matrix(
      rowCount: 9, columnCount: matrix.columnCount,
      elements: (0..<9).flatMap { place in
        let (a, b) = (generator.next(below: matrix.rowCount), generator.next(below: matrix.rowCount))
        return (0..<matrix.columnCount).map { place < 4 ? matrix[a, $0] : (matrix[a, $0] + matrix[b, $0]) / 2 }
      })
    let roughPlaces = try #require(rough.places(places))
    for block in 0..<(matrix.rowCount + 15) / 16 {
      let found = rough.nearest(block, of: roughPlaces)
      guard found.isCertain else { continue }
      for lane in 0..<16 where block * 16 + lane < matrix.rowCount {
        let squares = (0..<9).map { squaredDistance(matrix, block * 16 + lane, places, $0) }
        let nearest = Int(found.place[lane])
        #expect(squares.indices.allSatisfy { $0 == nearest || squares[$0] > squares[nearest] })
      }
    }
  }

  @Test("Of rows without ties single precision is certain of nearly all, however far from zero they lie")
  func mostAreCertain() throws {
    for offset in [0, 1e9] {
      let gaussian = gaussianMatrix(rows: 1600, columns: 17, seed: 3)
      let matrix = Matrix(rowCount: 1600, columnCount: 17, elements: gaussian.elements.map { $0 + offset })
      let rough = try #require(
        try RoughPoints(matrix, means: (0..<17).map { mean(matrix.column($0)) }, context: .plain))
      let places = try #require(
        rough.places(Matrix(rowCount: 6, columnCount: 17, elements: (0..<6).flatMap { matrix.row(100 * $0) })))
      let certain = (0..<100).count { rough.nearest($0, of: places).isCertain }
      #expect(certain >= 95)
    }
  }

  @Test("Different rows are counted as far as asked, zeros of either sign being equal")
  func distinctRows() throws {
    let matrix = Matrix(rowCount: 5, columnCount: 2, elements: [0, 1, -0.0, 1, 2, 1, 0, 1, 3, 1])
    #expect(try matrix.countOfDistinctRows(upTo: .max, context: .plain) == 3)
    #expect(try matrix.countOfDistinctRows(upTo: 2, context: .plain) == 2)
  }
}

/// Rows of eight kinds: even ones, on a grid, about a few points, hardly apart, far from zero, in columns of unlike scales, large, small.
private func mixedMatrix(seed: UInt64) -> Matrix {
  var generator = Xoshiro256(seed: seed)
  let (n, d) = (20 + Int(seed) % 90, 1 + Int(seed) % 19)
  let centres = (0..<5).map { _ in (0..<d).map { _ in Double(generator.next(below: 7)) } }
  let rows = (0..<n).map { i in
    (0..<d).map { f -> Double in
      let even = generator.nextUnit() - 0.5
      switch seed % 8 {
      case 0: return even
      case 1: return Double(generator.next(below: 4))
      case 2: return centres[i % 5][f] + even / 4
      case 3: return 1 + Double(generator.next(below: 5)) * 0x1p-40
      case 4: return 1e9 + even
      case 5: return f % 2 == 0 ? even * 1e6 : even
      case 6: return even * 1e15
      default: return even * 1e-15
      }
    }
  }
  return Matrix(rowCount: n, columnCount: d, elements: rows.flatMap { $0 })
}

/// Rounds until no row changes its cluster.
private func plainLloyd(_ matrix: Matrix, from seeds: Matrix) -> (labels: [Int], inertia: Double) {
  var centres = seeds
  var labels: [Int] = []
  while true {
    let nearest = (0..<matrix.rowCount).map { i in
      let squares = (0..<seeds.rowCount).map { squaredDistance(matrix, i, centres, $0) }
      return squares.indices.min { squares[$0] < squares[$1] } ?? 0
    }
    if nearest == labels {
      return (labels, labels.indices.reduce(0) { $0 + squaredDistance(matrix, $1, centres, labels[$1]) })
    }
    labels = nearest
    centres = centroids(of: matrix, clusters: labels, k: seeds.rowCount)
  }
}
