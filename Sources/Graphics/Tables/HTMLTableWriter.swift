/// Writes a table as HTML that stands in any page and follows its theme.
struct HTMLTableWriter {
  let table: HTMLTable

  var markup: String {
    let body = content(id: "c")
    // A table in a figure's page must not take the figure's rules, nor give it its own.
    return content(id: "t" + String(contentHash(body), radix: 36))
  }

  private func content(id: String) -> String {
    var out = "<div id=\"\(id)\" class=\"mathjax_ignore\" style=\"overflow-x:auto;max-width:100%\">"
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
      ("", "font-family:var(--jp-ui-font-family,system-ui,Arial,sans-serif);font-size:13px;color:\(text)"),
      (" table", "border-collapse:collapse;border:none;margin:4px 0;width:auto;table-layout:auto"),
      (
        " caption",
        "caption-side:top;text-align:left;font-weight:600;font-size:15px;padding:4px 0 8px;color:\(text);"
          + "white-space:nowrap"
      ),
      (
        " th, #\(id) td",
        "padding:4px 10px;border:none;white-space:nowrap;font-variant-numeric:tabular-nums;vertical-align:middle;"
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
      (" tbody tr:hover", "background:var(--jp-rendermime-table-row-hover-background,rgba(3,140,220,.14))"),
      (" .t", "white-space:normal;min-width:18em;max-width:44em"),
      (" .l", "text-align:left"), (" .r", "text-align:right"), (" .c", "text-align:center"),
      (" .n", "display:block;font-weight:400;font-size:11px;color:\(muted)"),
      (" .x", "color:\(muted)"),
      (" .b", "fill:\(muted)"),
      (
        " .w",
        "display:inline-block;width:10px;height:10px;border-radius:50%;margin-right:6px;box-sizing:border-box"
      ),
      (" ul", "margin:6px 0;padding-left:18px;color:\(text)"),
      (" p", "margin:4px 0;font-size:11px;color:\(muted)"),
    ]
    return rules.map { "#\(id)\($0.0){\($0.1)}" }.joined() + PrintRules(table: table).css(id)
  }

  private var isTinted: Bool { table.rows.contains { $0.contains { $0.deviation != nil } } }

  private static let stripe = "var(--jp-rendermime-table-row-background,rgba(128,128,128,.08))"

  private var header: String {
    guard table.columns.contains(where: { !$0.title.isEmpty || !$0.note.isEmpty }) else { return "" }
    let cells = table.columns.map { column in
      let attributes = "class=\"\(letter(column.alignment))\"\(tooltip(column.tooltip)) scope=\"col\""
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
      attributes += tint(cell.deviation) + tooltip(cell.tooltip)
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

  private func tint(_ deviation: Double?) -> String {
    guard let deviation, !deviation.isNaN else { return "" }
    let (color, opacity) = Ramp.diverging(deviation)
    guard opacity >= 0.01 else { return "" }
    return " style=\"background:rgba(\(color.red),\(color.green),\(color.blue),\(coordinate(opacity)))\""
  }

  private func swatch(_ look: SegmentColor?) -> String {
    guard let look else { return "" }
    let color = look.paint == .text ? ThemeColor.text.css : look.color.hex
    var style = look.isHollow ? "border:2.5px solid \(color)" : "background:\(color)"
    if !look.isHollow, case .color(let rim)? = look.outline { style += ";border:1px solid \(rim.hex)" }
    return "<span class=\"w\" style=\"\(style)\"></span>"
  }

  /// A bar as wide as a few letters, filled so far.
  private func bar(_ share: Double) -> String {
    let width = 56.0
    let filled = width * (share.isFinite ? min(1, max(0, share)) : 0)
    return "<svg width=\"\(coordinate(width))\" height=\"9\" style=\"margin-right:8px\" aria-hidden=\"true\">"
      + "<rect class=\"b\" width=\"\(coordinate(width))\" height=\"9\" fill-opacity=\"0.22\"/>"
      + "<rect class=\"b\" width=\"\(coordinate(filled))\" height=\"9\"/></svg>"
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
    return "<svg width=\"\(coordinate(width))\" height=\"\(coordinate(height))\" "
      + "viewBox=\"0 0 \(coordinate(width)) \(coordinate(height))\" aria-hidden=\"true\">"
      + "<path class=\"b\" d=\"\(bars.joined())\"/></svg>"
  }
}
