import FoundationEssentials
import Glibc

/// Why a file could not be written. Whatever stood there before still does.
public enum WriteError: Error, Sendable, Equatable {
  /// The file is the source of the loaded data.
  case wouldReplaceSource(file: String)
  /// A database stands there that holds more than what would be written; `reason` goes on behind its name.
  case wouldReplaceDatabase(file: String, reason: String)
  case directory(file: String)
  case missingDirectory(directory: String)
  case noPermission(file: String)
  case failed(file: String, reason: String)
  case cancelled

  public var message: String {
    switch self {
    case .wouldReplaceSource(let file):
      "\(file) is the file that the data came from; choose another name"
    case .wouldReplaceDatabase(let file, let reason):
      "\(file) \(reason), and is not replaced"
    case .directory(let file):
      "\(file) is a directory; name a file in it"
    case .missingDirectory(let directory):
      "there is no directory \(directory)"
    case .noPermission(let file):
      "\(file) may not be written: you have no permission"
    case .failed(let file, let reason):
      "\(file) could not be written: \(reason)"
    case .cancelled:
      "stopped"
    }
  }
}

/// Files that are there whole or not at all.
public enum AtomicFile {
  /// Writes `bytes` beside `path`, waits for the disk, then takes the name over in one step.
  ///
  /// An existing file keeps its permissions; a symbolic link keeps pointing where it does, and its target is replaced.
  /// - Parameter protected: files that must not be replaced; compared by device and inode, so that no other spelling, link or
  ///   relative path gets around it.
  /// - Throws: `WriteError`; nothing is left behind then.
  public static func write(_ bytes: [UInt8], to path: String, protecting protected: [String] = [])
    throws(WriteError)
  {
    let (target, directory, name, old) = try place(path, protecting: protected)
    let (descriptor, temporary) = try makeFile(in: directory, besides: name, path: path)
    // The lock holds until the name is taken over, whatever is closed before.
    let lock = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
    defer { close(lock) }
    let failure = fill(descriptor, with: bytes, mode: old.map { $0.st_mode & 0o7777 })
    let closed = close(descriptor) == 0 ? 0 : errno
    var code = failure != 0 ? failure : closed
    if code == 0, rename(temporary, target) != 0 { code = errno }
    guard code == 0 else {
      unlink(temporary)
      throw error(code, path: path)
    }
    syncDirectory(directory)
  }

  /// The same for a file that another writer makes, which is told its name for the time being: none is there yet.
  ///
  /// It is made in a folder of its own, which is locked until the end: the writer may make the file anew, or others beside it, and what
  /// it leaves there goes with the folder.
  /// - Throws: `WriteError`, and what `write` throws; nothing is left behind then.
  package static func write<Failure: Error>(
    to path: String, protecting protected: [String] = [], by write: (String) throws(Failure) -> Void
  ) throws {
    let (target, directory, name, old) = try place(path, protecting: protected)
    let (lock, folder) = try makeFolder(in: directory, besides: name, path: path)
    defer {
      try? FileManager.default.removeItem(atPath: folder)
      close(lock)
    }
    let temporary = "\(folder)/file"
    try write(temporary)
    let written = open(temporary, O_RDWR | O_CLOEXEC)
    var code = written < 0 ? errno : fill(written, with: [], mode: old.map { $0.st_mode & 0o7777 })
    if written >= 0, close(written) != 0, code == 0 { code = errno }
    if code == 0, rename(temporary, target) != 0 { code = errno }
    guard code == 0 else { throw error(code, path: path) }
    syncDirectory(directory)
  }

  /// Refuses what `write` would refuse, as far as it can be known beforehand: nobody waits for a file that cannot be written.
  /// - Throws: `WriteError`; nothing is written either way.
  public static func check(_ path: String, protecting protected: [String] = []) throws(WriteError) {
    _ = try place(path, protecting: protected)
  }

  /// Whether two names are of one file, which is there: by device and inode.
  public static func areSame(_ one: String, _ other: String) -> Bool {
    guard let one = status(of: one), let other = status(of: other) else { return false }
    return one.st_dev == other.st_dev && one.st_ino == other.st_ino
  }

  /// Where a file goes, and what stands there now.
  private static func place(_ path: String, protecting protected: [String]) throws(WriteError)
    -> (target: String, directory: String, name: String, old: stat?)
  {
    // The system would take the name to end there, and write another file.
    if path.utf8.contains(0) {
      throw .failed(file: path, reason: "its name holds a NUL character, which no file's can")
    }
    let target = try resolved(path)
    let old = status(of: target)
    if let old {
      if old.st_mode & S_IFMT == S_IFDIR { throw .directory(file: path) }
      // Renaming would put a plain file where a device or a pipe was.
      if old.st_mode & S_IFMT != S_IFREG { throw .failed(file: path, reason: "it is a device or a pipe") }
      if protected.contains(where: { areSame($0, target) }) { throw .wouldReplaceSource(file: path) }
      // Replacing takes only rights on the directory; a file that its owner made read-only is not ours to replace.
      if access(target, W_OK) != 0 { throw .noPermission(file: path) }
    }
    let slash = target.lastIndex(of: "/")
    let directory = slash.map { String(target[...$0]) } ?? "./"
    let name = slash.map { String(target[target.index(after: $0)...]) } ?? target
    guard !name.isEmpty, let folder = status(of: directory), folder.st_mode & S_IFMT == S_IFDIR else {
      throw .missingDirectory(directory: directory)
    }
    if access(directory, W_OK | X_OK) != 0 { throw error(errno, path: path) }
    return (target, directory, name, old)
  }

  /// Where links lead; a file that is not there yet is where it is named.
  private static func resolved(_ path: String) throws(WriteError) -> String {
    if let resolved = realpath(path, nil) {
      defer { free(resolved) }
      return String(cString: resolved)
    }
    let code = errno
    var link = stat()
    // Whoever made the link meant another place; a file put here would take the link away.
    guard lstat(path, &link) == 0, link.st_mode & S_IFMT == S_IFLNK else { return path }
    let end = code == ELOOP ? "back to itself" : "nowhere"
    throw .failed(file: path, reason: "it is a link that leads \(end)")
  }

  /// Opens a new hidden file in the directory that the finished one goes to: names are taken over only within a file system.
  private static func makeFile(in directory: String, besides name: String, path: String) throws(WriteError)
    -> (descriptor: Int32, path: String)
  {
    try make(in: directory, besides: name, path: path) { open($0, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666) }
  }

  /// The same for a folder.
  private static func makeFolder(in directory: String, besides name: String, path: String) throws(WriteError)
    -> (descriptor: Int32, path: String)
  {
    try make(in: directory, besides: name, path: path) {
      mkdir($0, 0o700) == 0 ? open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1
    }
  }

  /// Makes and locks something of a name that nothing has. The lock goes with the process, however that ends: so others know what nobody
  /// writes any more.
  private static func make(
    in directory: String, besides name: String, path: String, by open: (String) -> Int32
  ) throws(WriteError) -> (descriptor: Int32, path: String) {
    removeLeftovers(in: directory, besides: name)
    for attempt in 0..<1000 {
      let temporary = "\(directory).\(name.prefix(50)).\(getpid()).\(attempt).tmp"
      let descriptor = open(temporary)
      if descriptor >= 0 {
        // Where there are no locks, nothing takes it for a leftover either.
        flock(descriptor, LOCK_EX)
        if isNamed(temporary, descriptor) { return (descriptor, temporary) }
        // Somebody took it for a leftover before it was locked.
        close(descriptor)
        continue
      }
      switch errno {
      case EEXIST: continue
      // A folder that somebody took for a leftover before it was opened; another may have a file there by now.
      case ENOENT where status(of: directory) != nil, ENOTDIR where status(of: directory) != nil: continue
      case ENOENT, ENOTDIR: throw .missingDirectory(directory: directory)
      case let code: throw error(code, path: path)
      }
    }
    throw .failed(file: path, reason: "the directory is full of unfinished files")
  }

  /// Removes what processes have left behind that ended while they wrote `name`.
  private static func removeLeftovers(in directory: String, besides name: String) {
    let start = ".\(name.prefix(50))."
    for found in (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
    where found.hasPrefix(start) && found.hasSuffix(".tmp") {
      let numbers = found.dropFirst(start.count).dropLast(4).split(separator: ".", omittingEmptySubsequences: false)
      guard numbers.count == 2, numbers.allSatisfy({ Int($0) != nil }) else { continue }
      let path = directory + found
      let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
      guard descriptor >= 0 else { continue }
      // Who held the lock may have finished since, and another begun under the same name: what is locked here has to be what goes.
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0, isNamed(path, descriptor) {
        try? FileManager.default.removeItem(atPath: path)
      }
      close(descriptor)
    }
  }

  /// Whether what is open still has this name.
  private static func isNamed(_ path: String, _ descriptor: Int32) -> Bool {
    var opened = stat()
    var named = stat()
    return fstat(descriptor, &opened) == 0 && lstat(path, &named) == 0
      && opened.st_dev == named.st_dev && opened.st_ino == named.st_ino
  }

  /// Writes everything and waits for the disk. Returns the error number, 0 for none.
  private static func fill(_ descriptor: Int32, with bytes: [UInt8], mode: mode_t?) -> Int32 {
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      if count < 0 { return errno }
      written += count
    }
    if let mode, fchmod(descriptor, mode) != 0 { return errno }
    return fsync(descriptor) == 0 ? 0 : errno
  }

  /// Makes the new name itself survive a power cut, where the file system can.
  private static func syncDirectory(_ directory: String) {
    let descriptor = open(directory, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  private static func status(of path: String) -> stat? {
    var status = stat()
    return stat(path, &status) == 0 ? status : nil
  }

  private static func error(_ code: Int32, path: String) -> WriteError {
    switch code {
    case EACCES, EPERM, EROFS: .noPermission(file: path)
    default: .failed(file: path, reason: String(cString: strerror(code)))
    }
  }
}
