/// Writes a report on segments as Markdown.
struct SegmentReportMarkdown {
  let report: SegmentReport

  var text: String {
    var blocks = ["## \(safe(report.title))"]
    if !report.summary.isEmpty { blocks.append(items(report.summary)) }
    for card in report.cards { blocks += self.card(card) }
    if !report.findings.isEmpty { blocks += ["### In the table as a whole", items(report.findings)] }
    if !report.legend.isEmpty { blocks.append("*\(safe(report.legend))*") }
    blocks.append("*\(safe(report.caption))*")
    return blocks.joined(separator: "\n\n") + "\n"
  }

  private func card(_ card: SegmentReport.Card) -> [String] {
    var blocks = ["### \(card.key.number) · \(safe(card.name))", safe(card.extent) + "."]
    if !card.shares.isEmpty {
      blocks.append(
        "**Share of all** " + card.shares.map { "\(safe($0.label)) \(safe($0.text))" }.joined(separator: " · "))
    }
    if !card.traits.isEmpty {
      let rows = card.traits.map {
        "| \($0.isHigh ? "▲" : "▼") \(safe($0.label)) | \(safe($0.own)) | \(safe($0.everyone)) | \(safe($0.effect)) | \(safe($0.n)) |"
      }
      blocks.append(
        (["| sets it apart | here | everyone | higher in | n |", "|:--|--:|--:|--:|--:|"] + rows).joined(
          separator: "\n"))
    }
    if let risk = card.risk {
      blocks.append("**Risk: \(safe(risk.level))** \(risk.meter) \(safe(risk.reason))")
      let readings = risk.readings.map { "\(safe($0.label)) \(safe($0.own)) (everyone \(safe($0.everyone)))" }
      if !readings.isEmpty { blocks.append("Read from " + readings.joined(separator: " · ")) }
    }
    for advice in card.advice {
      blocks.append("**\(safe(capitalised(advice.department)))**")
      blocks.append(advice.actions.map { "- \(safe($0.action)) *\(safe($0.reason))*" }.joined(separator: "\n"))
    }
    if !card.cautions.isEmpty { blocks.append(items(card.cautions.map { "Careful: \($0)" })) }
    return blocks
  }

  private func items(_ sentences: [String]) -> String { sentences.map { "- \(safe($0))" }.joined(separator: "\n") }

  /// Text that means nothing to Markdown or HTML.
  private func safe(_ text: String) -> String {
    var out = ""
    for character in text {
      switch character {
      case "\\", "`", "*", "_", "[", "]", "#", "|", "~", "$": out += "\\" + String(character)
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "&": out += "&amp;"
      case _ where character.isNewline: out += " "
      default: out.append(character)
      }
    }
    return out
  }
}
