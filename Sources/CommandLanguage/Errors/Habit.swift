/// A habit from SQL, Python or the shell, and what serves here in its place.
package struct Habit: Sendable, Equatable {
  package var message: String
  package var remedy: String

  package init(message: String, remedy: String) {
    self.message = message
    self.remedy = remedy
  }

  /// The habit behind a line that is no command, if it is a known one.
  package static func line(_ text: String) -> Habit? {
    let lowered = text.lowercased()
    if text.hasPrefix("!") { return shell }
    let first = lowered.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    return firstWords[String(first)] ?? method(lowered)
  }

  /// `df.head()` and its like.
  private static func method(_ text: String) -> Habit? {
    let found = methods.filter { text.contains($0.key) }.min { ($0.key.count, $0.key) > ($1.key.count, $1.key) }
    if let found { return Habit(message: "this is no Python", remedy: "\(found.value) does that here") }
    guard text.contains("("), text.contains(")") else { return nil }
    return call
  }

  /// The habit behind a command name of another language.
  package static func command(_ name: String) -> Habit? { commandNames[name.lowercased()]?(name) }

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
