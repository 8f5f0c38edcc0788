/// A habit from SQL, Python, R, a spreadsheet or the shell, and what serves here in its place.
package struct Habit: Sendable, Equatable {
  package var message: String
  /// What serves, as it is said.
  package let remedy: String
  /// The commands in it, as they are typed; capitals stand for what only the analyst knows (`COLUMN`, `TABLE`, `FILE`).
  package let commands: [String]

  /// - Parameter remedy: what serves, with commands between backquotes, which are not shown.
  package init(message: String, remedy: String) {
    self.message = message
    let parts = remedy.split(separator: "`", omittingEmptySubsequences: false)
    self.remedy = parts.joined()
    commands = parts.indices.filter { !$0.isMultiple(of: 2) }.map { String(parts[$0]) }
  }

  /// The habit behind a line that is no command, if it is a known one.
  package static func line(_ text: String) -> Habit? {
    if text.hasPrefix("!") { return shell }
    if text.hasPrefix("=") { return formula }
    let first = text.lowercased().prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    if let known = firstWords[String(first)] { return known }
    if let function = function(text) { return function }
    if text.contains("["), text.contains(where: { "<>=".contains($0) }) { return rowChoice }
    if text.contains("("), text.contains(")") { return call }
    return text.contains(where: \.isWhitespace) ? tool(String(first)) : nil
  }

  /// `df.head()`, `df.shape`, `View(df)` and their like: the first name that is called, or stands behind a dot, and has an answer.
  private static func function(_ text: String) -> Habit? {
    let scalars = Array(text.lowercased())
    var start = 0
    while start < scalars.count {
      guard scalars[start].isNamePart else {
        start += 1
        continue
      }
      let end = scalars[start...].firstIndex { !$0.isNamePart } ?? scalars.count
      let isCalled = end < scalars.count && scalars[end] == "("
      if isCalled || (start > 0 && scalars[start - 1] == ".") {
        let name = String(scalars[start..<end])
        if let command = functions[name] {
          return Habit(message: "nothing is called here", remedy: "`\(command)` does that")
        }
        if let remedy = tools[name] { return Habit(message: "nothing is called here", remedy: remedy) }
      }
      start = end
    }
    return nil
  }

  /// The habit behind a command name of another language.
  package static func command(_ name: String) -> Habit? { tool(name) }

  private static func tool(_ name: String) -> Habit? {
    let key = name.lowercased().replacing(".", with: "_")
    if let special = commandNames[key] { return special(name) }
    return tools[key].map { Habit(message: "there is no %\(name.excerpt) here", remedy: $0) }
  }

  /// The habit behind a parameter's value: a call or a list of Python.
  static func value(_ word: Word) -> Habit? {
    guard let first = word.pieces.first, !first.isQuoted else { return nil }
    let text = word.text
    if text.hasPrefix("[") || text.hasPrefix("{") {
      return Habit(message: "brackets are not needed", remedy: "A list is written A,\"B c\"")
    }
    let called = text.prefix { $0 != "(" }
    guard called.count < text.count, called.last?.isLetter == true || called.last == "_" else { return nil }
    return line(text) ?? call
  }
}

extension Character {
  fileprivate var isNamePart: Bool { isLetter || isNumber || self == "_" }
}
