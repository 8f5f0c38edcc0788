import CommandLanguage
import Tables

/// What was most likely meant, where only the session's table or the line as a whole can tell.
extension Mistake {
  /// The mistake with what would be right for the columns that there are; the same where nothing is known.
  func advised(in cell: ParsedCell, _ session: Session, _ registry: Registry) -> Mistake {
    guard case .range(let range) = place,
      let line = cell.lines.first(where: { $0.range.contains(range.lowerBound) }),
      let command = line.innermostCommand
    else { return self }
    let table = session.current?.value
    let remedy: String?
    switch problem {
    case .unknownColumn(let text, _, _), .unexpectedArgument(let text, _, _):
      remedy =
        problem.blanks(around: text, in: cell.source[line.range], table)
        ?? problem.tableWithBlanks(in: cell.source[line.range], session, command)
        ?? problem.commas(in: text, table)
        ?? command.key(text, at: range, registry.description(command.name.text))
    case .missingArgument:
      remedy =
        command.arguments.lazy.filter { $0.key == nil && !$0.value.isQuoted }
        .compactMap { problem.commas(in: $0.value.text, table) }.first
    case .wrongValue: remedy = command.signed(at: range)
    default: remedy = nil
    }
    return remedy.map { Mistake(.refused(name: problem.name, message: problem.message, remedy: $0), at: range) } ?? self
  }
}

extension Problem {
  /// `%hist Bar Spend` where a column is called Bar Spend.
  fileprivate func blanks(around text: String, in line: String, _ table: Table?) -> String? {
    let written = line.lowercased()
    let name = table?.columns.map(\.name).first { name in
      let words = name.lowercased().split(separator: " ")
      return words.count > 1 && words.contains { $0 == text.lowercased() } && written.contains(name.lowercased())
    }
    return name.map { "A name with blanks is quoted: \(Quoting.item($0))" }
  }

  /// `%use big.new customers` where a table is called so.
  fileprivate func tableWithBlanks(
    in line: String, _ session: Session, _ command: CommandLine
  ) -> String? {
    guard case .unexpectedArgument = self else { return nil }
    let names =
      session.tables.map(\.value.name)
      + session.connections.flatMap { connection in connection.tables.map { "\(connection.name).\($0)" } }
    let written = line.lowercased()
    let known = names.filter { $0.contains(" ") && written.contains(" \($0.lowercased())") }
    // What is connected above it in the cell is not known yet.
    let all = command.name.text == "use" ? command.arguments.map(\.value.source).joined(separator: " ") : nil
    return (known.max { $0.count < $1.count } ?? all).map { "A name with a blank is quoted: \(Quoting.item($0))" }
  }

  /// `%scatter Age,Classes` where both are columns.
  fileprivate func commas(in text: String, _ table: Table?) -> String? {
    let parts = text.split(separator: ",").map(String.init)
    guard let table, parts.count > 1 else { return nil }
    let names = parts.compactMap { part in (try? table.index(of: part)).map { Quoting.item(table.columns[$0].name) } }
    guard names.count == parts.count else { return nil }
    return "Columns are set apart by blanks: \(names.joined(separator: " "))"
  }
}

extension CommandLine {
  /// `by Gender` and a bare `5` where the command takes by= and k=.
  fileprivate func key(_ text: String, at range: Range<Int>, _ description: CommandDescription?) -> String? {
    guard let description, let place = arguments.firstIndex(where: { $0.range.contains(range.lowerBound) }),
      arguments[place].key == nil
    else { return nil }
    if Int(text) != nil, description.parameter("k")?.placement == .key { return "Write k=\(text)" }
    guard description.parameter(text)?.placement == .key, place + 1 < arguments.count, arguments[place + 1].key == nil
    else { return nil }
    return "Write \(text)=\(arguments[place + 1].value.source)"
  }
}

extension CommandLine {
  /// `k = 4` where one word is asked for.
  fileprivate func signed(at range: Range<Int>) -> String? {
    guard let place = arguments.firstIndex(where: { $0.range.contains(range.lowerBound) }) else { return nil }
    let words = arguments[place...].map { ($0.key.map { $0.text + "=" } ?? "") + $0.value.source }
    guard words.count > 1, let sign = words[1].first, "<>=".contains(sign) else { return nil }
    let isAlone = words[1].allSatisfy { "<>=".contains($0) }
    return "Write \(words.prefix(isAlone ? 3 : 2).joined()), without blanks"
  }
}

extension Line {
  /// The command that does the work, also where another one stands around it.
  fileprivate var innermostCommand: CommandLine? {
    guard case .command(let command) = content else { return nil }
    if case .command(let nested)? = command.rest { return nested.innermostCommand }
    return command
  }
}
