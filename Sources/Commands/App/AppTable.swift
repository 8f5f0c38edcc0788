import CommandLanguage
import CommandSession
import Foundation
import Widgets

/// The tables that `%app` offers, and those that are sent to it.
struct AppTable {
  /// What the menu calls it.
  let title: String
  /// Its name in the session.
  let table: String
  /// What brings it into use.
  let line: String

  private static let builtIn = [
    AppTable(title: "card customers (sample)", table: "sample", line: "%load"),
    AppTable(title: "shop customers (sample)", table: "shop", line: "%load shop"),
  ]

  /// The built-in ones, then all others of the session.
  static func choices(in session: Session) -> [AppTable] {
    let names = session.tables.map(\.value.name)
    let known = builtIn.map { table in
      // One that was looked at before keeps its segments.
      names.contains(table.table)
        ? AppTable(title: table.title, table: table.table, line: "%use \(Quoting.item(table.table))") : table
    }
    let others = names.filter { name in !builtIn.contains { $0.table == name } }
    return known + others.map { AppTable(title: $0, table: $0, line: "%use \(Quoting.item($0))") }
  }

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
