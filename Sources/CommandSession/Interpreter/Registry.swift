import CommandLanguage

/// The commands of the language, found by name.
package struct Registry: Sendable {
  /// In the order of help and of README's table.
  package let commands: [any Command.Type]
  package let descriptions: [CommandDescription]
  private let indexes: [String: Int]
  private let syntax: [String: CommandSyntax]

  package init(_ commands: [any Command.Type]) {
    self.commands = commands
    let descriptions = commands.map { $0.describe() }
    self.descriptions = descriptions
    self.indexes = Dictionary(uniqueKeysWithValues: descriptions.indices.map { (descriptions[$0].name, $0) })
    self.syntax = Dictionary(uniqueKeysWithValues: descriptions.map { ($0.name, $0.syntax) })
  }

  package func command(_ name: String) -> (any Command.Type)? { indexes[name].map { commands[$0] } }

  package func description(_ name: String) -> CommandDescription? { indexes[name].map { descriptions[$0] } }

  package var names: [String] { descriptions.map(\.name) }

  /// The one parser, with what these commands declare.
  /// - Parameter isStopped: whether somebody has interrupted; what comes behind is then not read.
  package func parse(_ text: String, isStopped: @escaping @Sendable () -> Bool = { false }) -> ParsedCell {
    let syntax = syntax
    return Parser.parse(text, isStopped: isStopped) { syntax[$0] }
  }
}

extension Command {
  fileprivate static func describe() -> CommandDescription { CommandDescription(of: Self.self) }
}
