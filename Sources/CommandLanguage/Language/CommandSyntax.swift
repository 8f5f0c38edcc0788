/// What the parser must know of a command to read its line.
package struct CommandSyntax: Sendable, Equatable {
  /// What may stand behind the options.
  package enum Rest: Sendable, Equatable {
    /// Nothing but arguments.
    case none
    /// Text that is taken as it stands, such as SQL.
    case raw
    /// Another line of the language, as in `%time %cluster`.
    case command
  }

  /// The keys it declares: only these make `key=` an argument.
  package var keys: Set<String>
  package var rest: Rest

  package static let unknown = CommandSyntax(keys: [], rest: .none)
}
