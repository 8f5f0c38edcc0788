/// The words that may stand for a subject, in the order in which an error lists them.
struct RuleSubjects: Sendable {
  let names: [String]
  private let known: Set<String>

  init(_ names: [String]) {
    self.names = names
    known = Set(names)
  }

  func contains(_ name: String) -> Bool { known.contains(name) }
}
