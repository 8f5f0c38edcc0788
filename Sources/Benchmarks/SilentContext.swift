import CommandSession
import Commands
import KernelInterface
import Synchronization

/// A notebook that nobody looks at: counts what is shown, forms and all, and keeps the plain text.
final class SilentContext: ExecutionContext {
  private let shown = Mutex((bytes: 0, text: ""))

  var bytes: Int { shown.withLock { $0.bytes } }
  var text: String { shown.withLock { $0.text } }
  var isInterrupted: Bool { false }

  /// Runs a cell.
  /// - Throws: the report of the command that failed.
  func run(_ code: String, with interpreter: CohortInterpreter) throws {
    switch interpreter.execute(code, in: self) {
    case .finished(let result): if let result { display(result, id: nil) }
    case .failed(let report): throw report
    }
  }

  func write(_ text: String, to stream: OutputStream) {
    shown.withLock {
      $0.bytes += text.utf8.count
      $0.text += text
    }
  }

  func display(_ data: DisplayData, id: String?) {
    shown.withLock {
      for form in data.forms {
        $0.bytes += Self.size(form)
        if case .plain(let text) = form { $0.text += text + "\n" }
      }
    }
  }

  func update(_ data: DisplayData, id: String) { display(data, id: id) }

  func clearOutput(wait: Bool) {}

  func page(_ data: DisplayData) { display(data, id: nil) }

  func readLine(prompt: String, password: Bool) throws(InputUnavailable) -> String { throw .notAllowed }

  func history(last count: Int) -> [HistoryEntry] { [] }

  private static func size(_ form: DisplayData.Form) -> Int {
    switch form {
    case .plain(let text), .html(let text), .markdown(let text), .svg(let text), .json(_, let text): text.utf8.count
    case .png(let bytes, _, _): bytes.count
    }
  }
}
