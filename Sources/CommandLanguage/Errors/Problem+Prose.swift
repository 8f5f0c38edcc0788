/// The one place where problems become words.
extension Problem {
  /// The error's short name, in the field's terms.
  package var name: String {
    switch self {
    case .unclosedQuote, .unclosedList, .danglingBackslash: "IncompleteCell"
    case .blanksAroundEquals, .severalValues, .colonForEquals: "SyntaxError"
    case .noCellCommand, .cellCommandNotFirst, .habit, .notACommand: "NotACommand"
    case .missingName, .unknownCommand: "UnknownCommand"
    case .notInThisVersion: "NotInThisVersion"
    case .unknownKey: "UnknownKey"
    case .unexpectedArgument: "UnexpectedArgument"
    case .repeatedKey: "RepeatedKey"
    case .missingArgument: "MissingArgument"
    case .missingValue: "MissingValue"
    case .wrongValue: "WrongValue"
    case .unknownParameter: "UnknownParameter"
    case .unknownColumn: "UnknownColumn"
    case .ambiguousColumn: "AmbiguousColumn"
    case .wrongColumnType: "WrongColumnType"
    case .missingStage(let stage): "No" + stage.title
    case .staleStage(let stage, _): "Stale" + stage.title
    case .unknownSegment: "UnknownSegment"
    case .nothingToUndo: "NothingToUndo"
    case .interrupted, .interruptedKeeping: "Interrupted"
    case .refused(let name, _, _): name
    }
  }

  /// What is wrong, in one sentence without a full stop.
  package var message: String {
    switch self {
    case .unclosedQuote(let quote): "this text is not closed; a \(quote) is missing at its end"
    case .unclosedList: "this list is not closed; a ) is missing at its end"
    case .danglingBackslash: "a \\ at the end of a line goes on in the next one, and there is none"
    case .blanksAroundEquals(let shown): "no blanks around = inside a command: \(shown)"
    case .severalValues(let name, _): "\(name) takes one value, and here begins a second"
    case .noCellCommand(let name): "%%\(name) is not understood; only %%sql takes a whole cell"
    case .cellCommandNotFirst(let name): "%%\(name) takes the rest of its cell, so it stands on the first line"
    case .habit(let habit): habit.message
    case .notACommand(let text, let command):
      command == nil
        ? "‘\(text.excerpt)’ is neither a command nor a parameter"
        : "commands start with %, and this one does not"
    case .missingName: "a command's name is missing behind %"
    case .unknownCommand(let name, _): "there is no command %\(name.excerpt)"
    case .notInThisVersion(let name, _): "%\(name) is not in this version"
    case .unknownKey(let key, let command, _, _): "%\(command) has no \(key)="
    case .unexpectedArgument(let text, let command, let valid):
      valid.isEmpty
        ? "%\(command) takes no arguments, and ‘\(text.excerpt)’ is one"
        : "%\(command) has no use for ‘\(text.excerpt)’"
    case .repeatedKey(let key): "\(key)= was given twice"
    case .missingArgument(let key, let command, let meaning): "%\(command) needs \(key): \(meaning)"
    case .missingValue(let key, _): "\(key)= has no value"
    case .wrongValue(let text, let key, let noun, _): "\(key) is \(noun), not ‘\(text.excerpt)’"
    case .colonForEquals(let shown): "a key is followed by =, not by a colon: \(shown)"
    case .unknownParameter(let name, _, _): "no parameter is named \(name)"
    case .unknownColumn(let name, _, let table): "\(table) has no column ‘\(name.excerpt)’"
    case .ambiguousColumn(let name, _): "‘\(name.excerpt)’ could be more than one column"
    case .wrongColumnType(let name, let type, let needed): "\(name) holds \(type); this needs \(needed)"
    case .missingStage(let stage): "there \(stage.isPlural ? "are" : "is") no \(stage.noun) yet"
    case .unknownSegment(let name, _, _): "there is no segment ‘\(name.excerpt)’"
    case .staleStage(let stage, _):
      "the \(stage.noun) \(stage.isPlural ? "were" : "was") made from what has changed since"
    case .nothingToUndo: "nothing has changed yet, so there is nothing to take back"
    case .interrupted: "stopped; the session is as it was before this command"
    case .interruptedKeeping(let kept, _): kept.withoutFullStop
    case .refused(_, let message, _): message.withoutFullStop
    }
  }

  /// What would be right: valid values, the nearest name, what to run. Empty when the message says it all.
  package var remedy: String {
    switch self {
    case .unclosedQuote, .unclosedList, .danglingBackslash, .blanksAroundEquals, .colonForEquals, .repeatedKey,
      .nothingToUndo, .interrupted:
      ""
    case .severalValues(let name, let text): "A text with blanks is quoted: \(name) = \(Quoting.quoted(text.excerpt))"
    case .noCellCommand(let name): Habit.command(name)?.remedy ?? "Write %\(name)"
    case .cellCommandNotFirst: "Give it a cell of its own"
    case .habit(let habit): habit.remedy
    case .notACommand(_, let command): command.map { "Write \($0)" } ?? "%help lists the commands"
    case .missingName(let examples): "\(examples.joined(separator: ", ")) …; %help lists them all"
    case .unknownCommand(_, let nearest):
      nearest.isEmpty ? "%help lists the commands" : didYouMean(nearest.map { "%" + $0 }) + " %help lists the commands"
    case .notInThisVersion(_, let instead): instead
    case .unknownKey(_, let command, let valid, let nearest):
      joined(didYouMean(nearest), "%\(command) takes \(list(valid))")
    case .unexpectedArgument(_, _, let valid): valid.isEmpty ? "" : "It takes \(list(valid))"
    case .missingArgument(_, let command, _): "%\(command)? shows how it is written"
    case .missingValue(let key, let noun): "\(key) is \(noun)"
    case .wrongValue(_, _, _, let nearest): didYouMean(nearest)
    case .unknownParameter(let name, let nearest, let known):
      nearest.isEmpty
        ? (known.isEmpty ? "\(name) = 5 would set it" : "There \(known.count == 1 ? "is" : "are") \(list(known))")
        : didYouMean(nearest)
    case .unknownColumn(_, let nearest, _): nearest.isEmpty ? "%status lists the columns" : didYouMean(nearest)
    case .ambiguousColumn(_, let matches): "It is one of \(list(matches))"
    case .wrongColumnType: ""
    case .missingStage(let stage): "\(stage.command) makes \(stage.isPlural ? "them" : "one")"
    case .staleStage(_, let commands): "Run \(commands.joined(separator: " and ")) again"
    case .unknownSegment(_, let nearest, let valid): joined(didYouMean(nearest), "There are \(list(valid))")
    case .refused(_, _, let remedy), .interruptedKeeping(_, let remedy): remedy
    }
  }

  private func didYouMean(_ names: [String]) -> String {
    names.isEmpty ? "" : "Did you mean \(names.prefix(3).joined(separator: " or "))?"
  }

  private func list(_ names: [String]) -> String {
    names.count > 12
      ? names.prefix(11).joined(separator: ", ") + " and \(names.count - 11) more" : names.joined(separator: ", ")
  }

  private func joined(_ first: String, _ second: String) -> String {
    [first, second].filter { !$0.isEmpty }.joined(separator: " ")
  }
}

extension String {
  var withoutFullStop: String { hasSuffix(".") && !hasSuffix("..") ? String(dropLast()) : self }
}
