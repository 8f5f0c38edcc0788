import FoundationEssentials
import Glibc
import Synchronization

/// A folder that nobody else reads and that goes with the value, or with the process; where that is killed, with the next folder
/// that another one makes.
final class TemporaryFolder: Sendable {
  let path: String
  /// Locked as long as somebody needs the folder: the lock goes with the process, however that ends.
  private let lock: Int32

  /// Those of this process. Held while one is made, so that none is found without its lock.
  private static let present = Mutex<Set<String>>([])
  /// A process that ends in order takes no values away.
  private static let leavesNothing: Void = {
    atexit { TemporaryFolder.present.withLock { for path in $0 { try? FileManager.default.removeItem(atPath: path) } } }
  }()

  /// - Parameter place: the folder that it is made in.
  /// - Throws: why there is none.
  init(in place: String = FileManager.default.temporaryDirectory.path) throws {
    _ = Self.leavesNothing
    (path, lock) = try Self.present.withLock { present in
      Self.removeLeftovers(in: place)
      var name = "\(place)/\(Self.prefix)\(getpid())-XXXXXX".utf8CString.map { $0 }
      guard mkdtemp(&name) != nil else { throw CocoaError(.fileWriteUnknown) }
      let path = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      let lock = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      // Where there are no locks, nothing takes it for a leftover while its process lives.
      flock(lock, LOCK_EX)
      present.insert(path)
      return (path, lock)
    }
  }

  /// What a program that was ended still writes for a moment is taken away at another try.
  deinit {
    for _ in 0..<20 {
      try? FileManager.default.removeItem(atPath: path)
      if access(path, F_OK) != 0 { break }
      usleep(20_000)
    }
    close(lock)
    _ = Self.present.withLock { $0.remove(path) }
  }

  private static let prefix = "cohort-"

  /// Removes the folders of processes that were killed: customers' data are not to stay behind.
  private static func removeLeftovers(in place: String) {
    for name in (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? [] where name.hasPrefix(prefix) {
      let parts = name.dropFirst(prefix.count).split(separator: "-", omittingEmptySubsequences: false)
      guard parts.count == 2, parts[1].utf8.count == 6, let process = pid_t(parts[0]), process > 0 else { continue }
      // In containers a process may have the number of one that is long gone.
      guard process == getpid() || (kill(process, 0) != 0 && errno == ESRCH) else { continue }
      let path = "\(place)/\(name)"
      let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)
      guard descriptor >= 0 else { continue }
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { try? FileManager.default.removeItem(atPath: path) }
      close(descriptor)
    }
  }
}
