import Glibc
import Synchronization

/// A sentence on standard error where the program ends because memory could not be had, or by a defect of its own.
///
/// An allocation that fails ends a Swift program on the spot, and a library in C++ as well: what is checked beforehand is refused as an
/// error of its command, and this is for the rest. The signal then does what it would have done; memory that is written to disk by it, a
/// debugger or a sanitizer that has a handler of its own see no difference.
public enum LastWords {
  /// By these a process is ended that does what it may not, or gives up.
  private static let signals = [SIGILL, SIGTRAP, SIGABRT, SIGSEGV, SIGBUS, SIGFPE]
  /// Bytes of the longest name of a command, the 0 at its end included.
  private static let room = 64
  /// The command that began last, with a 0 at its end; the handler reads it whenever it comes, others write it one at a time.
  nonisolated(unsafe) private static let command: UnsafeMutablePointer<UInt8> = {
    let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: room)
    bytes.initialize(repeating: 0, count: room)
    return bytes
  }()
  private static let writing = Mutex(())
  /// Whether a journal has the session.
  private static let isKept = Atomic(false)

  /// Has the signals answered, but those that somebody else answers.
  /// - Parameter isKept: whether a journal has the session, which is said.
  public static func prepare(isKept: Bool) {
    // Made now: the handler may make nothing.
    command[room - 1] = 0
    Self.isKept.store(isKept, ordering: .relaxed)
    for number in signals {
      let before = signal(number, say)
      // SIG_DFL is no function but 0.
      if unsafeBitCast(before, to: Int.self) != 0 { signal(number, before) }
    }
  }

  /// Notes which command runs from now on; empty for none.
  public static func note(_ name: String) {
    writing.withLock { _ in
      var place = 0
      for byte in name.utf8.prefix(room - 1) {
        command[place] = byte
        place += 1
      }
      command[place] = 0
    }
  }

  /// Only what POSIX lets a signal handler do, and nothing that takes memory.
  private static let say: @convention(c) (Int32) -> Void = { number in
    // What failed last on this thread: where memory was refused, nothing has overwritten it.
    let isMemory = errno == ENOMEM
    put(
      isMemory
        ? "\ncohort: memory could not be had"
        : "\ncohort: ended by a signal, of a defect or of a library that found no way on")
    if LastWords.command[0] != 0 {
      put(" while ")
      _ = write(
        STDERR_FILENO, LastWords.command,
        strlen(UnsafeRawPointer(LastWords.command).assumingMemoryBound(to: CChar.self)))
      put(" ran")
    }
    put(
      isMemory
        ? ". Fewer rows or columns need less.\n"
        : ". What was asked last is worth a report.\n")
    if isKept.load(ordering: .relaxed) {
      put("cohort: what was answered before is kept: %resume in the next kernel brings it back.\n")
    }
    signal(number, SIG_DFL)
    raise(number)
  }

  private static func put(_ text: StaticString) { _ = write(STDERR_FILENO, text.utf8Start, text.utf8CodeUnitCount) }
}
