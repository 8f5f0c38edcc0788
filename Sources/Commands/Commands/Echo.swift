import CommandLanguage
import CommandSession
import KernelInterface
import Warehouse

/// Prints what it is given.
struct Echo: Command {
  enum Destination: String, CaseIterable, Sendable { case stdout, stderr }

  static let name = "echo"
  static let section = Section.session
  static let summary = "prints a text"
  static let parameters: [Parameter<Echo>] = [
    .arguments("text", \.text, .words, "what to print"),
    .key("to", \.destination, .choice(), "where to"),
  ]
  static let examples = [
    Example("%echo hello", "prints to standard output"),
    Example("%echo hello to=stderr", "prints to standard error"),
    Example("%echo k=$k", "prints what it is given: $k stands for its value only as a whole word, as in %echo $k"),
  ]

  var text: [String] = []
  var destination = Destination.stdout

  func run(on session: inout Session, in context: CommandContext) {
    // A parameter may hold an address with its password.
    let text = Secrets.hidden(in: text.joined(separator: " "))
    context.output.write(text + "\n", to: destination == .stdout ? .stdout : .stderr)
  }
}

extension ValueKind where Value == [String] {
  /// Words as they stand, commas included.
  fileprivate static var words: ValueKind {
    ValueKind(
      "words, or a text in quotes", placeholder: "text", decode: { [$0.text] },
      text: { $0.isEmpty ? nil : $0.map(Quoting.item).joined(separator: " ") })
  }
}
