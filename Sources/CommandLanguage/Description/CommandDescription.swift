/// What a command says of itself, as a plain value.
package struct CommandDescription: Sendable, Equatable {
  package var name: String
  package var section: Section
  package var summary: String
  package var details: String
  package var parameters: [ParameterDescription]
  package var examples: [Example]
  package var notes: HelpNotes?
  package var rest: CommandSyntax.Rest
  package var restPlaceholder: String
  package var growth: Growth

  package init<C: CommandDeclaration>(of command: C.Type) {
    name = C.name
    section = C.section
    summary = C.summary
    details = C.details
    parameters = C.parameters.map(\.description)
    examples = C.examples
    notes = C.notes
    rest = C.rest
    restPlaceholder = C.restPlaceholder
    growth = C.growth
  }

  package func parameter(_ key: String) -> ParameterDescription? {
    parameters.first { $0.key == key }
  }

  /// The parameter that the `index`-th value without a key belongs to.
  package func parameter(at index: Int) -> ParameterDescription? {
    let places = parameters.filter { $0.placement != .key }
    if index < places.count { return places[index] }
    return places.last?.placement == .places ? places.last : nil
  }

  package var syntax: CommandSyntax {
    CommandSyntax(keys: Set(parameters.map(\.key)), rest: rest)
  }

  /// The command with all it takes, as it is typed: `%cluster k=auto method=hierarchical`, `%sql as=NAME QUERY`.
  package var signature: String {
    let arguments = parameters.byFamily.map { $0.family?.signature ?? $0.signature }
    return (["%" + name] + arguments + (rest == .none ? [] : [restPlaceholder])).joined(separator: " ")
  }
}
