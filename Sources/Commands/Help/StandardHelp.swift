import CommandLanguage
import CommandSession
import KernelInterface

/// The help of the language, all from the descriptions of its commands.
struct StandardHelp: LanguageHelp {
  func page(on topic: Token?, _ registry: Registry, _ session: Session) throws(Mistake) -> DisplayData {
    try HelpPage(registry: registry, session: session).page(on: topic)
  }

  func complete(
    _ code: String, at cursor: Int, _ registry: Registry, _ session: Session,
    earlier: @escaping @Sendable () -> [EarlierSession]
  ) -> CompletionList {
    Completer(registry: registry, session: session, earlier: earlier).complete(code, at: cursor)
  }

  func inspect(
    _ code: String, at cursor: Int, detail: InspectionDetail, _ registry: Registry, _ session: Session
  ) -> DisplayData? {
    Inspector(registry: registry, session: session).inspect(code, at: cursor, detail: detail)
  }

  func hint(after command: String, _ registry: Registry, _ session: inout Session) -> DisplayData? {
    guard let description = registry.description(command), Hint.stands(below: description) else { return nil }
    return Hint.data(&session)
  }

  func offer(_ earlier: EarlierSession) -> DisplayData { Hint.offer(earlier) }
}

extension CohortInterpreter {
  /// The whole language.
  /// - Parameters:
  ///   - version: the version of Cohort, as `%version` and kernel_info report it.
  ///   - syntax: the name under which Pygments and CodeMirror know the language, where something has taught it to them.
  ///   - hints: whether results are followed by one thing to try next, as long as `%config` does not say otherwise; of no use
  ///     where nobody types.
  ///   - journal: takes what is committed, for `%resume`; nil keeps nothing.
  package convenience init(
    version: String, syntax: String? = nil, hints: Bool = false, journal: SessionJournal? = nil
  ) {
    var session = Session()
    session.configuration.hints = hints
    self.init(
      version: version, syntax: syntax, registry: Registry.standard, help: StandardHelp(), patience: .milliseconds(500),
      session: session, journal: journal)
  }
}
