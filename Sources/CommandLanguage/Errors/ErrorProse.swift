import KernelInterface

/// Lays a mistake out for a reader: at most four lines, with the cell's line and a caret under the token.
package struct ErrorProse {
  let cell: SourceText
  let aftermath: String

  /// - Parameter aftermath: said behind the remedy, such as that later lines did not run.
  package init(cell: SourceText, aftermath: String = "") {
    self.cell = cell
    self.aftermath = aftermath
  }

  /// - Parameter range: what the caret points at.
  package func report(_ problem: Problem, at range: Range<Int>) -> ErrorReport {
    // What was pasted where a name belongs is not said whole.
    let message = visible(problem.message).cut(after: 1000)
    let unseen = Lookalike.remark(on: cell.scalars[range.clamped(to: 0..<cell.scalars.count)])
    let advice = visible(sentences(problem.remedy, unseen, aftermath)).cut(after: 2000)
    var lines = ["\(Style.error)\(problem.name)\(Style.plain): \(message)"]
    lines += pointer(at: range)
    if !advice.isEmpty { lines.append(advice) }
    return ErrorReport(name: problem.name, message: message, lines: lines)
  }

  /// The line of the cell that holds the start of `range`, and carets under what `range` has of it.
  private func pointer(at range: Range<Int>) -> [String] {
    guard !cell.scalars.isEmpty else { return [] }
    let line = cell.line(at: range.lowerBound)
    let window = window(of: line.range, around: range)
    let (before, after) = (window.lowerBound > line.range.lowerBound, window.upperBound < line.range.upperBound)
    let marked = range.clamped(to: window)
    let number = "\(line.number)"
    let text = (before ? "…" : "") + visible(cell[window]) + (after ? "…" : "")
    let indent = (before ? 1 : 0) + Self.width(cell.scalars[window.lowerBound..<marked.lowerBound])
    let carets = max(1, Self.width(cell.scalars[marked]))
    let margin = String(repeating: " ", count: number.count)
    return [
      "\(Style.dim)\(number) │\(Style.plain) \(text)",
      "\(Style.dim)\(margin) │\(Style.plain) " + String(repeating: " ", count: indent)
        + "\(Style.error)\(String(repeating: "^", count: carets))\(Style.plain)",
    ]
  }

  /// At most 100 scalars of a long line, with the token among them.
  private func window(of line: Range<Int>, around range: Range<Int>) -> Range<Int> {
    guard line.count > 100 else { return line }
    let start = max(line.lowerBound, min(range.lowerBound - 40, line.upperBound - 100))
    return start..<min(line.upperBound, start + 100)
  }

  /// Control characters would break the layout or reach the terminal; each becomes one visible character.
  private func visible(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      scalars.append(
        scalar.properties.generalCategory == .control
          ? (scalar == "\t" || scalar.isLineBreak ? " " : "\u{FFFD}") : scalar)
    }
    return String(scalars)
  }

  /// Columns that the scalars take in a fixed-width font: none for marks, two for East Asian wide and emoji.
  package static func width(_ scalars: ArraySlice<Unicode.Scalar>) -> Int {
    scalars.reduce(0) { sum, scalar in
      switch scalar.properties.generalCategory {
      case .nonspacingMark, .enclosingMark, .format: return sum
      default: break
      }
      let isWide =
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
          0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
          true
        default: false
        }
      return sum + (isWide ? 2 : 1)
    }
  }

  /// Full stops stand between sentences only: the last word may be a command to copy.
  private func sentences(_ parts: String...) -> String {
    var text = ""
    for part in parts where !part.isEmpty {
      if let last = text.last { text += ".?!…".contains(last) ? " " : ". " }
      text += part
    }
    return text
  }
}

extension String {
  /// The text, cut after so many scalars.
  fileprivate func cut(after count: Int) -> String {
    guard utf8.count > count, let end = unicodeScalars.index(startIndex, offsetBy: count, limitedBy: endIndex),
      end < endIndex
    else { return self }
    return String(self[..<end]) + "…"
  }
}

/// The few ANSI colours of a traceback.
package enum Style {
  package static let error = "\u{1B}[31m"
  static let dim = "\u{1B}[2m"
  package static let plain = "\u{1B}[0m"
}
