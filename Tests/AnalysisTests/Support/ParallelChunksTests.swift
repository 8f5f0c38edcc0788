import Analysis
import Synchronization
import Testing

@Suite struct ParallelChunksTests {
  @Test("Every item is visited once, whatever the number of threads", arguments: [1, 2, 3])
  func visitsEachItemOnce(threads: Int) throws {
    for count in [0, 1, 2, 63, 64, 65, 1000] {
      var visits = [Int](repeating: 0, count: count)
      try visits.withDisjointSlots { slots in
        try parallelChunks(count: count, context: ComputeContext(threads: threads)) { range, _ in
          for i in range { slots[i] += 1 }
        }
      }
      #expect(visits == [Int](repeating: 1, count: count))
    }
  }

  @Test("Chunks are the same for one thread and for three")
  func fixedLayout() throws {
    let layouts = try [1, 3].map { threads in
      try parallelMap(count: 1000, context: ComputeContext(threads: threads)) { range, chunk in
        [range.lowerBound, chunk]
      }
    }
    #expect(layouts[0] == layouts[1])
    #expect(layouts[0].count == 63)
  }

  @Test("A cancelled loop throws and runs no further chunk")
  func cancels() {
    let ran = Atomic<Int>(0)
    let context = ComputeContext(threads: 2, isCancelled: { ran.load(ordering: .relaxed) >= 3 })
    #expect(throws: CancellationError.self) {
      try parallelChunks(count: 1000, context: context) { _, _ in ran.add(1, ordering: .relaxed) }
    }
    #expect(ran.load(ordering: .relaxed) <= 4)
  }
}

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

  @Test("Streams of one seed differ, and are the same each time")
  func streams() {
    var a = Xoshiro256(seed: 42, stream: 0)
    var b = Xoshiro256(seed: 42, stream: 1)
    var c = Xoshiro256(seed: 42, stream: 0)
    let first = a.next()
    #expect(first != b.next())
    #expect(first == c.next())
  }
}
