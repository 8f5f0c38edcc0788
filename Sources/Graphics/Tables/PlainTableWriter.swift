/// Writes a table as text for a terminal.
struct PlainTableWriter {
  let table: HTMLTable

  /// Longer cells are cut, unless their column holds sentences.
  private static let longestCell = 40

  var text: String {
    let headers = table.columns.map { fitted($0.title) }
    let notes = table.columns.map { fitted($0.note) }
    let body = table.rows.map { row in
      zip(row, table.columns).map { cell, column in
        let text = cell.note.isEmpty ? cell.text : "\(cell.text) (\(cell.note))"
        return column.wraps ? oneLine(text) : fitted(cell.bins.map(blocks) ?? text)
      }
    }
    var head: [[String]] = headers.allSatisfy(\.isEmpty) ? [] : [headers]
    if !notes.allSatisfy(\.isEmpty) { head.append(notes) }
    let widths = table.columns.indices.map { i in
      (head + body).map { columns(of: $0[i]) }.max() ?? 0
    }
    var lines: [String] = table.title.isEmpty ? [] : [oneLine(table.title)]
    lines += head.map { line($0, widths) }
    if !head.isEmpty { lines.append(widths.map { String(repeating: "─", count: $0) }.joined(separator: "  ")) }
    lines += body.map { line($0, widths) }
    lines += table.insights.map { "· " + oneLine($0) }
    if !table.caption.isEmpty { lines.append(oneLine(table.caption)) }
    return lines.joined(separator: "\n")
  }

  private func line(_ cells: [String], _ widths: [Int]) -> String {
    var text = zip(cells, zip(widths, table.columns)).map { cell, place in
      let (width, column) = place
      let gap = max(0, width - columns(of: cell))
      switch column.alignment {
      case .left: return cell + String(repeating: " ", count: gap)
      case .right: return String(repeating: " ", count: gap) + cell
      case .center:
        return String(repeating: " ", count: gap / 2) + cell + String(repeating: " ", count: gap - gap / 2)
      }
    }.joined(separator: "  ")
    while text.last == " " { text.removeLast() }
    return text
  }

  /// Control characters would move a terminal's cursor, or worse; blanks that do not break mean nothing here.
  private func oneLine(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { $0.properties.generalCategory == .control || $0 == "\u{A0}" ? " " : $0 }))
  }

  private func fitted(_ text: String) -> String {
    TextCut.inMiddle(oneLine(text)) { $0.count <= Self.longestCell }
  }

  /// How many columns of a terminal a text takes: two for each East Asian or pictographic character.
  private func columns(of text: String) -> Int {
    text.reduce(0) { sum, character in
      let value = character.unicodeScalars.first?.value ?? 0
      let isWide =
        (0x1100...0x115F).contains(value) || (0x2E80...0xA4CF).contains(value) || (0xAC00...0xD7A3).contains(value)
        || (0xF900...0xFAFF).contains(value) || (0xFE30...0xFE6F).contains(value)
        || (0xFF00...0xFF60).contains(value) || (0x1F300...0x1FAFF).contains(value)
      return sum + (isWide ? 2 : 1)
    }
  }

  /// A mini-histogram of block characters.
  private func blocks(_ bins: [Double]) -> String {
    let counts = bins.map { $0.isFinite ? max(0, $0) : 0 }
    guard let highest = counts.max(), highest > 0 else { return "" }
    let levels = Array("▁▂▃▄▅▆▇█")
    return String(
      counts.map { count in
        count == 0 ? " " : levels[min(levels.count - 1, Int(count / highest * Double(levels.count)))]
      })
  }
}
