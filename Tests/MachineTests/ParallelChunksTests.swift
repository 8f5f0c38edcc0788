import Machine
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
