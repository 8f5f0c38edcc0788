import Foundation
import Widgets

/// The tables that `%app` offers, and those that are sent to it.
enum AppTable {
  /// Built-in tables: what the menu calls them, and the line that loads them.
  static let builtIn: [(title: String, line: String)] = [
    ("card customers (sample)", "%load"), ("shop customers (sample)", "%load shop"),
  ]

  /// Puts a file that was sent where `%load` can read it, as long as that takes; customers' data are not to stay behind.
  static func withFile(_ file: FileUpload.File, _ body: (_ path: String, _ folder: String) -> Void) throws {
    let folder = try TemporaryFolder()
    try withExtendedLifetime(folder) {
      let path = "\(folder.path)/\(file.name)"
      try Data(file.bytes).write(to: URL(fileURLWithPath: path))
      body(path, folder.path + "/")
    }
  }
}
