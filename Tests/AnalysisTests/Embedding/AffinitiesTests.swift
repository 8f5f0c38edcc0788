import Machine
import Testing

@testable import Analysis

@Suite struct AffinitiesTests {
  private func calibrated(_ distances: [Double], perplexity: Double) -> [Double] {
    var values = distances
    values.withUnsafeMutableBufferPointer { _ = PerplexityCalibration(perplexity: perplexity).replace($0) }
    return values
  }

  private func entropy(_ p: [Double]) -> Double {
    -p.reduce(0) { $1 > 0 ? $0 + $1 * PortableMath.log($1) : $0 }
  }

  private func affinities(_ x: Matrix, k: Int, perplexity: Double) throws -> Affinities {
    let tree = try NeighbourTree(of: x, context: .plain)
    let neighbours = try NearestNeighbours(k, in: tree, context: .plain)
    return try Affinities(consuming: neighbours, perplexity: perplexity, context: .plain)
  }

  @Test("Each row's neighbours have the wanted entropy to 1e-10", arguments: 0..<50)
  func reachesPerplexity(seed: Int) {
    var generator = Xoshiro256(seed: UInt64(seed))
    let perplexity = 1.5 + 40 * generator.nextUnit()
    // From all but equal distances to ones that span ten orders of magnitude.
    let spread = generator.nextUnit() * 10
    let distances = (0..<Int(3 * perplexity)).map { _ in PortableMath.exp(spread * generator.nextGaussian()) }
    let p = calibrated(distances, perplexity: perplexity)
    #expect(abs(entropy(p) - PortableMath.log(perplexity)) < 1.1e-10)
    #expect(abs(p.reduce(0, +) - 1) < 1e-14)
  }

  @Test("Equal distances share equally")
  func equalDistances() {
    #expect(calibrated([4, 4, 4, 4], perplexity: 2) == [0.25, 0.25, 0.25, 0.25])
    #expect(calibrated([0, 0, 0, 0], perplexity: 2) == [0.25, 0.25, 0.25, 0.25])
  }

  @Test("More nearest ties than the perplexity asks for share everything")
  func tooManyTies() {
    let p = calibrated([0, 0, 0, 0, 1, 2], perplexity: 2)
    #expect(p.prefix(4).allSatisfy { abs($0 - 0.25) < 1e-9 })
    #expect(p.suffix(2).allSatisfy { $0 < 1e-9 })
  }

  @Test("A perplexity of one or less leaves the nearest alone", arguments: [0.1, 1.0])
  func smallestPerplexity(perplexity: Double) {
    let p = calibrated([1, 2, 3], perplexity: perplexity)
    #expect(p[0] > 1 - 1e-9)
    #expect(p.allSatisfy { $0.isFinite })
  }

  @Test("Extreme distances stay finite", arguments: [[0, 1e300, 1e300], [0, 1e-300, 2e-300], [1e-300, 1, 1e300]])
  func extremes(distances: [Double]) {
    #expect(calibrated(distances, perplexity: 1.5).allSatisfy { $0.isFinite })
  }

  @Test("The matrix is symmetric, sums to one, and has an empty diagonal; rows are whole vectors", arguments: 0..<10)
  func symmetric(seed: Int) throws {
    let x =
      seed % 2 == 0
      ? Matrix.gaussian(rows: 150, columns: 4, seed: UInt64(seed))
      : Matrix.lattice(rows: 150, columns: 3, levels: 3, seed: UInt64(seed))
    let p = try affinities(x, k: 15, perplexity: 5)
    var dense = [[Double]](repeating: [Double](repeating: 0, count: 150), count: 150)
    var previous = -1
    for i in 0..<150 {
      previous = -1
      #expect(p.starts[i] % Affinities.width == 0)
      for entry in p.starts[i]..<p.starts[i + 1] {
        let j = Int(p.columns[entry])
        guard j != i else {
          #expect(entry > p.starts[i + 1] - Affinities.width && p.values[entry] == 0)
          continue
        }
        #expect(j > previous)
        previous = j
        dense[i][j] = Double(p.values[entry])
      }
    }
    var total = 0.0
    for i in 0..<150 {
      for j in 0..<150 {
        #expect(dense[i][j] == dense[j][i])
        total += dense[i][j]
      }
    }
    #expect(abs(total - 1) < 1e-7)
  }
}
