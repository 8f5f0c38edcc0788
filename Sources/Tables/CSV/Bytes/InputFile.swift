import FoundationEssentials
import Glibc
import Wording

/// Why bytes of an open file could not be had, in words.
struct ReadFailure: Error, Equatable {
  var reason: String

  /// The file is shorter than it was, or has other lines.
  static let changed = ReadFailure(reason: "it changed while it was read")
}

/// A file that is open for reading, at the size that it had when it was opened.
///
/// Its bytes are read and never mapped: whoever shortens a mapped file ends the process that looks at it.
final class InputFile: Sendable {
  let path: String
  let size: Int
  private let descriptor: Int32
  /// When it was last written to, as of its opening.
  private let written: timespec

  /// - Throws: `LoadError` naming why the file cannot be opened.
  init(path: String) throws(LoadError) {
    self.path = path
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw Self.error(errno, path: path) }
    var status = stat()
    let code = fstat(descriptor, &status) == 0 ? 0 : errno
    size = Int(status.st_size)
    written = status.st_mtim
    guard code == 0 else { throw Self.error(code, path: path) }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: throw .directory(file: path, tables: Self.readableFiles(in: path))
    case S_IFREG: break
    default: throw .unreadable(file: path, reason: "it is a device or a pipe, not a file")
    }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Whether somebody has written to it since it was opened, other than behind its end.
  var isOverwritten: Bool {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return true }
    let isWritten = status.st_mtim.tv_sec != written.tv_sec || status.st_mtim.tv_nsec != written.tv_nsec
    return isWritten && status.st_size <= size
  }

  /// Fills `buffer` with the bytes from `offset` on.
  /// - Throws: `ReadFailure` when the file ends before, or cannot be read there.
  func read(from offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(ReadFailure) {
    var filled = 0
    while filled < buffer.count, let base = buffer.baseAddress {
      let count = pread(descriptor, base + filled, buffer.count - filled, off_t(offset + filled))
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw ReadFailure(reason: String(cString: strerror(errno))) }
      guard count > 0 else { throw .changed }
      filled += count
    }
  }

  private static func error(_ code: Int32, path: String) -> LoadError {
    switch code {
    case ENOENT, ENOTDIR: .missingFile(file: path, nearest: nearestFiles(to: path))
    case EACCES, EPERM: .noPermission(file: path)
    default: .unreadable(file: path, reason: String(cString: strerror(code)))
    }
  }

  /// Up to five files in `directory` that look like tables.
  private static func readableFiles(in directory: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: directory))?.sorted() ?? []
    return names.filter(TableSources.own.know).prefix(5).map { directory + (directory.hasSuffix("/") ? "" : "/") + $0 }
  }
}
