import FoundationEssentials
import Glibc
import Machine

/// A journal's file, held by a lock as long as this value lives: nobody else continues, resumes or removes it meanwhile. The lock goes
/// with the process, however that ends.
final class JournalFile: Sendable {
  enum Failure: Error, Sendable {
    /// A kernel that runs has it.
    case inUse
    case failed(Int32)
  }

  let path: String
  private let descriptor: Int32

  /// One that is there.
  /// - Throws: `Failure`, also for what is no plain file of this user.
  convenience init(at path: String) throws(Failure) {
    try self.init(path, flags: O_RDWR)
    // Between opening and locking another kernel may have removed it.
    guard isThere else { throw .failed(ENOENT) }
  }

  /// A new one, which only its owner reads, with its first bytes; nobody finds it before it has these and its lock.
  convenience init(making path: String, holding bytes: Data) throws(Failure) {
    let temporary = path + ".new"
    try self.init(path, at: temporary, flags: O_RDWR | O_CREAT | O_EXCL)
    let code = append(bytes, at: 0)
    guard code == 0, rename(temporary, path) == 0 else {
      let reason = code == 0 ? errno : code
      unlink(temporary)
      throw .failed(reason)
    }
  }

  private init(_ path: String, at place: String? = nil, flags: Int32) throws(Failure) {
    let descriptor = open(place ?? path, flags | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .failed(errno) }
    self.path = path
    self.descriptor = descriptor
    let status = status
    guard status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid() else { throw .failed(EPERM) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { throw errno == EWOULDBLOCK ? .inUse : .failed(errno) }
  }

  deinit { close(descriptor) }

  private var status: stat {
    var status = stat()
    fstat(descriptor, &status)
    return status
  }

  /// Whether it still has its name: somebody may have removed it, or its folder.
  var isThere: Bool {
    var there = stat()
    return stat(path, &there) == 0 && there.st_ino == status.st_ino && there.st_dev == status.st_dev
  }

  var size: Int { Int(status.st_size) }

  /// When it was last written.
  var time: Date {
    let time = status.st_mtim
    return Date(timeIntervalSince1970: Double(time.tv_sec) + Double(time.tv_nsec) / 1e9)
  }

  /// As many bytes from an offset on as there are, at most so many.
  func read(_ offset: Int, _ count: Int) throws(JournalContents.Failure) -> Data {
    var data = Data(count: count)
    var done = 0
    while done < count {
      let got = data.withUnsafeMutableBytes {
        pread(descriptor, $0.baseAddress! + done, count - done, off_t(offset + done))
      }
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { throw .unreadable(errno) }
      if got == 0 { break }
      done += got
    }
    return done == count ? data : data.prefix(done)
  }

  func contents() throws(JournalContents.Failure) -> JournalContents {
    try JournalContents(size: size) { offset, count throws(JournalContents.Failure) in try read(offset, count) }
  }

  /// The bytes of its lines, from behind its head on; nil where they cannot be read.
  /// - Parameter length: of the file, as far as it is whole.
  func lines(upTo length: Int) -> Data? {
    let start = JournalFrame.signature.count + JournalFrame.form.count
    guard let head = (try? read(start, JournalFrame.headerLength)).flatMap(JournalFrame.Header.init) else { return nil }
    let first = start + JournalFrame.headerLength + head.length
    guard first <= length, let lines = try? read(first, length - first), lines.count == length - first else {
      return nil
    }
    return lines
  }

  /// The value of results; nil where it is damaged.
  func data(of results: JournalContents.Results) -> Data? {
    guard let data = try? read(results.range.lowerBound, results.range.count), data.count == results.range.count,
      results.header.holds(for: data)
    else { return nil }
    return data
  }

  /// Writes bytes behind the first `length`; what cannot be written whole is not there at all.
  /// - Returns: 0, or the system's error.
  func append(_ bytes: Data, at length: Int) -> Int32 {
    var done = 0
    while done < bytes.count {
      let put = bytes.withUnsafeBytes {
        pwrite(descriptor, $0.baseAddress! + done, $0.count - done, off_t(length + done))
      }
      if put < 0, errno == EINTR { continue }
      guard put > 0 else {
        let code = put < 0 ? errno : EIO
        ftruncate(descriptor, off_t(length))
        return code
      }
      done += put
    }
    return 0
  }

  /// Cuts off what is behind the first `length` bytes, and counts as written now.
  func cut(to length: Int) {
    ftruncate(descriptor, off_t(length))
    futimens(descriptor, nil)
  }

  /// Counts as written now.
  func touch() { futimens(descriptor, nil) }

  func remove() { unlink(path) }

  /// Puts it where no kernel looks for it, for somebody to look at.
  /// - Returns: where it is then.
  func setAside() -> String {
    let aside = path + ".damaged"
    return rename(path, aside) == 0 ? aside : path
  }
}
