import CommandLanguage
import CommandSession
import Crypto
import FoundationEssentials
import Glibc
import Machine
import Tables

/// The file that a table came from, told from every other by its bytes.
struct TableOrigin: Sendable, Equatable {
  /// What is known of the file's bytes.
  enum Bytes: Sendable, Equatable {
    /// SHA-256 in hexadecimal digits, of a file that is as it was when it was loaded, or that was sent.
    case checksum(String, size: Int)
    /// Somebody has written to it since, so that its checksum is not that of the table.
    case changed
    case gone
    /// A built-in table, or one that a command made of others.
    case noFile
  }

  /// As the user named it.
  let source: String
  let bytes: Bytes

  private static let pieceSize = 1 << 20

  /// Reads the file once more, piece by piece; of one that was sent, what was found then is known.
  /// - Throws: `CancellationError`.
  init(of table: Table, in session: Session, _ context: ComputeContext) throws(CancellationError) {
    source = table.source
    let state: FileState
    switch session.loadedFiles[table.name] {
    case nil:
      bytes = .noFile
      return
    case .sent(let checksum, let size):
      bytes = .checksum(checksum, size: size)
      return
    case .named(let loaded): state = loaded
    }
    let path = table.source.expandingHome
    guard FileManager.default.fileExists(atPath: path) else {
      bytes = .gone
      return
    }
    guard FileState(of: path) == state, let digest = try Self.digest(of: path, size: state.size, context),
      FileState(of: path) == state
    else {
      bytes = .changed
      return
    }
    bytes = .checksum(digest, size: state.size)
  }

  /// nil for a file that cannot be read to its end.
  private static func digest(
    of path: String, size: Int, _ context: ComputeContext
  ) throws(CancellationError) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var hash = SHA256()
    var piece = [UInt8](repeating: 0, count: pieceSize)
    var done = 0
    while done < size {
      let count = read(descriptor, &piece, pieceSize)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return nil }
      piece.withUnsafeBytes { hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: $0[..<count])) }
      done += count
      try context.checkpoint(Double(done) / Double(size))
    }
    return hash.finalize().hexadecimal
  }
}
