import CommandLanguage
import CommandSession
import Graphics
import KernelInterface
import Wording

/// Help as text: on the language, a command, a key, a column or a parameter, all from the descriptions.
struct HelpPage {
  let registry: Registry
  let session: Session

  /// The page on whatever `topic` names; on the language without one.
  /// - Throws: `unknownCommand` with the nearest names.
  func page(on topic: Token?) throws(Mistake) -> DisplayData {
    guard let topic else { return document(overview()) }
    if let description = registry.description(topic.text) { return document(lines(on: description, examples: true)) }
    if let value = session.shownParameter(topic.text) { return DisplayData(plain: "\(topic.text) = \(value)") }
    if let column = columnLine(topic.text) { return DisplayData(plain: column) }
    throw Mistake(CellChecker(registry: registry).problem(ofName: topic.text), at: topic.range)
  }

  /// Every command with its summary, by section.
  func overview() -> [HelpLine] {
    var lines: [HelpLine] = [
      .text("One command a line. Tab completes, Shift-Tab explains, %cluster? is the help on %cluster."),
      .text("Where help shows how a command is typed, CAPITALS stand for what you put in their place."),
    ]
    for section in Section.allCases {
      let commands = registry.descriptions.filter { $0.section == section }
      if commands.isEmpty { continue }
      lines.append(.heading(section.rawValue))
      lines += commands.map { .entry(term: "%" + $0.name, text: $0.summary, isCode: true) }
    }
    lines += [
      .heading("Parameters"),
      .entry(term: "k = 4", text: "sets a parameter", isCode: true),
      .entry(term: "k", text: "shows it", isCode: true),
      .entry(term: "%cluster k=$k", text: "uses it", isCode: true),
      .entry(term: "k =", text: "unsets it", isCode: true),
    ]
    return lines
  }

  /// The page on one command.
  func lines(on command: CommandDescription, examples: Bool) -> [HelpLine] {
    var lines: [HelpLine] = [.title("%" + command.name, command.summary), .code(command.signature)]
    if !command.details.isEmpty { lines.append(.text(command.details)) }
    lines += command.parameters.byFamily.map { parameter in
      guard let family = parameter.family else {
        return .entry(term: parameter.term, text: explanation(of: parameter), isCode: true)
      }
      return .entry(term: family.signature, text: family.meaning, isCode: true)
    }
    if examples, !command.examples.isEmpty {
      lines.append(.heading(command.examples.count == 1 ? "Example" : "Examples"))
      lines += command.examples.map { .entry(term: $0.line, text: $0.meaning, isCode: true) }
    }
    if examples, let notes = command.notes {
      lines.append(.heading(notes.heading))
      lines += notes.entries.map { .entry(term: $0.line, text: $0.meaning, isCode: true) }
    }
    return lines
  }

  /// The page on one key of a command.
  func lines(on parameter: ParameterDescription, of command: CommandDescription) -> [HelpLine] {
    var lines: [HelpLine] = [
      .title("%\(command.name) \(parameter.signature)", parameter.meaning),
      .text("It is \(parameter.noun)." + (parameter.defaultText.map { " Default: \($0)." } ?? "")),
    ]
    lines += parameter.candidates.choices.filter { !$0.meaning.isEmpty }
      .map { .entry(term: $0.text, text: $0.meaning, isCode: true) }
    return lines
  }

  private func explanation(of parameter: ParameterDescription) -> String {
    var text = "\(parameter.meaning): \(parameter.noun)"
    if let value = parameter.defaultText { text += "; default \(value)" }
    if parameter.isRequired { text += "; needed" }
    return text
  }

  /// One line on a column of the current table, nil when there is none of that name.
  func columnLine(_ name: String) -> String? {
    guard let table = session.current?.value, let column = try? table.column(name) else { return nil }
    let missing = column.missingCount
    return "\(column.name): \(column.values.typeName) column of \(table.name), \(NumberText.count(column.count)) rows, "
      + (missing == 0 ? "none missing" : "\(NumberText.count(missing)) missing")
  }

  /// The lines in the forms that pagers and tooltips show.
  func document(_ lines: [HelpLine]) -> DisplayData {
    DisplayData([.plain(HelpLine.plain(lines)), .html(HelpLine.html(lines))])
  }
}

/// One line of help, before it is laid out.
enum HelpLine: Sendable, Equatable {
  case title(String, String)
  case heading(String)
  case code(String)
  case text(String)
  case entry(term: String, text: String, isCode: Bool)

  /// As plain text, entries aligned.
  static func plain(_ lines: [HelpLine]) -> String {
    var text: [String] = []
    let terms = lines.compactMap { if case .entry(let term, _, _) = $0, term.count <= 24 { term.count } else { nil } }
    let width = terms.max() ?? 0
    for line in lines {
      switch line {
      case .title(let name, let summary): text.append("\(name) — \(summary)")
      case .heading(let heading): text += ["", heading]
      case .code(let code): text += ["", "  " + code, ""]
      case .text(let sentence): text.append(sentence)
      case .entry(let term, let meaning, _):
        text.append("  " + term + String(repeating: " ", count: max(0, width - term.count)) + "  " + meaning)
      }
    }
    return text.joined(separator: "\n")
  }

  static func html(_ lines: [HelpLine]) -> String {
    var html = "<div>"
    var inList = false
    for line in lines {
      if case .entry(let term, let meaning, let isCode) = line {
        if !inList { html += "<table>" }
        inList = true
        let name = isCode ? "<code>\(escapedMarkup(term))</code>" : escapedMarkup(term)
        html +=
          "<tr><td style=\"text-align:left;white-space:nowrap\">\(name)</td>"
          + "<td style=\"text-align:left\">\(escapedMarkup(meaning))</td></tr>"
        continue
      }
      if inList { html += "</table>" }
      inList = false
      switch line {
      case .title(let name, let summary):
        html += "<p><strong><code>\(escapedMarkup(name))</code></strong> — \(escapedMarkup(summary))</p>"
      case .heading(let heading): html += "<p><strong>\(escapedMarkup(heading))</strong></p>"
      case .code(let code): html += "<pre>\(escapedMarkup(code, keepsLines: true))</pre>"
      case .text(let sentence): html += "<p>\(escapedMarkup(sentence))</p>"
      case .entry: break
      }
    }
    return html + (inList ? "</table>" : "") + "</div>"
  }
}
