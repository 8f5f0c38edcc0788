/// Everything that can be wrong with a cell or stop a command, as data. `Problem+Prose` says it in words.
package enum Problem: Sendable, Equatable {
  // The text of the cell
  case unclosedQuote(String)
  case unclosedList
  case danglingBackslash
  case blanksAroundEquals(shown: String)
  case severalValues(name: String, text: String)
  case noCellCommand(String)
  case cellCommandNotFirst(String)
  case habit(Habit)
  case notACommand(String, command: String?)

  // Commands and their arguments
  case missingName(examples: [String])
  case unknownCommand(String, nearest: [String])
  case notInThisVersion(String, instead: String)
  case unknownKey(String, command: String, valid: [String], nearest: [String])
  case unexpectedArgument(String, command: String, valid: [String])
  case repeatedKey(String)
  case missingArgument(String, command: String, meaning: String)
  case missingValue(key: String, noun: String)
  case wrongValue(String, key: String, noun: String, nearest: [String])
  case colonForEquals(shown: String)

  // The session
  case unknownParameter(String, nearest: [String], known: [String])
  case unknownColumn(String, nearest: [String], table: String)
  case ambiguousColumn(String, matches: [String])
  case wrongColumnType(String, type: String, needed: String)
  case missingStage(Stage)
  case staleStage(Stage, run: [String])
  case unknownSegment(String, nearest: [String], valid: [String])
  case nothingToUndo
  case interrupted
  /// Interrupted, and what was there by then is kept; a clause that says what, and how to go on.
  case interruptedKeeping(String, remedy: String)

  /// What another room reports in its own words: a name like `UnreadableFile`, one sentence, what would be right.
  case refused(name: String, message: String, remedy: String)
}
