import CommandLanguage
import CommandSession
import KernelInterface

/// The help of the language, all from the descriptions of its commands.
struct StandardHelp: LanguageHelp {
  func page(on topic: Token?, _ registry: Registry, _ session: Session) throws(Mistake) -> DisplayData {
    try HelpPage(registry: registry, session: session).page(on: topic)
  }

  func complete(_ code: String, at cursor: Int, _ registry: Registry, _ session: Session) -> CompletionList {
    Completer(registry: registry, session: session).complete(code, at: cursor)
  }

  func inspect(
    _ code: String, at cursor: Int, detail: InspectionDetail, _ registry: Registry, _ session: Session
  ) -> DisplayData? {
    Inspector(registry: registry, session: session).inspect(code, at: cursor, detail: detail)
  }
}

extension CohortInterpreter {
  /// The whole language.
  /// - Parameters:
  ///   - version: the version of Cohort, as `%version` and kernel_info report it.
  ///   - syntax: the name under which Pygments and CodeMirror know the language, where something has taught it to them.
  package convenience init(version: String, syntax: String? = nil) {
    self.init(
      version: version, syntax: syntax, registry: Registry.standard, help: StandardHelp(), patience: .milliseconds(500))
  }
}
