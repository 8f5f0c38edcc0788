import Foundation
import Testing

@testable import ZeroMQ

@Suite("Wake-up") struct WakeUpTests {
  @Test("Many rings count as one, and the bell can ring again after the answer") func ringsOnce() throws {
    let socket = try Socket(.router, in: Context())
    let wakeUp = try WakeUp()
    for _ in 0..<100_000 { wakeUp.ring() }
    #expect(try socket.wait(or: wakeUp, forAtMost: 0).wakeUp)
    wakeUp.answer()
    #expect(try !socket.wait(or: wakeUp, forAtMost: 0).wakeUp)
    wakeUp.ring()
    #expect(try socket.wait(or: wakeUp, forAtMost: 0).wakeUp)
  }

  @Test("A ring of another thread ends an endless wait") func endsWait() throws {
    let socket = try Socket(.router, in: Context())
    let wakeUp = try WakeUp()
    Thread.detachNewThread { wakeUp.ring() }
    #expect(try socket.wait(or: wakeUp, forAtMost: -1) == Readiness(socket: false, wakeUp: true))
  }
}
