import CommandLanguage
import CommandSession
import KernelInterface

/// Explains the thing at the cursor: a command, a key, a column, a parameter.
struct Inspector {
  let registry: Registry
  let session: Session

  func inspect(_ code: String, at cursor: Int, detail: InspectionDetail) -> DisplayData? {
    let cell = registry.parse(code)
    guard let line = cell.line(at: cursor) else { return nil }
    return explain(line, at: cursor, detail)
  }

  private var help: HelpPage { HelpPage(registry: registry, session: session) }

  private func explain(_ line: Line, at cursor: Int, _ detail: InspectionDetail) -> DisplayData? {
    switch line.content {
    case .command(let command): return explain(command, at: cursor, detail)
    case .assignment(let name, let value):
      if let reference = value?.reference, reference.range.touches(cursor) { return shown(reference.text) }
      return shown(name.text)
    case .name(let name): return thing(name.text, detail)
    case .help(let topic): return topic.flatMap { thing($0.text, detail) }
    case .foreign(let token):
      return thing(String(token.text.unicodeScalars.prefix { $0.continuesName }), detail)
    }
  }

  private func explain(_ line: CommandLine, at cursor: Int, _ detail: InspectionDetail) -> DisplayData? {
    if case .command(let nested)? = line.rest, nested.range.lowerBound <= cursor {
      return explain(nested, at: cursor, detail)
    }
    guard let description = registry.description(line.name.text) else { return nil }
    var place = 0
    for argument in line.arguments {
      defer { if argument.key == nil { place += 1 } }
      guard argument.range.touches(cursor) else { continue }
      if let reference = argument.value.reference, argument.value.range.touches(cursor),
        let value = shown(reference.text)
      {
        return value
      }
      if let item = argument.value.items.first(where: { $0.range.touches(cursor) }),
        let column = help.columnLine(item.text)
      {
        return DisplayData(plain: column)
      }
      let parameter = argument.key.map { description.parameter($0.text) } ?? description.parameter(at: place)
      if let parameter { return help.document(help.lines(on: parameter, of: description)) }
    }
    return help.document(help.lines(on: description, examples: detail == .full))
  }

  /// A command, a parameter or a column, by its name.
  private func thing(_ name: String, _ detail: InspectionDetail) -> DisplayData? {
    if let description = registry.description(name) {
      return help.document(help.lines(on: description, examples: detail == .full))
    }
    return shown(name) ?? help.columnLine(name).map { DisplayData(plain: $0) }
  }

  private func shown(_ name: String) -> DisplayData? {
    session.shownParameter(name).map { DisplayData(plain: "\(name) = \($0)") }
  }
}

extension Range<Int> {
  /// True when a cursor at `position` stands in the range or at one of its ends.
  func touches(_ position: Int) -> Bool { lowerBound <= position && position <= upperBound }
}
