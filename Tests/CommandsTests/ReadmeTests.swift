import Commands
import Foundation
import Testing

@Suite("README")
struct ReadmeTests {
  /// `COHORT_SNAPSHOTS=write` puts the table as it is now into README, in place of being compared with it.
  private static let rewrites = ProcessInfo.processInfo.environment["COHORT_SNAPSHOTS"] == "write"

  private static let readme = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().appending(path: "README.md")

  private static let (start, end) = ("<!-- commands: generated -->\n", "<!-- /commands -->")

  @Test("the table of commands is the one that the commands themselves give")
  func commandTable() throws {
    var text = try String(contentsOf: Self.readme, encoding: .utf8)
    let begin = try #require(text.range(of: Self.start)?.upperBound)
    let end = try #require(text.range(of: Self.end)?.lowerBound)
    let table = commandTableMarkdown() + "\n"
    if Self.rewrites {
      text.replaceSubrange(begin..<end, with: table)
      try text.write(to: Self.readme, atomically: true, encoding: .utf8)
    } else {
      #expect(String(text[begin..<end]) == table)
    }
  }
}
