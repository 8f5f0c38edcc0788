/// Writes a table as HTML that stands in any page and follows its theme.
struct HTMLTableWriter {
  let table: HTMLTable
  var printedWidth = PrintRules.notebookWidth

  var markup: String {
    let body = content(id: "c")
    // A table in a figure's page must not take the figure's rules, nor give it its own.
    return content(id: "t" + String(contentHash(body), radix: 36))
  }

  private func content(id: String) -> String {
    var out = "<div id=\"\(id)\" class=\"mathjax_ignore\" tabindex=\"0\" style=\"overflow-x:auto;max-width:100%\">"
    out += "<style>\(rules(id))</style>\n<table>\n"
    if !table.title.isEmpty { out += "<caption>\(escapedMarkup(table.title))</caption>\n" }
    out += header + "<tbody>\n" + table.rows.map(row).joined() + "</tbody>\n</table>\n"
    if !table.insights.isEmpty {
      let items = table.insights.map { "<li>\(escapedMarkup($0))</li>" }.joined()
      out += "<ul>\(items)</ul>\n"
    }
    if !table.caption.isEmpty { out += "<p>\(escapedMarkup(table.caption))</p>\n" }
    return out + "</div>\n"
  }

  private func rules(_ id: String) -> String {
    let text = ThemeColor.text.css
    let muted = ThemeColor.muted.css
    let rules: [(String, String)] = [
      ("", "font-family:\(TextMeasure.fontFamily);font-size:13px;color:\(text)"),
      // Slides have tables with letters of their own size, in which a wide one does not fit.
      (" table", "border-collapse:collapse;border:none;margin:4px 0;width:auto;table-layout:auto;font-size:inherit"),
      (
        " caption",
        "caption-side:top;text-align:left;font-weight:bold;font-size:16px;padding:4px \(Self.margin) 8px;color:\(text);"
          + "white-space:nowrap"
      ),
      (
        " th, #\(id) td",
        "padding:4px \(Self.margin);border:none;white-space:nowrap;font-variant-numeric:tabular-nums;vertical-align:middle;"
          + "line-height:1.3;color:\(text);max-width:26em;overflow:hidden;text-overflow:ellipsis"
      ),
      (
        " thead th",
        "white-space:normal;min-width:4.5em;max-width:10em;border-bottom:1px solid \(ThemeColor.axis.css);vertical-align:bottom;font-weight:600"
      ),
      (" tbody th", "text-align:left;font-weight:500"),
      (" tbody tr", "background:transparent"),
      // Stripes would shift the shades of tinted cells.
      (" tbody tr:nth-child(even)", "background:\(isTinted ? "transparent" : Self.stripe)"),
      (" tbody tr:hover", "background:\(Self.hover)"),
      (" .t", "white-space:normal;min-width:18em;max-width:44em"),
      (" .l", "text-align:left"), (" .r", "text-align:right"), (" .c", "text-align:center"),
      (" .n", "display:block;font-weight:400;font-size:11px;color:\(muted)"),
      // Muted words are lost on a strong tint.
      (" td .n", "color:\(isTinted ? text : muted)"),
      (" .x", "color:\(muted)"),
      (" ul", "margin:6px \(Self.margin);padding-left:13px;font-size:12.5px;color:\(text)"),
      (" p", "margin:4px \(Self.margin);font-size:11px;color:\(muted)"),
    ]
    let all = rules + (table.hasRowHeader ? sticky : [])
    return all.map { "#\(id)\($0.0){\($0.1)}" }.joined() + (table.hasRowHeader ? narrow(id) : "")
      + PrintRules(table: table, room: printedWidth).css(id)
  }

  /// On a phone the names of the rows leave room for what stands beside them.
  private func narrow(_ id: String) -> String {
    "@media screen and (max-width:600px){#\(id) tbody th{max-width:34vw;white-space:normal;word-break:break-word}}"
  }

  /// The names of the rows stay in sight where a wide table is scrolled, on a ground of their own through which nothing shines.
  private var sticky: [(String, String)] {
    let isStriped = !isTinted
    return [
      (" tbody th", "position:sticky;left:0;z-index:1;background:\(ThemeColor.page.css)"),
      (" thead th:first-child", "position:sticky;left:0;z-index:1;background:\(ThemeColor.page.css)"),
    ] + (isStriped ? [(" tbody tr:nth-child(even) th", "background-image:\(Self.layer(Self.stripe))")] : [])
      + [(" tbody tr:hover th", "background-image:\(Self.layer(Self.hover))")]
  }

  /// A colour that is laid over another one.
  private static func layer(_ color: String) -> String { "linear-gradient(\(color),\(color))" }

  /// The cells' and the words' own, which is that of figures.
  private static let margin = "\(coordinate(FigureFrame.margin))px"

  private var isTinted: Bool { table.rows.contains { $0.contains { $0.deviation != nil } } }

  private static let hover = "var(--jp-rendermime-table-row-hover-background,rgba(3,140,220,.14))"
  private static let stripe = "var(--jp-rendermime-table-row-background,rgba(128,128,128,.08))"

  private var header: String {
    guard table.columns.contains(where: { !$0.title.isEmpty || !$0.note.isEmpty }) else { return "" }
    let cells = table.columns.map { column in
      let title = tooltip(column.tooltip ?? Self.cut(column.title, beyond: 14))
      let attributes = "class=\"\(letter(column.alignment))\"\(title) scope=\"col\""
      let content = escapedMarkup(column.title) + note(column.note, below: column.title)
      return "<th \(attributes)>\(swatch(column.segment))\(content)</th>"
    }
    return "<thead><tr>\(cells.joined())</tr></thead>\n"
  }

  private func row(_ cells: [HTMLTable.Cell]) -> String {
    let markup = zip(cells, table.columns).enumerated().map { index, pair in
      let (cell, column) = pair
      let isHeader = table.hasRowHeader && index == 0
      let element = isHeader ? "th" : "td"
      var attributes = " class=\"\(letter(column.alignment))\(column.wraps ? " t" : "")\(cell.isMissing ? " x" : "")\""
      if isHeader { attributes += " scope=\"row\"" }
      let whole = column.wraps ? nil : Self.cut(cell.text, beyond: 40)
      attributes += tint(cell.deviation) + tooltip(cell.tooltip ?? whole)
      let text = (cell.filled.map(bar) ?? "") + escapedMarkup(cell.text)
      let content = (cell.bins.map(miniature) ?? text) + note(cell.note, below: cell.bins == nil ? cell.text : "")
      return "<\(element)\(attributes)>\(swatch(cell.segment))\(content)</\(element)>"
    }
    return "<tr>\(markup.joined())</tr>\n"
  }

  /// A page that drops style sheets shows it on a line of its own, too: without a break a number above and a number below
  /// would read as one. Where it is a block, the break ends a line that ends there anyway.
  private func note(_ text: String, below above: String) -> String {
    text.isEmpty ? "" : "\(above.isEmpty ? "" : " <br>")<span class=\"n\">\(escapedMarkup(text))</span>"
  }

  private func letter(_ alignment: HTMLTable.Alignment) -> String {
    switch alignment {
    case .left: "l"
    case .right: "r"
    case .center: "c"
    }
  }

  private func tooltip(_ text: String?) -> String {
    text.map { " title=\"\(escapedMarkup($0))\"" } ?? ""
  }

  /// A text with a word that its place may be too narrow for, so that the pointer can ask for all of it.
  private static func cut(_ text: String, beyond length: Int) -> String? {
    text.split(separator: " ").contains { $0.count > length } || text.count > 2 * length ? text : nil
  }

  private func tint(_ deviation: Double?) -> String {
    guard let deviation, !deviation.isNaN else { return "" }
    let (color, opacity) = Ramp.diverging(deviation)
    guard opacity >= 0.01 else { return "" }
    return " style=\"background:rgba(\(color.red),\(color.green),\(color.blue),\(coordinate(opacity)))\""
  }

  /// Shape and size stand in the element itself, for pages that take the style sheet out.
  private func swatch(_ look: SegmentColor?) -> String {
    guard let look else { return "" }
    let color = look.paint == .text ? ThemeColor.text.css : look.color.hex
    var style = "display:inline-block;width:10px;height:10px;border-radius:50%;margin-right:6px;box-sizing:border-box;"
    style += look.isHollow ? "border:2.5px solid \(color)" : "background:\(color)"
    if !look.isHollow, case .color(let rim)? = look.outline { style += ";border:1px solid \(rim.hex)" }
    return "<span style=\"\(style)\"></span>"
  }

  /// A bar as wide as a few letters, filled so far.
  private func bar(_ share: Double) -> String {
    let width = 56.0
    let filled = width * (share.isFinite ? min(1, max(0, share)) : 0)
    return image(
      "<path fill-opacity=\".25\" d=\"M0 0h\(coordinate(width))v9H0z\"/><path d=\"M0 0h\(coordinate(filled))v9H0z\"/>",
      width: width, height: 9, says: "", style: "margin-right:8px")
  }

  /// Bars of a histogram as high as a line of text.
  private func miniature(_ bins: [Double]) -> String {
    let counts = bins.map { $0.isFinite ? max(0, $0) : 0 }
    let highest = counts.max() ?? 0
    let width = 84.0
    let height = 18.0
    let step = counts.isEmpty ? width : width / Double(counts.count)
    let bars = counts.enumerated().filter { $0.element > 0 }.map { i, count in
      // What is there at all must be seen.
      let bar = max(1, count / highest * height)
      let x = coordinate(Double(i) * step)
      return "M\(x) \(coordinate(height))v-\(coordinate(bar))h\(coordinate(max(0.5, step - 0.6)))v\(coordinate(bar))z"
    }
    return image("<path d=\"\(bars.joined())\"/>", width: width, height: height, says: "small histogram")
  }

  /// A small drawing as an image, which every page keeps; in a grey that stands out from light grounds and from dark ones, since
  /// an image knows nothing of its page.
  private func image(
    _ marks: String, width: Double, height: Double, says text: String, style: String = ""
  ) -> String {
    let size = "width=\"\(coordinate(width))\" height=\"\(coordinate(height))\""
    let document = "<svg xmlns=\"http://www.w3.org/2000/svg\" \(size) fill=\"\(Self.grey.hex)\">\(marks)</svg>"
    return "<img \(size) "
      + "style=\"display:inline-block;vertical-align:middle\(style.isEmpty ? "" : ";" + style)\" alt=\"\(text)\" "
      + "src=\"\(svgDataURI(document))\">"
  }

  private static let grey = Color(0x808080)
}
