import FoundationEssentials
import Glibc

/// A program that runs beside this one for a bounded time, in a group of processes of its own.
struct ChildProgram: Sendable {
  enum End: Sendable, Equatable {
    case ended(Int32)
    case killed(Int32)
    /// It was still running, and was ended.
    case late
    case unstarted(String)
  }

  let path: String
  let arguments: [String]
  /// Its home: what it keeps stays there.
  let folder: String
  /// Where what it says goes.
  let log: String

  private static let pause: useconds_t = 10_000

  /// Runs it to its end, or ends it with all that it started.
  /// - Throws: `CancellationError`.
  func run(for patience: Duration, isCancelled: () -> Bool) throws(CancellationError) -> End {
    let process: pid_t
    switch start() {
    case .success(let started): process = started
    case .failure(let failure): return .unstarted(failure.reason)
    }
    let start = ContinuousClock.now
    while true {
      var status: Int32 = 0
      let found = waitpid(process, &status, WNOHANG)
      if found == process {
        // What it started and did not wait for.
        kill(-process, SIGKILL)
        let signal = status & 0x7F
        return signal == 0 ? .ended((status >> 8) & 0xFF) : .killed(signal)
      }
      if found < 0, errno != EINTR { return .unstarted(String(cString: strerror(errno))) }
      let isInterrupted = isCancelled()
      if isInterrupted || ContinuousClock.now - start > patience {
        kill(-process, SIGKILL)
        waitpid(process, &status, 0)
        if isInterrupted { throw CancellationError() }
        return .late
      }
      usleep(Self.pause)
    }
  }

  private struct Failure: Error { let reason: String }

  private func start() -> Result<pid_t, Failure> {
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    // Ctrl-C is for this process, which ends the other one; signals that are held back or passed over here are not to be there.
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    var process: pid_t = 0
    let code = withStrings([path] + arguments) { words in
      withStrings(environment) { posix_spawn(&process, path, &actions, &attributes, words, $0) }
    }
    return code == 0 ? .success(process) : .failure(Failure(reason: String(cString: strerror(code))))
  }

  /// No more of this process's than what finds programs and fonts.
  private var environment: [String] {
    let own = ProcessInfo.processInfo.environment
    return ["PATH=\(own["PATH"] ?? "/usr/bin:/bin")", "HOME=\(folder)", "TMPDIR=\(folder)", "LANG=C.UTF-8"]
      + (own["FONTCONFIG_FILE"].map { ["FONTCONFIG_FILE=\($0)"] } ?? [])
  }

  private func withStrings<Result>(
    _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
  ) -> Result {
    let copies = texts.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    return body(copies + [nil])
  }
}
