import Dispatch
import Foundation
import Synchronization

/// Ctrl-C as a flag that a running command polls.
final class Interruption: Sendable {
  private let raised = Atomic<Bool>(false)

  var isRaised: Bool { raised.load(ordering: .relaxed) }

  func raise() {
    raised.store(true, ordering: .relaxed)
  }

  /// Turns SIGINT into the flag for as long as the result lives; a second one ends the program at once.
  func listenForControlC() -> any DispatchSourceSignal {
    signal(SIGINT, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global(qos: .userInteractive))
    source.setEventHandler {
      if self.raised.exchange(true, ordering: .relaxed) { exit(RunCommand.interruptedStatus) }
    }
    source.resume()
    return source
  }
}
