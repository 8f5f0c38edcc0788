import Machine
import Testing

@Suite struct Xoshiro256Tests {
  @Test("Seed 0 starts the sequence that the published algorithms give")
  func seedZero() {
    // The authors' definitions worked through in another language: SplitMix64 from 0, then xoshiro256**.
    var generator = Xoshiro256(seed: 0)
    #expect(generator.next() == 0x99EC_5F36_CB75_F2B4)
    #expect(generator.next() == 0xBF6E_1F78_4956_452A)
  }

  @Test("Uniform numbers lie in [0, 1) and Gaussian ones have mean 0 and variance 1")
  func moments() {
    var generator = Xoshiro256(seed: 7)
    let n = 100_000
    let units = (0..<n).map { _ in generator.nextUnit() }
    #expect(units.allSatisfy { $0 >= 0 && $0 < 1 })
    #expect(abs(units.reduce(0, +) / Double(n) - 0.5) < 0.005)
    let normals = (0..<n).map { _ in generator.nextGaussian() }
    #expect(abs(normals.reduce(0, +) / Double(n)) < 0.015)
    #expect(abs(normals.reduce(0) { $0 + $1 * $1 } / Double(n) - 1) < 0.02)
  }

  @Test("A whole number below a bound is each as likely as any other, where the bound is no power of two")
  func below() {
    var generator = Xoshiro256(seed: 11)
    let (bound, n) = (7, 140_000)
    var counts = [Int](repeating: 0, count: bound)
    for _ in 0..<n { counts[generator.next(below: bound)] += 1 }
    let expected = Double(n / bound)
    let chiSquare = counts.reduce(0) { $0 + (Double($1) - expected) * (Double($1) - expected) / expected }
    // The 99.9th percentile of χ² with 6 degrees of freedom.
    #expect(chiSquare < 22.46)
  }

  @Test("Bounds that do not divide 2⁶⁴ leave no remainder to the first numbers")
  func noModuloBias() {
    // Of 3·2⁶² numbers a modulo, or a product without rejection, would give a third twice the chance of the others.
    let bound = 3 << 61
    var generator = Xoshiro256(seed: 5)
    var thirds = [0, 0, 0]
    for _ in 0..<30_000 { thirds[generator.next(below: bound) / (1 << 61)] += 1 }
    #expect(thirds.allSatisfy { abs($0 - 10_000) < 400 })
    #expect((0..<100).allSatisfy { _ in generator.next(below: 1) == 0 })
  }

  @Test("A shuffle keeps the elements, and each of the six orders of three is as likely")
  func shuffles() {
    var generator = Xoshiro256(seed: 3)
    var counts: [[Int]: Int] = [:]
    for _ in 0..<12_000 {
      var elements = [0, 1, 2]
      generator.shuffle(&elements)
      counts[elements, default: 0] += 1
    }
    #expect(counts.count == 6)
    #expect(counts.keys.allSatisfy { $0.sorted() == [0, 1, 2] })
    #expect(counts.values.allSatisfy { abs($0 - 2_000) < 200 })
    var none: [Int] = []
    generator.shuffle(&none)
    #expect(none.isEmpty)
  }

  @Test("A sample has different numbers in rising order, and each number is as often in it as any other")
  func samples() {
    var generator = Xoshiro256(seed: 17)
    var counts = [Int](repeating: 0, count: 10)
    for _ in 0..<10_000 {
      let sample = generator.sample(3, below: 10)
      #expect(sample.count == 3 && zip(sample, sample.dropFirst()).allSatisfy { $0 < $1 })
      for number in sample { counts[number] += 1 }
    }
    #expect(counts.allSatisfy { abs($0 - 3_000) < 250 })
    #expect(generator.sample(5, below: 5) == [0, 1, 2, 3, 4])
    #expect(generator.sample(9, below: 2) == [0, 1])
    #expect(generator.sample(0, below: 4) == [])
    #expect(generator.sample(3, below: 0) == [])
  }

  @Test("The draws are written down: no version of a compiler or library changes them")
  func fixedSequences() {
    // The published methods worked through in another language.
    var generator = Xoshiro256(seed: 0)
    #expect((0..<8).map { _ in generator.next(below: 100) } == [60, 74, 10, 41, 73, 99, 42, 53])
    var elements = Array(0..<8)
    generator.shuffle(&elements)
    #expect(elements == [2, 3, 1, 4, 5, 0, 7, 6])
    #expect(generator.sample(4, below: 20) == [3, 5, 10, 12])
  }
}
