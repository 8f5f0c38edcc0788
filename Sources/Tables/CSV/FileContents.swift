import Foundation

/// The bytes of a file, for as long as this object lives.
///
/// Large files are mapped, so that their bytes cost no memory of ours; small ones are read, so that whoever shortens the
/// file meanwhile does no harm.
final class FileContents {
  let bytes: UnsafeBufferPointer<UInt8>
  private let isMapped: Bool

  private static let mappedFrom = 32 << 20

  /// - Throws: `LoadError` naming why the file cannot be opened.
  init(path: String) throws(LoadError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw Self.error(errno, path: path) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw Self.error(errno, path: path) }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: throw .directory(file: path, tables: Self.readableFiles(in: path))
    case S_IFREG: break
    default: throw .unreadable(file: path, reason: "it is a device or a pipe, not a file")
    }
    let size = Int(status.st_size)
    if size >= Self.mappedFrom {
      guard let address = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), address != MAP_FAILED else {
        throw Self.error(errno, path: path)
      }
      madvise(address, size, MADV_SEQUENTIAL)
      bytes = UnsafeBufferPointer(start: address.assumingMemoryBound(to: UInt8.self), count: size)
      isMapped = true
      return
    }
    let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: size)
    var filled = 0
    while filled < size, let base = buffer.baseAddress {
      let count = read(descriptor, base + filled, size - filled)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        buffer.deallocate()
        throw Self.error(errno, path: path)
      }
      if count == 0 { break }
      filled += count
    }
    bytes = UnsafeBufferPointer(rebasing: UnsafeBufferPointer(buffer)[..<filled])
    isMapped = false
  }

  /// Bytes made elsewhere: decompressed or transcoded.
  init(_ content: [UInt8]) {
    let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: content.count)
    _ = buffer.initialize(from: content)
    bytes = UnsafeBufferPointer(buffer)
    isMapped = false
  }

  deinit {
    if isMapped {
      munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count)
    } else {
      bytes.deallocate()
    }
  }

  private static func error(_ code: Int32, path: String) -> LoadError {
    switch code {
    case ENOENT, ENOTDIR: .missingFile(file: path, nearest: nearestFiles(to: path))
    case EACCES, EPERM: .noPermission(file: path)
    default: .unreadable(file: path, reason: String(cString: strerror(code)))
    }
  }

  /// Paths like `path` in its directory.
  private static func nearestFiles(to path: String) -> [String] {
    let url = URL(fileURLWithPath: path)
    let directory = url.deletingLastPathComponent().path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: directory))?.sorted() ?? []
    let typedDirectory = path.contains("/") ? String(path[...(path.lastIndex(of: "/") ?? path.startIndex)]) : ""
    return nearestNames(to: url.lastPathComponent, among: names).map { typedDirectory + $0 }
  }

  /// Up to five files in `directory` that look like tables.
  private static func readableFiles(in directory: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: directory))?.sorted() ?? []
    let endings = [".csv", ".tsv", ".csv.gz", ".tsv.gz"]
    let tables = names.filter { name in endings.contains { name.lowercased().hasSuffix($0) } }
    return tables.prefix(5).map { directory + (directory.hasSuffix("/") ? "" : "/") + $0 }
  }
}
