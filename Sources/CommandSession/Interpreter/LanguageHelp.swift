import CommandLanguage
import KernelInterface

/// What helps while somebody types: pages, what Tab offers, what Shift-Tab explains.
///
/// It reads what commands say of themselves and what the session holds, and is written above both.
package protocol LanguageHelp: Sendable {
  /// The page on whatever `topic` names; on the language without one.
  /// - Throws: `unknownCommand` with the nearest names.
  func page(on topic: Token?, _ registry: Registry, _ session: Session) throws(Mistake) -> DisplayData

  /// What can stand at the cursor.
  /// - Parameter earlier: gives the sessions of kernels that are gone.
  func complete(
    _ code: String, at cursor: Int, _ registry: Registry, _ session: Session,
    earlier: @escaping @Sendable () -> [EarlierSession]
  ) -> CompletionList

  /// What stands at the cursor, explained; nil for nothing known.
  func inspect(
    _ code: String, at cursor: Int, detail: InspectionDetail, _ registry: Registry, _ session: Session
  ) -> DisplayData?

  /// One thing to try after a command, to stand below its result; nil for nothing that was not said before. Notes in the session
  /// that it was said.
  func hint(after command: String, _ registry: Registry, _ session: inout Session) -> DisplayData?

  /// That there is a session of the same notebook to go on with, in one line above the first results.
  func offer(_ earlier: EarlierSession) -> DisplayData
}
