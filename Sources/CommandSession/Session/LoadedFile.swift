import Tables

/// The file that a table was loaded from, as it was then.
package enum LoadedFile: Sendable, Equatable, Codable {
  /// One that the user named, which may be written to from then on.
  case named(FileState)
  /// One that was sent and lay on the machine no longer than reading it took: its SHA-256 in hexadecimal digits, its size in bytes.
  case sent(checksum: String, size: Int)
}
