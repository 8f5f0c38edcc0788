import Crypto
import FoundationEssentials
import KernelInterface
import Machine
import Widgets
import Wording

/// A file that a visitor of `%app` sent, while it is read: lines name it as the visitor does, and not by where it lies.
struct SentFile: Sendable {
  /// Without a folder.
  let name: String
  /// SHA-256 in hexadecimal digits.
  let checksum: String
  /// In bytes.
  let size: Int
  private let folder: TemporaryFolder

  var path: String { "\(folder.path)/\(name)" }
  /// No business of who reads an error.
  var folderPath: String { folder.path + "/" }

  /// Puts it where it can be read, as long as this value is held; customers' data are not to stay behind.
  /// - Throws: what keeps it from being written.
  init(_ file: FileUpload.File) throws {
    name = file.name
    size = file.bytes.count
    checksum = SHA256.hash(data: file.bytes).hexadecimal
    folder = try TemporaryFolder()
    try Data(file.bytes).write(to: URL(fileURLWithPath: path))
  }
}

/// What stands around lines that may name a file that was sent.
protocol FileSending: ExecutionContext {
  var sentFile: SentFile? { get }
}
