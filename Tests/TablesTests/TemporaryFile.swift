import Foundation
import Tables

/// A directory of its own for one test, gone with it.
final class TemporaryDirectory {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("tables-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes `bytes` into a file here and returns its path.
  func file(_ name: String, _ bytes: [UInt8]) throws -> String {
    let file = path + "/" + name
    try Data(bytes).write(to: URL(fileURLWithPath: file))
    return file
  }

  func contents(of name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: path + "/" + name)))
  }
}

/// Reads `text` as a file called `t.csv`.
func load(_ text: String, _ options: CSVOptions = CSVOptions()) throws -> Table {
  try load(Array(text.utf8), options)
}

func load(_ bytes: [UInt8], _ options: CSVOptions = CSVOptions()) throws -> Table {
  let directory = try TemporaryDirectory()
  return try CSVReader.read(path: try directory.file("t.csv", bytes), options: options)
}

/// The error that reading `bytes` ends in, nil when it succeeds.
func loadError(_ bytes: [UInt8], _ options: CSVOptions = CSVOptions()) throws -> LoadError? {
  let directory = try TemporaryDirectory()
  let path = try directory.file("t.csv", bytes)
  do throws(LoadError) {
    _ = try CSVReader.read(path: path, options: options)
    return nil
  } catch {
    return error
  }
}

func loadError(_ text: String, _ options: CSVOptions = CSVOptions()) throws -> LoadError? {
  try loadError(Array(text.utf8), options)
}

extension Column {
  /// Every value as text, nil for missing.
  var texts: [String?] { (0..<count).map(text) }
}
