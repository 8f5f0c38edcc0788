import Dispatch
import Glibc
import Machine
import Synchronization
import Testing

@Suite("Memory that is free goes back to the system")
struct SpareMemoryTests {
  private final class Log: Sendable {
    private let state = Mutex<[String]>([])
    private let isGiven = DispatchSemaphore(value: 0)

    var lines: [String] { state.withLock { $0 } }
    func note(_ line: String) { state.withLock { $0.append(line) } }
    func give() {
      note("given back")
      isGiven.signal()
    }
    func awaitGift() -> Bool { isGiven.wait(timeout: .now() + 30) == .success }
  }

  @Test("after the last of what runs at once has ended, and once") func afterTheLast() {
    let log = Log()
    let memory = SpareMemory(pause: 0.02, giveBack: log.give)
    memory.begin()
    memory.begin()
    memory.end()
    usleep(60_000)
    log.note("the second ends")
    memory.end()
    #expect(log.awaitGift())
    #expect(log.lines == ["the second ends", "given back"])
  }

  @Test("again after each rest") func eachRest() {
    let log = Log()
    let memory = SpareMemory(pause: 0.001, giveBack: log.give)
    for _ in 0..<5 {
      memory.begin()
      memory.end()
      #expect(log.awaitGift())
    }
    #expect(log.lines.count == 5)
  }

  @Test("work that follows closely puts it off") func closely() {
    let log = Log()
    let memory = SpareMemory(pause: 0.2, giveBack: log.give)
    for number in 0..<20 {
      memory.begin()
      log.note("\(number)")
      memory.end()
    }
    #expect(log.awaitGift())
    #expect(log.lines.last == "given back" && log.lines.count == 21)
  }
}
