import Synchronization
import ZeroMQ

/// Echoes what front ends send to learn that the kernel lives, on a thread that does nothing else.
final class HeartbeatChannel: Sendable {
  private let wakeUp: WakeUp

  init() throws(ZeroMQError) {
    wakeUp = try WakeUp()
  }

  /// Ends the thread.
  func stop() { wakeUp.ring() }

  /// The life of the channel's thread.
  func run(_ socket: Socket) {
    while let ready = try? socket.wait(or: wakeUp, forAtMost: -1), !ready.wakeUp {
      while let frames = try? socket.receive(waiting: false) {
        _ = try? socket.send(frames, waiting: false)
      }
    }
  }
}
