import Glibc
import Synchronization

/// Ctrl-C as a flag that a running command polls.
final class Interruption: Sendable {
  /// Set by the signal handler, which can reach nothing but a global.
  private static let signalled = Atomic<Bool>(false)
  private let raised = Atomic<Bool>(false)

  var isRaised: Bool {
    raised.load(ordering: .relaxed) || Self.signalled.load(ordering: .relaxed)
  }

  func raise() {
    raised.store(true, ordering: .relaxed)
  }

  /// Turns SIGINT into the flag of every `Interruption`; a second one ends the program at once.
  static func listenForControlC() {
    // Makes the global now: its first use must not be in the handler.
    signalled.store(false, ordering: .relaxed)
    signal(SIGINT) { _ in
      if Interruption.signalled.exchange(true, ordering: .relaxed) { _exit(RunCommand.interruptedStatus) }
    }
  }
}
