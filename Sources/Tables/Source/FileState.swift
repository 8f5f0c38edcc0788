import Glibc

/// What tells, without reading it, whether a file has been written to: its size and the moment of the last change.
public struct FileState: Sendable, Equatable, Codable {
  public let size: Int
  private let seconds: Int
  private let nanoseconds: Int

  /// nil for what is no plain file.
  public init?(of path: String) {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    size = Int(status.st_size)
    seconds = Int(status.st_mtim.tv_sec)
    nanoseconds = Int(status.st_mtim.tv_nsec)
  }
}
