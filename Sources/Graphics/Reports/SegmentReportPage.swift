/// Writes a report on segments as HTML that follows its page's theme.
///
/// What carries meaning stands in the elements and in inline styles, which an untrusted JupyterLab page keeps; the style
/// sheet, which such a page drops, only arranges and refines.
struct SegmentReportPage {
  let report: SegmentReport

  var markup: String {
    let body = content
    let id = "r" + String(contentHash(body), radix: 36)
    return
      "<div id=\"\(id)\" class=\"mathjax_ignore\" style=\"max-width:980px;padding:0 \(coordinate(FigureFrame.margin))px\">"
      + "<style>\(Self.rules(within: "#" + id))</style>\n\(body)</div>\n"
  }

  private var content: String {
    var out = "<h3>\(escapedMarkup(report.title))</h3>\n" + Self.list(report.summary)
    out += report.cards.map { Self.card($0, level: 4) }.joined()
    if !report.findings.isEmpty { out += "<h4>In the table as a whole</h4>\n" + Self.list(report.findings) }
    if !report.legend.isEmpty { out += "<p class=\"s\">\(escapedMarkup(report.legend))</p>\n" }
    return out + "<p class=\"s\">\(escapedMarkup(report.caption))</p>\n"
  }

  /// The style sheet of everything within what a selector finds.
  static func rules(within selector: String) -> String {
    let muted = ThemeColor.muted.css
    let grid = ThemeColor.grid.css
    let rules: [(String, String)] = [
      (
        "",
        "font-family:\(TextMeasure.fontFamily);font-size:13px;line-height:1.45;"
          + "color:\(ThemeColor.text.css);-webkit-print-color-adjust:exact;print-color-adjust:exact"
      ),
      (" h3", "font-size:16px;font-weight:600;margin:4px 0 8px"),
      (" h4", "font-size:14px;font-weight:600;margin:0 0 2px"),
      (" h5", "font-size:12px;font-weight:600;margin:10px 0 3px;color:\(muted)"),
      (" section", "break-inside:avoid"),
      (" .g", "display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,340px),1fr));gap:0 32px"),
      (" .x", "margin:0;color:\(muted)"),
      (" .s", "margin:4px 0;font-size:11px;color:\(muted)"),
      (" p", "margin:4px 0"),
      (" ul", "margin:4px 0;padding-left:18px"),
      (" li", "margin:2px 0"),
      (" table", "border-collapse:collapse;border:none;margin:0;width:100%;table-layout:auto;font-size:12px"),
      (
        " th, \(selector) td",
        "padding:2px 6px;border:none;border-bottom:1px solid \(grid);text-align:right;font-weight:400;"
          + "font-variant-numeric:tabular-nums;background:transparent;white-space:nowrap"
      ),
      (" thead th", "color:\(muted)"),
      (" tr", "background:transparent"),
      (" .l", "text-align:left;white-space:normal;overflow-wrap:break-word;padding-left:0"),
      (" .b", "width:38%"),
      (" i", "color:\(muted)"),
    ]
    return rules.map { "\(selector)\($0.0){\($0.1)}" }.joined() + PrintRules.wrapping(within: selector)
  }

  private static func list(_ sentences: [String]) -> String {
    sentences.isEmpty ? "" : "<ul>\(sentences.map { "<li>\(escapedMarkup($0))</li>" }.joined())</ul>\n"
  }

  /// - Parameters:
  ///   - level: of the heading that its name stands in; its parts have the next one.
  ///   - id: for links to that.
  static func card(_ card: SegmentReport.Card, level: Int, id: String = "") -> String {
    let look = card.key.color
    let color = look.paint == .text ? ThemeColor.text.css : look.color.hex
    let style =
      "border:1px solid rgba(128,128,128,.35);border-left:5px \(look.isHollow ? "double" : "solid") \(color);"
      + "border-radius:4px;padding:10px 14px;margin:10px 0"
    var out = "<section style=\"\(style)\">"
    let anchor = id.isEmpty ? "" : " id=\"\(id)\""
    out += "<h\(level)\(anchor)>\(card.key.number) · \(escapedMarkup(card.name))</h\(level)>"
    out += "<p class=\"x\">\(escapedMarkup(card.extent))</p>\n<div class=\"g\"><div>"
    out += shares(card.shares, color) + traits(card.traits) + readings(card.risk?.readings ?? []) + "</div>\n<div>"
    if let risk = card.risk { out += self.risk(risk) }
    out += card.advice.map(advice).joined()
    if !card.cautions.isEmpty { out += "<h5>Careful</h5>" + list(card.cautions) }
    out += "</div></div></section>\n"
    return level == 4
      ? out : out.replacing("<h5>", with: "<h\(level + 1)>").replacing("</h5>", with: "</h\(level + 1)>")
  }

  private static func shares(_ shares: [SegmentReport.Share], _ color: String) -> String {
    guard !shares.isEmpty else { return "" }
    let rows = shares.map { share in
      let width = coordinate(100 * min(1, max(0, share.value)))
      let bar =
        "<div style=\"height:8px;width:100%;background:rgba(128,128,128,.16)\">"
        + "<div style=\"height:8px;width:\(width)%;background:\(color)\"></div></div>"
      return "<tr><th class=\"l\" scope=\"row\">\(escapedMarkup(share.label))</th>"
        + "<td>\(escapedMarkup(share.text))</td><td class=\"b\">\(bar)</td></tr>"
    }
    return "<h5>Its share of all</h5><table><tbody>\(rows.joined())</tbody></table>\n"
  }

  private static func traits(_ traits: [SegmentReport.Trait]) -> String {
    guard !traits.isEmpty else { return "<p>No trait sets it apart clearly.</p>" }
    let rows = traits.map { trait in
      ["\(trait.isHigh ? "▲" : "▼")&nbsp;\(breakable(trait.label))"]
        + [trait.own, trait.everyone, trait.effect, trait.n].map { unparted(escapedMarkup($0)) }
    }
    return "<h5>What sets it apart</h5>" + figures(["here", "everyone", "higher in", "n"], rows)
  }

  private static func readings(_ readings: [SegmentReport.Risk.Reading]) -> String {
    guard !readings.isEmpty else { return "" }
    let rows = readings.map { [escapedMarkup($0.label), escapedMarkup($0.own), escapedMarkup($0.everyone)] }
    return "<h5>What the risk is read from</h5>" + figures(["here", "everyone"], rows)
  }

  /// - Parameter rows: markup, the first cell of each names it.
  private static func figures(_ head: [String], _ rows: [[String]]) -> String {
    let cells = head.map { "<th scope=\"col\">\($0)</th>" }.joined()
    let body = rows.map { row in
      "<tr><th class=\"l\" scope=\"row\">\(row[0])</th>" + row.dropFirst().map { "<td>\($0)</td>" }.joined() + "</tr>"
    }
    return "<table><thead><tr><th class=\"l\"></th>\(cells)</tr></thead><tbody>\(body.joined())</tbody></table>\n"
  }

  /// "87 of 100" stays on a line where a narrow column breaks what stands before it.
  private static func unparted(_ markup: String) -> String { markup.replacing(" of ", with: "&nbsp;of&nbsp;") }

  /// Names of columns go on in a next line behind an underscore.
  private static func breakable(_ text: String) -> String { escapedMarkup(text).replacing("_", with: "_<wbr>") }

  /// From calm to alarm, readable on light and dark alike; the meter and the word say the same without colour.
  private static func risk(_ risk: SegmentReport.Risk) -> String {
    let share = risk.levelCount > 1 ? Double(risk.levelCount - 1 - risk.rank) / Double(risk.levelCount - 1) : 1
    let color = Self.calm.mixed(with: Self.alarm, share: share)
    let ground = "rgba(\(color.red),\(color.green),\(color.blue),.22)"
    let badge =
      "<span style=\"background:\(ground);border:1px solid \(color.hex);border-radius:3px;padding:1px 7px;"
      + "font-weight:bold\">\(escapedMarkup(risk.level)) \(risk.meter)</span>"
    return "<h5>Risk</h5><p>\(badge) \(escapedMarkup(risk.reason))</p>"
  }

  private static let calm = Color(0x2B83BA)
  private static let alarm = Color(0xD7301F)

  private static func advice(_ advice: SegmentReport.Advice) -> String {
    let items = advice.actions.map { "<li>\(escapedMarkup($0.action)) <i>\(escapedMarkup($0.reason))</i></li>" }
    return "<h5>\(escapedMarkup(capitalised(advice.department)))</h5><ul>\(items.joined())</ul>"
  }
}
