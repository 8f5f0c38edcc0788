import CommandLanguage
import CommandSession
import Graphics
import KernelInterface
import Segmentation
import Tables
import Wording

/// Writes all that is known of the segments as one page to print.
struct Report: Command {
  static let name = "report"
  static let section = Section.keeping
  static let summary =
    "writes one page to print or send: summary, segments, map, profile, cards, stability, rules, how it was made"
  static let details = """
    One HTML file that needs no other, on A4 and Letter alike, with a page for each segment; or a PDF, by Chromium or WeasyPrint where one \
    is installed. Everything on it is what %cluster, %tsne, %profile, %insights, %stability and %explain say; without a map the plane \
    of the principal components stands in, and up to 20,000 customers stability is measured where it was not. Advice takes the keys of \
    %insights. An existing file is replaced only once the new one is whole; the loaded file never is.
    """
  static let tableCopies = 7.0
  static let parameters: [Parameter<Report>] =
    [
      .argument(
        "file", \.file, .path(endings: [".html", ".pdf"]), "where to; its name ends in .html or .pdf", required: true),
      .key("title", \.title, .text("a text", shown: false), "what stands above it, else the table's name"),
      .key("paper", \.paper, ValueKind<ReportPage.Paper>.choice().optional, "the paper of a PDF: a4 without it"),
    ] + Parameter.advice(\.advice)
  static let examples = [
    Example("%report segments.html", "a page to open, print or send"),
    Example("%report segments.pdf paper=letter", "the same on paper of this size"),
    Example("%report board.html title=\"Customers of 2025\"", "with a title of your own"),
  ]

  var file = ""
  var title = ""
  var paper: ReportPage.Paper?
  var advice = AdviceWords()

  /// Where programs that print pages are looked for.
  var printers = PagePrinter.Search()

  private enum Format: String { case html, htm, pdf }

  func run(on session: inout Session, in context: CommandContext) throws {
    // A name that no report can have stays wrong however many segments there are.
    let format = try format()
    _ = try session.segmentation()
    let protected = session.protectedFiles
    try AtomicFile.check(file.expandingHome, protecting: protected)
    // Nobody waits for a page that nothing can print.
    let printer = format == .pdf ? try printers.printer() : nil
    let material = try ReportMaterial(of: &session, advice: advice, context)
    let page = try ReportContent(
      material: material, context: context, title: title, paper: paper ?? (printer == nil ? nil : .a4)
    ).page()
    let html = try context.making { page.html(figures: printer?.figures ?? .drawings) }
    var bytes = Array(html.utf8)
    var extent = ""
    if let printer {
      let printed = try printer.print(html) { context.execution.isInterrupted }
      bytes = printed.bytes
      if printed.pageCount > 0 { extent = count(printed.pageCount, "page") + ", " }
    }
    if context.execution.isInterrupted { throw CancellationError() }
    try AtomicFile.write(bytes, to: file.expandingHome, protecting: protected)
    let what =
      "\(count(material.segmentation.k, "segment")) of \(material.table.name), \(extent)\(ByteText.size(bytes.count))"
    context.display(ReportLink(file: file, what: what).data(context.configuration.theme))
  }

  private func format() throws(Mistake) -> Format {
    let ending = file.pathExtension.lowercased()
    if let format = Format(rawValue: ending) { return format }
    let called = ending.isEmpty ? "‘\(file.excerpt)’ has no ending" : "‘\(file.excerpt)’ ends in .\(ending.excerpt)"
    throw Mistake(
      .refused(
        name: "UnknownFormat", message: "a report is a page or a PDF, and \(called)",
        remedy: "The file's name ends in .html or .pdf"),
      at: .key("file"))
  }
}

/// Says that a report was written, with a link where a front end can follow it.
private struct ReportLink {
  let file: String
  let what: String

  func data(_ theme: Configuration.Theme) -> DisplayData {
    let text = "Wrote \(file): \(what)."
    let name = escapedMarkup(file)
    // JupyterLab follows paths from the notebook's folder downwards, and no others.
    let isBelow = !file.hasPrefix("/") && !file.hasPrefix("~") && !file.split(separator: "/").contains("..")
    let path = file.percentEncoded
    let shown = isBelow ? "<a href=\"\(escapedMarkup(path))\" target=\"_blank\">\(name)</a>" : name
    return DisplayData([
      .plain(text), .html(theme.framed("<p>Wrote \(shown): \(escapedMarkup(what)).</p>\n")),
    ])
  }
}
