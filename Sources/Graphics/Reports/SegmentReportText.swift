/// Writes a report on segments as text for a terminal.
struct SegmentReportText {
  let report: SegmentReport
  private static let width = 100

  var text: String {
    var lines = [report.title] + (report.summary.isEmpty ? [] : [""])
    lines += report.summary.flatMap { Self.wrapped($0, indent: "· ", then: "  ") }
    for card in report.cards { lines += [""] + self.card(card) }
    if !report.findings.isEmpty {
      lines += ["", "In the table as a whole"]
      lines += report.findings.flatMap { Self.wrapped($0, indent: "· ", then: "  ") }
    }
    lines.append("")
    if !report.legend.isEmpty { lines += Self.wrapped(report.legend) }
    lines += Self.wrapped(report.caption)
    return lines.joined(separator: "\n")
  }

  private func card(_ card: SegmentReport.Card) -> [String] {
    var lines = ["── \(card.key.number) \(card.name): \(card.extent)"]
    if !card.shares.isEmpty {
      let shares = card.shares.map { "\($0.label) \($0.text)" }.joined(separator: " · ")
      lines += Self.wrapped("Share of all: \(shares)", indent: "   ", then: "   ")
    }
    lines += traits(card.traits)
    if let risk = card.risk {
      lines += Self.wrapped("Risk \(risk.meter) \(risk.level). \(risk.reason)", indent: "   ", then: "   ")
      let readings = risk.readings.map { "\($0.label) \($0.own) (everyone \($0.everyone))" }
      if !readings.isEmpty {
        lines += Self.wrapped("Read from " + readings.joined(separator: " · "), indent: "   ", then: "   ")
      }
    }
    for advice in card.advice {
      lines.append("   \(capitalised(advice.department))")
      for action in advice.actions {
        lines += Self.wrapped("\(action.action) \(action.reason)", indent: "     – ", then: "       ")
      }
    }
    lines += card.cautions.flatMap { Self.wrapped("Careful: \($0)", indent: "   ", then: "   ") }
    return lines
  }

  private func traits(_ traits: [SegmentReport.Trait]) -> [String] {
    guard !traits.isEmpty else { return ["   No trait sets it apart clearly."] }
    let cells =
      [["sets it apart", "here", "everyone", "higher in", "n"]]
      + traits.map { ["\($0.isHigh ? "▲" : "▼") \($0.label)", $0.own, $0.everyone, $0.effect, $0.n] }
    let widths = (0..<5).map { j in cells.map { $0[j].count }.max() ?? 0 }
    return cells.map { row in
      let label = row[0] + String(repeating: " ", count: widths[0] - row[0].count)
      let numbers = (1..<5).map { String(repeating: " ", count: widths[$0] - row[$0].count) + row[$0] }
      return "   " + ([label] + numbers).joined(separator: "  ")
    }
  }

  /// A sentence broken at blanks.
  private static func wrapped(_ text: String, indent: String = "", then further: String = "") -> [String] {
    var lines: [String] = []
    var line = indent
    var isEmpty = true
    for word in text.split(whereSeparator: \.isWhitespace) {
      if !isEmpty, line.count + 1 + word.count > width {
        lines.append(line)
        line = further
        isEmpty = true
      }
      line += (isEmpty ? "" : " ") + word
      isEmpty = false
    }
    return lines + [line]
  }
}

func capitalised(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }
