import FoundationEssentials
import Glibc

extension Rules {
  /// Reads rules from a file.
  /// - Parameters:
  ///   - path: where it is.
  ///   - name: what errors call it.
  /// - Throws: `RulesError` for a file that is not there or cannot be read, and as `init(yaml:file:)`.
  public init(contentsOf path: String, name: String) throws(RulesError) {
    func refused(_ problem: String) -> RulesError { RulesError(file: name, field: "", problem: problem) }
    var status = stat()
    guard stat(path, &status) == 0 else { throw refused("there is no such file") }
    // A pipe would keep the reader waiting, and a folder has no text.
    guard status.st_mode & S_IFMT == S_IFREG else { throw refused("this is no file of text") }
    guard status.st_size <= Self.largestFile else {
      throw refused("rules take \(grouped(Self.largestFile)) bytes at most, and this file more")
    }
    guard let bytes = FileManager.default.contents(atPath: path) else { throw refused("it cannot be read") }
    guard let text = String(validating: bytes, as: UTF8.self) else { throw refused("this is no text in UTF-8") }
    try self.init(yaml: text, file: name)
  }
}
