import KernelInterface
import Widgets

/// The world of a line that is run again for what it changes: nobody sees or answers it, and the cell that has it run can be interrupted.
final class QuietContext: ExecutionContext {
  private let cell: any ExecutionContext

  init(_ cell: any ExecutionContext) { self.cell = cell }

  var isInterrupted: Bool { cell.isInterrupted }
  var isWatched: Bool { false }

  func write(_ text: String, to stream: OutputStream) {}
  func display(_ data: DisplayData, id: String?) {}
  func update(_ data: DisplayData, id: String) {}
  func clearOutput(wait: Bool) {}
  func page(_ data: DisplayData) {}
  func readLine(prompt: String, password: Bool) throws(InputUnavailable) -> String { throw .notAllowed }
  func history(last count: Int) -> [HistoryEntry] { [] }
}

/// A session that nobody has on a page: what a line opens that is run again is gone with it.
final class UnseenSession: LiveSession {
  let session: Session
  let widgets = OpenWidgets()

  init(_ session: Session) { self.session = session }

  func executeOnWidgets(_ code: String, in context: any ExecutionContext) -> ExecutionOutcome { .finished(result: nil) }

  func preview(
    _ code: String, of session: Session, isOnWidgets: Bool, isInterrupted: @escaping @Sendable () -> Bool
  ) throws(ErrorReport) -> [DisplayData] { [] }
}
