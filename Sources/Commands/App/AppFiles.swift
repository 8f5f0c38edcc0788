import CommandLanguage
import CommandSession
import FoundationEssentials
import KernelInterface
import Wording

/// What a visitor of `%app` takes away: files that the commands write, as links that hold them.
struct AppFiles {
  let live: any LiveSession
  let isInterrupted: @Sendable () -> Bool

  /// A link holds its file whole; a page with more is no page any more.
  private static let largest = 32 << 20

  /// The report calls segments by the user's names, else by computed ones, and so do the other two: all speak of the same.
  private static let files: [(name: String, type: String, what: String, line: String)] = [
    ("segments.csv", "text/csv", "the segment of every customer", "%name auto\n%export segments"),
    ("model.json", "application/json", "the fitted model, for %restore", "%name auto\n%save"),
    ("report.html", "text/html", "the report, to print or to send", "%report"),
  ]

  /// A list of links, or in the place of one why there is none.
  /// - Parameter report: told what is written next, and which share is done.
  func links(report: (String, Double) -> Void) -> String {
    let session = live.session
    let items = Self.files.enumerated().map { place, file in
      report("Writing \(file.name)", Double(place) / Double(Self.files.count))
      return "<li>\(link(file.name, file.type, file.what, file.line, of: session))</li>"
    }
    return Announcement.said("<ul>\(items.joined())</ul>")
  }

  private func link(
    _ name: String, _ type: String, _ what: String, _ line: String, of session: Session
  ) -> String {
    do {
      let folder = try TemporaryFolder()
      let bytes = try withExtendedLifetime(folder) {
        let path = "\(folder.path)/\(name)"
        _ = try live.preview("\(line) \(Quoting.item(path))", of: session, isInterrupted: isInterrupted)
        return try Data(contentsOf: URL(fileURLWithPath: path))
      }
      guard bytes.count <= Self.largest else { return AppWords.tooLarge(name) }
      return "<a download=\"\(name)\" href=\"data:\(type);base64,\(bytes.base64EncodedString())\">\(name)</a>: "
        + escapedMarkup("\(what), \(ByteText.size(bytes.count))")
    } catch let report as ErrorReport {
      return "\(name): \(escapedMarkup(report.message))"
    } catch {
      return AppWords.notWritten(name)
    }
  }
}
