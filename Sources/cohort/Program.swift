import FoundationEssentials

/// This program, as a file.
enum Program {
  /// The absolute path, symbolic links resolved.
  static var path: String {
    URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().path
  }
}
