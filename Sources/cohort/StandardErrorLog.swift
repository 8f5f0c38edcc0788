import FoundationEssentials
import Glibc
import Logging
import Synchronization

/// Log lines on standard error, where it takes them at once: a pipe that nobody reads would stop whoever writes to it.
struct StandardErrorLog: LogHandler {
  /// POSIX: a pipe that is ready takes so many bytes without a wait.
  private static let mostBytes = Int(PIPE_BUF)
  /// One line at a time, so that none is written while another one takes the room.
  private static let turn = Mutex(())

  var metadata: Logger.Metadata = [:]
  var logLevel = Logger.Level.warning
  private let label: String
  private let descriptor: Int32

  init(label: String, descriptor: Int32 = STDERR_FILENO) {
    self.label = label
    self.descriptor = descriptor
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let time = Date().formatted(Date.ISO8601FormatStyle())
    write("\(time) \(event.level) \(label): \(event.message)")
  }

  /// Writes `text` as one line, of a long one the beginning; nothing where there is no room.
  func write(_ text: String) {
    var line = Array(text.utf8.prefix(Self.mostBytes - 1)).map { $0 == UInt8(ascii: "\n") ? UInt8(ascii: " ") : $0 }
    line.append(UInt8(ascii: "\n"))
    Self.turn.withLock { _ in
      var descriptor = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      guard poll(&descriptor, 1, 0) > 0, descriptor.revents & Int16(POLLOUT) != 0 else { return }
      _ = Glibc.write(descriptor.fd, line, line.count)
    }
  }
}
