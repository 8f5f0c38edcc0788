/// What a table's style sheet adds for paper: nothing is cut at the page's edge, no row is split between pages, and the head stands
/// again on each of them.
struct PrintRules {
  let table: HTMLTable
  /// What the page leaves a table, in CSS pixels.
  var room = notebookWidth

  /// Of a page printed from a notebook, on the narrower of A4 and Letter.
  static let notebookWidth = 560.0
  private static let largest = 11.0
  /// Smaller print is read by nobody; from there on, words and numbers are broken.
  private static let smallest = 6.0
  /// Left and right of a cell's text.
  private static let padding = 6.0
  /// Letters of a column of sentences that stand in one line at least.
  private static let leastLine = 18.0

  /// The rules, within the element of an id.
  func css(_ id: String) -> String {
    // Names of columns are broken before numbers are.
    let whole = sizeThatFits(breakingHeads: false)
    let breaksHeads = whole < Self.smallest
    let fitting = breaksHeads ? sizeThatFits(breakingHeads: true) : whole
    let isBroken = fitting < Self.smallest
    let size = min(Self.largest, max(Self.smallest, (fitting * 2).rounded(.down) / 2))
    let cells = "#\(id) th,#\(id) td"
    return Self.printed(
      "#\(id){overflow:visible!important;-webkit-print-color-adjust:exact;print-color-adjust:exact}"
        + "#\(id) table{font-size:\(coordinate(size))px;max-width:100%}"
        + "\(cells){padding:2px \(coordinate(Self.padding / 2))px;overflow:visible;min-width:0!important;max-width:none!important}"
        + (isBroken
          ? "#\(id) thead th,#\(id) tbody th,#\(id) tbody td{white-space:normal;overflow-wrap:anywhere;padding:2px 1px}"
          : "#\(id) .l,#\(id) thead th{white-space:normal;overflow-wrap:break-word}"
            + (breaksHeads ? "#\(id) thead tr th{overflow-wrap:anywhere}" : "")
            + table.columns.indices.filter(isName).map { "#\(id) tbody tr>:nth-child(\($0 + 1)){white-space:nowrap}" }
            .joined())
        + "#\(id) caption{white-space:normal}#\(id) .n{font-size:85%}#\(id) svg{max-width:100%}")
      + Self.wrapping(within: "#\(id)")
  }

  /// For tables of a page that are narrow by themselves: rows stay whole, and the head comes again.
  static func wrapping(within selector: String) -> String {
    printed("\(selector) tr{break-inside:avoid}\(selector) thead{display:table-header-group}")
  }

  private static func printed(_ rules: String) -> String { "@media print{\(rules)}" }

  // MARK: How large the letters can be

  /// The size at which every number stands in one line, and the columns side by side in the room there is.
  private func sizeThatFits(breakingHeads: Bool) -> Double {
    let gaps = Double(table.columns.count) * Self.padding
    let widths = table.columns.indices.reduce(0) { $0 + width(ofColumn: $1, breakingHeads: breakingHeads) }
    return widths > 0 ? max(0, room - gaps) / widths : Self.largest
  }

  /// A few letters of a name that is broken.
  private static let brokenHead = 3.0

  /// Letters up to which words stand in one line.
  private static let longestName = 14.0

  /// Whether a column holds short words, which stay on a line with the colour before them.
  private func isName(_ index: Int) -> Bool {
    let column = table.columns[index]
    guard column.alignment == .left, !column.wraps else { return false }
    return table.rows.allSatisfy { Self.width($0[index].text) <= Self.longestName }
  }

  /// What a column takes at least, in letters of size 1: of numbers the longest one, of words the longest part that is not broken.
  private func width(ofColumn index: Int, breakingHeads: Bool) -> Double {
    let column = table.columns[index]
    let word = max(Self.longestWord(column.title), Self.longestWord(column.note) * 0.85)
    let head = breakingHeads ? min(Self.brokenHead, word) : word
    let isWhole = column.alignment != .left || isName(index)
    let cells = table.rows.map { row -> Double in
      let cell = row[index]
      if cell.bins != nil { return Self.drawing }
      if column.wraps { return min(Self.leastLine, Self.width(cell.text)) }
      let text = isWhole ? Self.width(cell.text) : Self.longestWord(cell.text)
      return max(text, Self.longestWord(cell.note) * 0.85) + (cell.filled == nil ? 0 : Self.drawing)
        + (cell.segment == nil ? 0 : Self.swatch)
    }
    return max(head, cells.max() ?? 0)
  }

  /// A mini-histogram or a bar keeps its 84 pixels, of letters of eight.
  private static let drawing = 10.5
  private static let swatch = 2.0

  private static func width(_ text: String) -> Double { TextMeasure.width(text, size: 1, weight: .bold) }

  /// Words are broken behind underscores, too, by those who write names into cells; here only blanks count.
  private static func longestWord(_ text: String) -> Double {
    text.split(whereSeparator: \.isWhitespace).map { width(String($0)) }.max() ?? 0
  }
}
