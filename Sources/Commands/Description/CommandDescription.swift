/// What a command says of itself, as a plain value.
struct CommandDescription: Sendable, Equatable {
  var name: String
  var section: Section
  var summary: String
  var details: String
  var parameters: [ParameterDescription]
  var examples: [Example]
  var rest: CommandSyntax.Rest
  var growth: Growth

  init<C: Command>(of command: C.Type) {
    name = C.name
    section = C.section
    summary = C.summary
    details = C.details
    parameters = C.parameters.map(\.description)
    examples = C.examples
    rest = C.rest
    growth = C.growth
  }

  func parameter(_ key: String) -> ParameterDescription? {
    parameters.first { $0.key == key }
  }

  /// The parameter that the `index`-th value without a key belongs to.
  func parameter(at index: Int) -> ParameterDescription? {
    let places = parameters.filter { $0.placement != .key }
    if index < places.count { return places[index] }
    return places.last?.placement == .places ? places.last : nil
  }

  var syntax: CommandSyntax {
    CommandSyntax(keys: Set(parameters.map(\.key)), rest: rest)
  }

  /// The command with all it takes: `%cluster k=auto method=hierarchical`.
  var signature: String {
    let rest =
      switch rest {
      case .none: ""
      case .raw: " …"
      case .command: " command"
      }
    return (["%" + name] + parameters.map(\.signature)).joined(separator: " ") + rest
  }
}
