import CommandLanguage
import CommandSession
import Graphics
import KernelInterface
import Tables

/// Offers what can stand at the cursor.
struct Completer {
  let registry: Registry
  let session: Session
  /// Sessions of kernels that are gone.
  var earlier: @Sendable () -> [EarlierSession] = { [] }

  func complete(_ code: String, at cursor: Int) -> CompletionList {
    let cell = registry.parse(code)
    let cursor = min(max(cursor, 0), cell.source.scalars.count)
    guard let line = cell.line(at: cursor), line.range.lowerBound < cursor || line.range.contains(cursor) else {
      return CompletionList(items: [], start: cursor, end: cursor)
    }
    return complete(line, at: cursor, in: cell.source)
  }

  private func complete(_ line: Line, at cursor: Int, in source: SourceText) -> CompletionList {
    let nothing = CompletionList(items: [], start: cursor, end: cursor)
    switch line.content {
    case .command(let command):
      return complete(command, at: cursor, in: source)
    case .help(let topic):
      guard let topic, topic.range.touches(cursor) else { return nothing }
      let typed = source[topic.range.lowerBound..<cursor]
      return matches(commands, typed.hasPrefix("%") ? typed : "%" + typed, topic.range)
    case .name(let name):
      guard name.range.touches(cursor) else { return nothing }
      return completeBareName(name, at: cursor, in: source)
    case .assignment(_, let value):
      guard let value, value.range.touches(cursor), value.text.hasPrefix("$") else { return nothing }
      return matches(parameters, source[value.range.lowerBound..<cursor], value.range)
    case .foreign:
      return nothing
    }
  }

  /// A word that starts a line may become a parameter, or a command whose `%` was forgotten.
  private func completeBareName(_ name: Token, at cursor: Int, in source: SourceText) -> CompletionList {
    let typed = source[name.range.lowerBound..<cursor]
    let own = session.parameters.keys.sorted().map {
      CompletionList.Item(
        text: $0, kind: "parameter", signature: session.shownParameter($0) ?? "")
    }
    let offered =
      own.filter { $0.text.lowercased().hasPrefix(typed.lowercased()) }
      + commands.filter { $0.text.dropFirst().lowercased().hasPrefix(typed.lowercased()) }
    return CompletionList(items: offered, start: name.range.lowerBound, end: name.range.upperBound)
  }

  private func complete(_ line: CommandLine, at cursor: Int, in source: SourceText) -> CompletionList {
    if line.name.range.touches(cursor) {
      return matches(commands, source[line.name.range.lowerBound..<cursor], line.name.range)
    }
    switch line.rest {
    case .command(let nested)? where nested.range.lowerBound <= cursor: return complete(nested, at: cursor, in: source)
    case .raw? where line.arguments.allSatisfy({ !$0.range.touches(cursor) }):
      return completeSQL(at: cursor, in: source)
    default: break
    }
    guard let description = registry.description(line.name.text) else {
      return CompletionList(items: [], start: cursor, end: cursor)
    }
    var place = 0
    for argument in line.arguments {
      if argument.range.touches(cursor), argument.range.lowerBound < cursor {
        let spot = Spot(argument: argument, place: place, cursor: cursor, line: line, source: source)
        return complete(spot, of: description)
      }
      if argument.key == nil, argument.range.upperBound <= cursor { place += 1 }
    }
    let range = cursor..<cursor
    let values = description.parameter(at: place).map { candidates($0, typed: "", quote: nil) } ?? []
    return matches(values + keys(of: description, besides: line), "", range)
  }

  /// Columns, tables and parameters in SQL: a name that is no bare word stands in double quotes there.
  private func completeSQL(at cursor: Int, in source: SourceText) -> CompletionList {
    var start = cursor
    while start > 0, source.scalars[start - 1].continuesName { start -= 1 }
    if start > 0, source.scalars[start - 1] == "$" || source.scalars[start - 1] == "\"" { start -= 1 }
    let typed = source[start..<cursor]
    if typed.hasPrefix("$") { return matches(parameters, typed, start..<cursor) }
    func quoted(_ name: String) -> String {
      name.isName && !typed.hasPrefix("\"") ? name : "\"\(name.replacing("\"", with: "\"\""))\""
    }
    let columns = ((try? session.tableOrLook())?.columns ?? []).map {
      CompletionList.Item(text: quoted($0.name), kind: "column", signature: $0.values.typeName)
    }
    let tables = session.tables.map {
      CompletionList.Item(
        text: quoted($0.value.name), kind: "table", signature: "\(NumberText.count($0.value.rowCount)) rows")
    }
    return matches(columns + tables, typed.hasPrefix("\"") ? String(typed.dropFirst()) : typed, start..<cursor)
  }

  /// An argument with the cursor in it.
  private struct Spot {
    var argument: Argument
    var place: Int
    var cursor: Int
    var line: CommandLine
    var source: SourceText
  }

  private func complete(_ spot: Spot, of description: CommandDescription) -> CompletionList {
    let (argument, cursor, source) = (spot.argument, spot.cursor, spot.source)
    if let key = argument.key, key.range.upperBound >= cursor {
      let typed = source[key.range.lowerBound..<cursor]
      return matches(
        keys(of: description, besides: spot.line, with: key.text), typed,
        key.range.lowerBound..<key.range.upperBound + 1)
    }
    let item = argument.value.items.last { $0.range.lowerBound <= cursor && cursor <= $0.range.upperBound }
    let range = item?.range ?? cursor..<cursor
    let typed = source[range.lowerBound..<cursor]
    if typed.hasPrefix("$") { return matches(parameters, typed, range) }
    let parameter = argument.key.map { description.parameter($0.text) } ?? description.parameter(at: spot.place)
    let quote = typed.first.flatMap { $0 == "\"" || $0 == "'" ? $0 : nil }
    let text = quote == nil ? typed : String(typed.dropFirst())
    var offered = parameter.map { candidates($0, typed: text, quote: quote) } ?? []
    if argument.key?.text == "sheet" { offered += sheets(of: spot.line) }
    if argument.key == nil, argument.value.items.count == 1, quote == nil {
      offered += keys(of: description, besides: spot.line)
    }
    let found = matches(offered, text, range)
    guard let quote else { return found }
    let items = found.items.map { item in
      var item = item
      if item.text.first != "\"", item.text.first != "'" {
        item.text =
          String(quote) + item.text
          + (["path", "database"].contains(item.kind) && "/.".contains(item.text.last ?? " ") ? "" : String(quote))
      }
      return item
    }
    return CompletionList(items: items, start: found.start, end: found.end)
  }
}

// MARK: What is offered

extension Completer {
  private var commands: [CompletionList.Item] {
    registry.descriptions.map { .init(text: "%" + $0.name, kind: "command", signature: $0.summary) }
  }

  private var parameters: [CompletionList.Item] {
    session.parameters.keys.sorted().map {
      .init(text: "$" + $0, kind: "parameter", signature: session.shownParameter($0) ?? "")
    }
  }

  /// The keys that the line does not have yet.
  private func keys(
    of description: CommandDescription, besides line: CommandLine, with current: String? = nil
  ) -> [CompletionList.Item] {
    let given = Set(line.arguments.compactMap { $0.key?.text })
    return description.parameters.filter { $0.placement == .key || $0.defaultText != nil }
      .filter { !given.contains($0.key) || $0.key == current }
      .map { .init(text: $0.key + "=", kind: "key", signature: "\($0.meaning): \($0.noun)") }
  }

  private func candidates(
    _ parameter: ParameterDescription, typed: String, quote: Character?
  ) -> [CompletionList.Item] {
    var items = parameter.candidates.choices.map {
      CompletionList.Item(text: $0.text, kind: "value", signature: $0.meaning)
    }
    for source in parameter.candidates.sources {
      switch source {
      case .columns:
        items += ((try? session.tableOrLook())?.columns ?? []).map {
          .init(text: Quoting.item($0.name), kind: "column", signature: $0.values.typeName)
        }
      case .commands:
        items += registry.descriptions.map { .init(text: $0.name, kind: "command", signature: $0.summary) }
      case .tables:
        items += session.tables.map {
          .init(
            text: Quoting.item($0.value.name), kind: "table", signature: "\(NumberText.count($0.value.rowCount)) rows")
        }
      case .databaseTables:
        for connection in session.connections {
          items += connection.tables.map {
            .init(text: Quoting.item("\(connection.name).\($0)"), kind: "table", signature: connection.shown)
          }
        }
      case .databases:
        items += session.connections.map {
          .init(text: Quoting.item($0.name) + ".", kind: "database", signature: $0.shown)
        }
      case .segments:
        items += session.segmentNames.map { .init(text: Quoting.item($0.name), kind: "segment", signature: $0.note) }
      case .customers:
        items += session.identifiers(beginningWith: typed).map {
          .init(text: Quoting.item($0), kind: "customer", signature: "")
        }
      case .sessions:
        items += earlier().enumerated().map { index, earlier in
          .init(
            text: String(index + 1), kind: "session",
            signature: earlier.isReadable ? "\(earlier.timeInWords.dropFirst(3)): \(earlier.summary)" : "cannot be read"
          )
        }
      case .assignments(let values): items += assignments(values, typed: typed)
      case .paths(let endings):
        items += PathCandidates(endings: endings).matching(typed)
      }
    }
    return items
  }

  /// The sheets of the workbook that a line names.
  private func sheets(of line: CommandLine) -> [CompletionList.Item] {
    guard let file = line.arguments.first(where: { $0.key == nil })?.value.items.first?.text,
      XLSXSource.endings.contains(where: { file.lowercased().hasSuffix($0) })
    else { return [] }
    return XLSXSource.sheetNames(of: file.expandingHome).map {
      .init(text: Quoting.item($0), kind: "sheet", signature: "")
    }
  }

  /// Columns with a sign behind them; once it stands there, what may follow.
  private func assignments(_ values: [Candidates.Choice], typed: String) -> [CompletionList.Item] {
    guard let sign = typed.lastIndex(of: "=") else {
      return ((try? session.tableOrLook())?.columns ?? []).map {
        .init(text: Quoting.item($0.name) + "=", kind: "column", signature: $0.values.typeName)
      }
    }
    let column = Quoting.item(String(typed[..<sign]))
    return values.map { .init(text: "\(column)=\($0.text)", kind: "value", signature: $0.meaning) }
  }

  /// Those of `items` that `typed` begins; where none does, those that hold it.
  private func matches(_ items: [CompletionList.Item], _ typed: String, _ range: Range<Int>) -> CompletionList {
    let wanted = typed.lowercased()
    func text(_ item: CompletionList.Item) -> String {
      let text = item.text.lowercased()
      return text.first == "\"" || text.first == "'" ? String(text.dropFirst()) : text
    }
    var found = items.filter { text($0).hasPrefix(wanted) }
    if found.isEmpty, wanted.count > 1 { found = items.filter { text($0).contains(wanted) } }
    return CompletionList(items: found, start: range.lowerBound, end: range.upperBound)
  }
}
