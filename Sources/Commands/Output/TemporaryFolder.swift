import Foundation

/// A folder that nobody else reads and that goes with the value.
final class TemporaryFolder: Sendable {
  let path: String

  /// - Throws: why there is none.
  init() throws {
    let place = FileManager.default.temporaryDirectory.path + "/cohort-XXXXXX"
    var name = place.utf8CString.map { $0 }
    guard mkdtemp(&name) != nil else { throw CocoaError(.fileWriteUnknown) }
    path = name.withUnsafeBufferPointer { buffer in
      String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
  }

  /// What a program that was ended still writes for a moment is taken away at another try.
  deinit {
    for _ in 0..<20 {
      try? FileManager.default.removeItem(atPath: path)
      if access(path, F_OK) != 0 { return }
      usleep(20_000)
    }
  }
}
