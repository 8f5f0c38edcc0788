import FoundationEssentials
import Glibc

/// Where the journals of a user's kernels lie: `cohort/sessions` in the folder for what programs remember, open to its owner alone.
struct JournalFolder: Sendable {
  /// Journals of kernels that ended in order, and as many of others, stay; older ones go.
  static let most = 10
  /// Bytes of all journals together; older ones go first.
  static let mostBytes = 1 << 30
  private static let ending = ".journal"

  let path: String

  /// The folder, made where it is missing, readable for its owner alone.
  /// - Throws: the system's error.
  func prepare() throws(JournalFile.Failure) {
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw .failed(errno == 0 ? EACCES : errno)
    }
    var status = stat()
    guard lstat(path, &status) == 0 else { throw .failed(errno) }
    guard status.st_mode & S_IFMT == S_IFDIR, status.st_uid == geteuid() else { throw .failed(EPERM) }
    if status.st_mode & 0o077 != 0, chmod(path, 0o700) != 0 { throw .failed(errno) }
  }

  /// A new journal, with its head.
  /// - Throws: the system's error.
  func make(_ head: JournalHead) throws(JournalFile.Failure) -> (file: JournalFile, length: Int) {
    try prepare()
    guard let payload = try? PropertyListEncoder.binary.encode(head) else { throw .failed(EINVAL) }
    let bytes =
      Data(JournalFrame.signature + JournalFrame.form) + JournalFrame.bytes(.head, payload)
    return (try JournalFile(making: freePath(for: head.process), holding: bytes), bytes.count)
  }

  /// Processes of containers that share the folder may have one number, and one process may begin two journals within a millisecond.
  private func freePath(for process: Int32) -> String {
    var time = Int(Date.now.timeIntervalSince1970 * 1000)
    func named(_ time: Int) -> String { "\(path)/\(time)-\(process)\(Self.ending)" }
    while access(named(time), F_OK) == 0 { time += 1 }
    return named(time)
  }

  /// The journals that are there, the last written first.
  var files: [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    let dated = names.filter { $0.hasSuffix(Self.ending) }.compactMap { name -> (path: String, time: timespec)? in
      var status = stat()
      let file = "\(path)/\(name)"
      return lstat(file, &status) == 0 ? (file, status.st_mtim) : nil
    }
    return dated.sorted { ($0.time.tv_sec, $0.time.tv_nsec, $0.path) > ($1.time.tv_sec, $1.time.tv_nsec, $1.path) }.map(
      \.path)
  }

  /// Removes journals beyond `most` and `mostBytes` whose kernels are gone, and what a kernel left that was killed while it made one.
  func sweep() {
    var (ended, others, unreadable, bytes) = (0, 0, 0, 0)
    for path in files {
      guard let file = try? JournalFile(at: path) else { continue }
      bytes += file.size
      let count: Int
      switch try? file.contents() {
      // It takes no other's place; %resume says what is wrong with it.
      case nil:
        unreadable += 1
        count = unreadable
      case let contents? where contents.end == .shutDown:
        ended += 1
        count = ended
      case _?:
        others += 1
        count = others
      }
      if count > Self.most || bytes > Self.mostBytes { file.remove() }
    }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    for name in names.filter({ $0.hasSuffix(".new") }) { (try? JournalFile(at: "\(path)/\(name)"))?.remove() }
    for name in names.filter({ $0.hasSuffix(".damaged") }).sorted().dropLast(2) { unlink("\(path)/\(name)") }
  }
}

extension PropertyListEncoder {
  /// Short, and holds every number.
  static var binary: PropertyListEncoder {
    let encoder = PropertyListEncoder()
    encoder.outputFormat = .binary
    return encoder
  }
}
