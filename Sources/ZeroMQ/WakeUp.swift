import Glibc
import Synchronization

/// A bell: any thread rings it, the thread that polls it wakes up. Rings that were not answered yet count as one.
final class WakeUp: Sendable {
  let readEnd: Int32
  private let writeEnd: Int32
  private let isRinging = Atomic(false)

  /// - Throws: `ZeroMQError` when the process has no file descriptors left.
  init() throws(ZeroMQError) {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw ZeroMQError(number: errno, operation: "new pipe") }
    for end in ends {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    readEnd = ends[0]
    writeEnd = ends[1]
  }

  deinit {
    close(readEnd)
    close(writeEnd)
  }

  func ring() {
    guard !isRinging.exchange(true, ordering: .acquiringAndReleasing) else { return }
    var byte: UInt8 = 1
    while write(writeEnd, &byte, 1) < 0, errno == EINTR {}
  }

  /// Silences the bell; what was announced before this call must be looked for after it.
  func answer() {
    var byte: UInt8 = 0
    while read(readEnd, &byte, 1) < 0, errno == EINTR {}
    // In this order: a ring between the two lines wakes the owner once more, never once too few.
    _ = isRinging.exchange(false, ordering: .acquiringAndReleasing)
  }
}
