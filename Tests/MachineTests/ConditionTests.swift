import Foundation
import Machine
import Testing

@Suite("A condition")
struct ConditionTests {
  private final class Turns: @unchecked Sendable {
    let change = Condition()
    var turn = 0
  }

  @Test("lets threads take turns: each waits for the one before it")
  func turns() {
    let turns = Turns()
    let group = DispatchGroup()
    for number in (0..<8).reversed() {
      let thread = Thread {
        turns.change.withLock {
          while turns.turn != number { turns.change.wait() }
          turns.turn += 1
          turns.change.broadcast()
        }
        group.leave()
      }
      group.enter()
      thread.start()
    }
    #expect(group.wait(timeout: .now() + 60) == .success)
    #expect(turns.change.withLock { turns.turn } == 8)
  }
}
