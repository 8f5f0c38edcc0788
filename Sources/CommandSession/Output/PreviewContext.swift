import KernelInterface
import Synchronization

/// Keeps what lines show, for whoever puts it elsewhere on a page; questions get no answer.
package final class PreviewContext: ExecutionContext {
  private let isStopped: @Sendable () -> Bool
  private let shown = Mutex<[DisplayData]>([])

  package init(isInterrupted: @escaping @Sendable () -> Bool) { isStopped = isInterrupted }

  var displays: [DisplayData] { shown.withLock { $0 } }

  package var isInterrupted: Bool { isStopped() }

  package func write(_ text: String, to stream: OutputStream) {
    guard stream == .stdout else { return }
    shown.withLock { $0.append(DisplayData(plain: text)) }
  }

  package func display(_ data: DisplayData, id: String?) { shown.withLock { $0.append(data) } }

  /// What is shown while a command runs is of no use here; its result comes as a display of its own.
  package func update(_ data: DisplayData, id: String) { shown.withLock { $0.append(data) } }

  package func clearOutput(wait: Bool) { shown.withLock { $0 = [] } }

  package func page(_ data: DisplayData) { shown.withLock { $0.append(data) } }

  package func readLine(prompt: String, password: Bool) throws(InputUnavailable) -> String { throw .notAllowed }

  package func history(last count: Int) -> [HistoryEntry] { [] }
}
