import Dispatch
import Synchronization
import Testing

@testable import CommandSession

@Suite("Work that cannot be asked to stop")
struct AbandonableTests {
  @Test("it gives its value where nobody interrupts")
  func gives() throws {
    #expect(try Abandonable { 6 * 7 }.value(isCancelled: { false }) == 42)
  }

  @Test("it does not begin after an interrupt")
  func doesNotBegin() {
    let began = Mutex(false)
    #expect(throws: CancellationError.self) {
      try Abandonable { began.withLock { $0 = true } }.value(isCancelled: { true })
    }
    #expect(!began.withLock { $0 })
  }

  @Test("an interrupt does not wait for it, and it ends by itself")
  func isAbandoned() {
    let (hasBegun, mayEnd, hasEnded) = (
      DispatchSemaphore(value: 0), DispatchSemaphore(value: 0), DispatchSemaphore(value: 0)
    )
    let work = Abandonable {
      hasBegun.signal()
      mayEnd.wait()
      hasEnded.signal()
    }
    var asked = 0
    #expect(throws: CancellationError.self) {
      try work.value(isCancelled: {
        asked += 1
        if asked == 2 { hasBegun.wait() }
        return asked >= 2
      })
    }
    mayEnd.signal()
    hasEnded.wait()
  }
}
