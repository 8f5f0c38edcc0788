import Synchronization
import ZeroMQ

/// Echoes what front ends send to learn that the kernel lives, on a thread that does nothing else.
final class HeartbeatChannel: Sendable {
  private let socket: SharedSocket
  private let isStopped = Atomic(false)

  init(socket: SharedSocket) {
    self.socket = socket
  }

  /// The life of the channel's thread.
  func run() {
    while !isStopped.load(ordering: .acquiring), (try? socket.wait(forAtMost: -1)) != nil {
      while let frames = try? socket.receive() { _ = try? socket.send(frames) }
    }
  }

  /// Ends the thread.
  func stop() {
    isStopped.store(true, ordering: .releasing)
    socket.ring()
  }

  /// Closes the socket, once the thread has ended.
  func close() { socket.close() }
}
