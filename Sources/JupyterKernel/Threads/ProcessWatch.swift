import Glibc

/// Waits for what happens to the process from outside: signals, and the death of its parent.
struct ProcessWatch: Sendable {
  enum Event: Sendable {
    case interrupted
    case terminated
    case orphaned
  }

  private let parent = getppid()

  /// Keeps SIGINT and SIGTERM from their usual effect in this thread and in those that it starts from now on.
  init() {
    var signals = ProcessWatch.signals
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    // A reader that goes away is an error of one write, not the end of the kernel.
    signal(SIGPIPE, SIG_IGN)
  }

  /// Calls `handle` with each event until it returns false.
  func run(_ handle: (Event) -> Bool) {
    var signals = ProcessWatch.signals
    var second = timespec(tv_sec: 1, tv_nsec: 0)
    while true {
      switch sigtimedwait(&signals, nil, &second) {
      case SIGINT: guard handle(.interrupted) else { return }
      case SIGTERM: guard handle(.terminated) else { return }
      // Nothing came for a second. Who starts a kernel may be killed without a chance to end it.
      default: if getppid() != parent { guard handle(.orphaned) else { return } }
      }
    }
  }

  private static var signals: sigset_t {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    sigaddset(&signals, SIGTERM)
    return signals
  }
}
