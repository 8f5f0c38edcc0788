import Machine

/// A file's bytes, for readers that want all of them.
public enum WholeFile {
  /// Files beyond this are no text that somebody wrote for such a reader.
  static let limit = 1 << 30

  /// - Throws: `LoadError` naming why it cannot be read; the nearest names for one that is not there.
  public static func read(_ path: String) throws(LoadError) -> [UInt8] {
    let file = try InputFile(path: path)
    guard file.size <= limit else { throw .tooLarge(file: path, needed: file.size, available: limit) }
    // What is made of the bytes takes several times as much.
    try LoadError.fitting(path) { () throws(MemoryShortage) in try FreeMemory.require(4 * file.size) }
    do throws(ReadFailure) {
      return try SourceBytes(file, inMemoryBelow: .max).prefix(file.size)
    } catch {
      throw .unreadable(file: path, reason: error.reason)
    }
  }
}
