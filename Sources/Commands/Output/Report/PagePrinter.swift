import CommandLanguage
import FoundationEssentials
import Glibc
import Graphics
import Wording

/// A program on this machine that makes a PDF of a page.
struct PagePrinter: Sendable {
  enum Kind: Sendable { case chromium, weasyPrint }

  let path: String
  let kind: Kind
  /// What does where it fails.
  var instead = Search.page

  /// WeasyPrint reads no style sheets within drawings.
  var figures: ReportPage.FigureForm { kind == .chromium ? .drawings : .pictures }

  /// A document and how many pages it has, 0 where that cannot be seen.
  struct Printed: Sendable {
    let bytes: [UInt8]
    let pageCount: Int
  }

  /// Longer than any page takes.
  private static let patience = Duration.seconds(120)

  /// Where to look for one.
  struct Search: Sendable {
    /// Folders apart by colons, as in PATH.
    var folders = ProcessInfo.processInfo.environment["PATH"] ?? ""
    /// What does where there is none: a sentence without a full stop.
    var instead = page

    fileprivate static let page = "%report FILE.html writes a page that any browser prints"

    private static let names: [(String, Kind)] = [
      ("chromium", .chromium), ("chromium-browser", .chromium), ("google-chrome", .chromium),
      ("weasyprint", .weasyPrint),
    ]

    /// - Throws: what to install.
    func printer() throws(Mistake) -> PagePrinter {
      for (name, kind) in Self.names {
        for folder in folders.split(separator: ":") {
          let path = "\(folder)/\(name)"
          if access(path, X_OK) == 0 { return PagePrinter(path: path, kind: kind, instead: instead) }
        }
      }
      throw Mistake(
        .refused(
          name: "NoPrinter", message: "a PDF takes Chromium or WeasyPrint, and neither is installed",
          remedy: "sudo apt-get install chromium (or weasyprint) brings one; \(instead)"),
        at: .key("file"))
    }
  }

  /// The page as a PDF that says nothing of when it was made.
  /// - Throws: `CancellationError` within some hundredths of a second of an interrupt; why there is no document.
  func print(_ html: String, isCancelled: () -> Bool) throws -> Printed {
    let folder = try TemporaryFolder()
    let (page, document) = (folder.path + "/report.html", folder.path + "/report.pdf")
    try Data(html.utf8).write(to: URL(fileURLWithPath: page))
    let program = ChildProgram(
      path: path, arguments: arguments(page, document, folder.path), folder: folder.path, log: folder.path + "/log")
    let name = path.lastPathComponent
    switch try program.run(for: Self.patience, isCancelled: isCancelled) {
    case .ended(0): break
    case .ended(let code): throw failed("\(name) ended with \(code)", log: folder.path + "/log")
    case .killed(let signal): throw failed("\(name) was ended by signal \(signal)", log: folder.path + "/log")
    case .late: throw failed("\(name) was not done within \(Self.patience.components.seconds) seconds", log: nil)
    case .unstarted(let reason): throw failed("\(name) could not be started: \(reason)", log: nil)
    }
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: document)), data.starts(with: Array("%PDF".utf8)) else {
      throw failed("\(name) left no PDF", log: folder.path + "/log")
    }
    let bytes = PDFBytes(Array(data)).withoutTime
    return Printed(bytes: bytes.bytes, pageCount: bytes.pageCount)
  }

  private func arguments(_ page: String, _ document: String, _ folder: String) -> [String] {
    switch kind {
    case .weasyPrint: return ["--quiet", page, document]
    case .chromium:
      // Chromium's sandbox does not start for root; the page is our own, and loads nothing.
      return (geteuid() == 0 ? ["--no-sandbox"] : []) + [
        "--headless", "--disable-gpu", "--disable-dev-shm-usage", "--disable-extensions",
        "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--no-first-run", "--no-default-browser-check",
        "--host-resolver-rules=MAP * ~NOTFOUND", "--user-data-dir=\(folder)/profile", "--no-pdf-header-footer",
        "--generate-pdf-document-outline", "--print-to-pdf=\(document)", "file://\(page)",
      ]
    }
  }

  private func failed(_ what: String, log: String?) -> Mistake {
    let lines = log.flatMap { try? String(contentsOfFile: $0, encoding: .utf8) }?.split(separator: "\n") ?? []
    let last = lines.last.map { ": " + String($0.prefix(200)) } ?? ""
    return Mistake(
      .refused(
        name: "NotPrinted", message: what + last, remedy: instead),
      at: .key("file"))
  }
}
