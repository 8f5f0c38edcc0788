import Foundation

/// This program, as a file.
enum Program {
  /// The absolute path, symbolic links resolved.
  static var path: String {
    let path = Bundle.main.executablePath ?? CommandLine.arguments[0]
    return URL(fileURLWithPath: path).resolvingSymlinksInPath().path
  }
}
