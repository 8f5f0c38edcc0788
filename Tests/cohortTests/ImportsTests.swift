import Foundation
import Testing

@Suite("What the program is made of")
struct ImportsTests {
  private static let sources = URL(fileURLWithPath: #filePath).appending(path: "../../../Sources").standardizedFileURL

  @Test(
    "is Foundation's essentials, and not all of it: one file would bring the tables of all languages into the program")
  func foundation() throws {
    var importing: [String] = []
    let files = try FileManager.default.subpathsOfDirectory(atPath: Self.sources.path)
    for file in files where file.hasSuffix(".swift") && !file.hasPrefix("Benchmarks/") {
      let text = try String(contentsOf: Self.sources.appending(path: file), encoding: .utf8)
      if text.contains(/(?m)^ *(\w+ )*import (\w+ )?Foundation\b/) { importing.append(file) }
    }
    #expect(files.count > 500)
    #expect(importing == [], "import FoundationEssentials, Glibc or Dispatch")
  }
}
