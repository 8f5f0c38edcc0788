import Synchronization
import Testing

@testable import Machine

@Suite("Memory meters") struct MemoryMeterTests {
  private final class System: Sendable {
    let free: Mutex<Int>
    let questions = Mutex(0)

    init(_ free: Int) { self.free = Mutex(free) }

    @Sendable func available() -> Int {
      questions.withLock { $0 += 1 }
      return free.withLock { $0 }
    }
  }

  @Test("What grows is refused once twice of it is more than what is left, and the refusal says how much")
  func refuses() {
    let system = System(100 << 20)
    var meter = MemoryMeter(available: system.available)
    var shortage: MemoryShortage?
    while shortage == nil {
      // What is counted is taken from what is free.
      system.free.withLock { $0 -= 1 << 20 }
      do throws(MemoryShortage) { try meter.grow(by: 1 << 20) } catch { shortage = error }
    }
    #expect((33...40).contains(meter.bytes >> 20))
    #expect(shortage == MemoryShortage(needed: 2 * meter.bytes, available: system.free.withLock { $0 }))
  }

  @Test("Little is not asked about, and much only now and then")
  func cheap() throws {
    let system = System(.max)
    var meter = MemoryMeter(available: system.available)
    try meter.grow(by: MemoryMeter.smallest - 1)
    #expect(system.questions.withLock { $0 } == 0)
    for _ in 0..<10_000 { try meter.grow(by: 100 << 10) }
    #expect(system.questions.withLock { $0 } <= 32)
  }

  @Test("One step beyond every memory is refused, also where the count itself overflows")
  func overflow() {
    var meter = MemoryMeter { 1 << 40 }
    #expect(throws: MemoryShortage.self) { try meter.grow(by: .max) }
    #expect(throws: MemoryShortage.self) { try meter.grow(by: .max) }
  }

  @Test("What is needed at once is compared with what is free, and little is not")
  func atOnce() throws {
    let system = System(10 << 20)
    try FreeMemory.require(1 << 20, of: system.available)
    #expect(system.questions.withLock { $0 } == 0)
    try FreeMemory.require(10 << 20, of: system.available)
    #expect(throws: MemoryShortage(needed: 11 << 20, available: 10 << 20)) {
      try FreeMemory.require(11 << 20, of: system.available)
    }
  }
}
