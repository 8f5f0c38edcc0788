/// Writes a report as an HTML document.
struct ReportPageWriter {
  let page: ReportPage
  let figures: ReportPage.FigureForm

  var document: String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
    <meta name="generator" content="\(escapedMarkup(page.generator))">
    <title>\(escapedMarkup(page.title))</title>
    <style>
    \(ReportPageStyle(paper: page.paper).css)
    </style>
    </head>
    <body>
    \(body)</body>
    </html>

    """
  }

  private var body: String {
    var out = "<header>\n<h1>\(escapedMarkup(page.title))</h1>\n"
    if !page.subtitle.isEmpty { out += "<p class=\"sub\">\(escapedMarkup(page.subtitle))</p>\n" }
    out += "</header>\n<main>\n"
    // Who reads no further has met the first section, and not a list of what there is.
    out += (page.sections.prefix(1).map(section) + [contents] + page.sections.dropFirst().map(section)).joined()
    out += "</main>\n"
    return out + "<footer><p>\(escapedMarkup(page.generator))</p></footer>\n"
  }

  /// The list of contents: sections, and below them the cards.
  private var contents: String {
    let items = page.sections.map { section -> String in
      let link = "<a href=\"#\(section.id)\">\(escapedMarkup(section.title))</a>"
      let cards = section.blocks.compactMap { if case .card(let card) = $0 { card } else { nil } }
      guard !cards.isEmpty else { return "<li>\(link)</li>" }
      let inner = cards.map {
        "<li><a href=\"#\(Self.id(of: $0))\">\($0.key.number) · \(escapedMarkup($0.name))</a></li>"
      }
      return "<li>\(link)<ul>\(inner.joined())</ul></li>"
    }
    return
      "<nav aria-labelledby=\"contents\"><h2 id=\"contents\">Contents</h2>\n<ul>\(items.joined(separator: "\n"))</ul></nav>\n"
  }

  private static func id(of card: SegmentReport.Card) -> String { "segment-\(card.key.number)" }

  private func section(_ section: ReportPage.Section) -> String {
    let turn = section.startsPage ? " class=\"turn\"" : ""
    var out =
      "<section\(turn) aria-labelledby=\"\(section.id)\"><h2 id=\"\(section.id)\">\(escapedMarkup(section.title))</h2>\n"
    for (index, group) in groups(of: section).enumerated() {
      guard case .card? = group.first else {
        out += group.map(block).joined()
        continue
      }
      // The first card follows the section's heading onto its page.
      let isFirst = index == 0 || (index == 1 && groups(of: section)[0].allSatisfy(\.isText))
      out += "<div class=\"one\(section.turnsPages && !isFirst ? " turn" : "")\">\(group.map(block).joined())</div>\n"
    }
    return out + "</section>\n"
  }

  /// What stands before the first card, then each card with what follows it.
  private func groups(of section: ReportPage.Section) -> [[ReportPage.Block]] {
    var groups: [[ReportPage.Block]] = []
    for block in section.blocks {
      if case .card = block {
        groups.append([block])
      } else if groups.isEmpty {
        groups.append([block])
      } else {
        groups[groups.count - 1].append(block)
      }
    }
    return groups
  }

  private func block(_ block: ReportPage.Block) -> String {
    switch block {
    case .paragraph(let text): return "<p>\(escapedMarkup(text))</p>\n"
    case .note(let text): return "<p class=\"note\">\(escapedMarkup(text))</p>\n"
    case .sentences(let sentences): return Self.list(sentences)
    case .table(let table): return self.table(table)
    case .figure(let figure): return self.figure(figure)
    case .card(let card):
      return "<div class=\"card\">\(SegmentReportPage.card(card, level: 3, id: Self.id(of: card)))</div>\n"
    case .commands(let lines):
      let text = lines.map { escapedMarkup($0, keepsLines: true) }.joined(separator: "\n")
      return "<pre tabindex=\"0\"><code>\(text)</code></pre>\n"
    case .facts(let facts):
      let items = facts.map { "<div><dt>\(escapedMarkup($0.name))</dt><dd>\(escapedMarkup($0.text))</dd></div>" }
      return "<dl>\(items.joined(separator: "\n"))</dl>\n"
    }
  }

  private static func list(_ sentences: [String]) -> String {
    sentences.isEmpty ? "" : "<ul>\(sentences.map { "<li>\(escapedMarkup($0))</li>" }.joined(separator: "\n"))</ul>\n"
  }

  private static let mostRowsTogether = 24

  /// The rows alone; the words around them are the page's.
  private func table(_ table: HTMLTable) -> String {
    var rows = table
    (rows.title, rows.insights, rows.caption) = ("", [], "")
    // One that fits a page stays on it, with what is said of it.
    let kind = table.rows.count <= Self.mostRowsTogether ? "table whole" : "table"
    return framed(
      kind, rows.html(printedWidth: ReportPage.printedWidth), title: table.title, table.insights, table.caption)
  }

  private func figure(_ figure: Figure) -> String {
    if let table = figure.table { return self.table(table) }
    let drawing: String
    switch figures {
    case .drawings: drawing = figure.html
    case .pictures:
      drawing =
        "<img width=\"\(figure.width)\" height=\"\(figure.height)\" alt=\"\(escapedMarkup(figure.description))\" "
        + "src=\"\(svgDataURI(figure.svg))\">"
    }
    return framed("drawing", drawing, title: figure.title, figure.insights, figure.caption)
  }

  private func framed(
    _ kind: String, _ content: String, title: String, _ insights: [String], _ caption: String
  ) -> String {
    let heading = title.isEmpty ? "" : "<p class=\"fig-title\">\(escapedMarkup(title))</p>\n"
    let foot = caption.isEmpty ? "" : "<p class=\"note\">\(escapedMarkup(caption))</p>\n"
    // What is wider than a small screen is scrolled, by keyboard too.
    return "<figure class=\"\(kind)\">\(heading)<div class=\"wide\" tabindex=\"0\" role=\"group\" "
      + "aria-label=\"\(escapedMarkup(title.isEmpty ? "table" : title))\">\(content)</div>\n\(Self.list(insights))\(foot)</figure>\n"
  }

  // MARK: Words

  /// The text of the page without its markup.
  var words: String {
    var text = ""
    var rest = Substring(body)
    while let start = rest.firstIndex(of: "<") {
      text += rest[..<start]
      rest = rest[start...]
      let isSheet = rest.hasPrefix("<style")
      let end = isSheet ? rest.firstRange(of: "</style>")?.upperBound : rest.firstIndex(of: ">").map(rest.index(after:))
      guard let end else { break }
      text += " "
      rest = rest[end...]
    }
    return text + rest
  }
}

extension ReportPage.Block {
  /// Whether it is a line or two.
  fileprivate var isText: Bool {
    switch self {
    case .paragraph, .note, .sentences: true
    case .table, .figure, .card, .commands, .facts: false
    }
  }
}
