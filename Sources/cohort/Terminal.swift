import Glibc
import KernelInterface

/// Standard input, output and error of a program that a person or a pipe looks at.
struct Terminal: Sendable {
  /// Whether a person watches standard error: only then is progress shown and are colours kept.
  let isWatched: Bool
  /// Writes nothing at all, for tests.
  let isSilent: Bool

  init(isSilent: Bool = false) {
    self.isSilent = isSilent
    self.isWatched = !isSilent && isatty(STDERR_FILENO) == 1
  }

  /// - Throws: `RunError.textNotWritten` when standard output does not take it; there is no place to say that of standard error.
  func write(_ text: String, to stream: KernelInterface.OutputStream) throws(RunError) {
    guard !isSilent else { return }
    guard stream == .stdout else { return note(text) }
    let failure = StandardStreams.write(text, to: STDOUT_FILENO)
    guard failure == 0 else { throw .textNotWritten(reason: String(cString: strerror(failure))) }
  }

  /// - Throws: `RunError.textNotWritten`.
  func writeLine(_ text: String) throws(RunError) {
    try write(text.hasSuffix("\n") ? text : text + "\n", to: .stdout)
  }

  /// Writes to standard error.
  private func note(_ text: String) {
    if !isSilent { _ = StandardStreams.write(text, to: STDERR_FILENO) }
  }

  /// Writes the lines of an error, in colour only where colours are shown.
  func writeError(_ lines: [String]) {
    let text = lines.joined(separator: "\n") + "\n"
    note(isWatched ? text : text.replacing(/\u{1B}\[[0-9;]*m/, with: ""))
  }

  /// Shows the first line of `text` in place of the line before.
  func showProgress(_ text: String) {
    guard isWatched, let line = text.split(separator: "\n").first else { return }
    note("\r\(line.prefix(width - 1))\u{1B}[K")
  }

  func clearProgress() {
    if isWatched { note("\r\u{1B}[K") }
  }

  /// Asks for a line, byte by byte so that nothing is read ahead; Ctrl-C ends the wait.
  /// - Throws: `InputUnavailable.notAllowed` at the end of the input, `.interrupted`.
  func readLine(prompt: String, password: Bool, interruption: Interruption) throws(InputUnavailable) -> String {
    note(prompt)
    let settings = password ? hideTyping() : nil
    defer { if let settings { restoreTyping(settings) } }
    var bytes: [UInt8] = []
    while true {
      var descriptor = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
      guard poll(&descriptor, 1, 50) > 0 else {
        if interruption.isRaised { throw .interrupted }
        continue
      }
      var byte: UInt8 = 0
      guard read(STDIN_FILENO, &byte, 1) == 1 else {
        if bytes.isEmpty { throw .notAllowed }
        break
      }
      if byte == UInt8(ascii: "\n") { break }
      bytes.append(byte)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private var width: Int {
    var size = winsize()
    guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 1 else { return 80 }
    return Int(size.ws_col)
  }

  private func hideTyping() -> termios? {
    var settings = termios()
    guard tcgetattr(STDIN_FILENO, &settings) == 0 else { return nil }
    var hidden = settings
    hidden.c_lflag &= ~tcflag_t(ECHO)
    return tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden) == 0 ? settings : nil
  }

  private func restoreTyping(_ settings: termios) {
    var settings = settings
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings)
    note("\n")
  }
}
