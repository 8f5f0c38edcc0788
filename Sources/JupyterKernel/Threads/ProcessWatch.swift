import Glibc

/// Waits for what happens to the process from outside: signals, and the death of the parent that started it as its own.
struct ProcessWatch: Sendable {
  enum Event: Sendable, Equatable {
    case interrupted
    /// By SIGTERM or SIGHUP, whose number that is.
    case terminated(Int32)
    case orphaned
  }

  /// The process whose death is the kernel's end; nil where there is none.
  private let parent: pid_t?
  /// Those that are waited for.
  private let signals: sigset_t

  /// Keeps SIGINT, SIGTERM and, unless it was ignored before, SIGHUP from their usual effect in this thread and in those that it
  /// starts from now on.
  /// - Parameters:
  ///   - environment: where `JPY_PARENT_PID` names who started the kernel and wants it to end with itself, as Jupyter does. Without
  ///     it the death of the parent means nothing: a shell goes after `nohup`, a batch system's or ssh's process as well.
  ///   - parent: the process that is the parent now. Where it is another than the named one, as behind a wrapper, it says nothing
  ///     about it.
  init(environment: [String: String], parent: pid_t = getppid()) {
    var signals = sigset_t()
    sigemptyset(&signals)
    for signal in [SIGINT, SIGTERM] + (ProcessWatch.ignoresHangUp ? [] : [SIGHUP]) { sigaddset(&signals, signal) }
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    self.signals = signals
    // A reader that goes away is an error of one write, not the end of the kernel.
    signal(SIGPIPE, SIG_IGN)
    self.parent = environment["JPY_PARENT_PID"].flatMap { pid_t($0) } == parent ? parent : nil
  }

  /// Calls `handle` with each event until it returns false.
  func run(_ handle: (Event) -> Bool) {
    while handle(next()) {}
  }

  private func next() -> Event {
    var signals = signals
    while true {
      // Who starts a kernel may be killed without a chance to end it: that is looked for once a second.
      var second = timespec(tv_sec: 1, tv_nsec: 0)
      let signal = parent == nil ? sigwaitinfo(&signals, nil) : sigtimedwait(&signals, nil, &second)
      switch signal {
      case SIGINT: return .interrupted
      case SIGTERM, SIGHUP: return .terminated(signal)
      default: if let parent, getppid() != parent { return .orphaned }
      }
    }
  }

  /// Whether whoever started the process wants it to outlive the terminal, as `nohup` does. A signal that is blocked and waited
  /// for would come in all the same.
  private static var ignoresHangUp: Bool {
    let before = signal(SIGHUP, SIG_IGN)
    // SIG_IGN is no function but this number.
    let isIgnored = unsafeBitCast(before, to: Int.self) == 1
    if !isIgnored { signal(SIGHUP, before) }
    return isIgnored
  }
}
