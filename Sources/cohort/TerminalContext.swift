import FoundationEssentials
import Glibc
import KernelInterface
import Synchronization

/// A cell's world when there is no notebook: text goes to the terminal, figures to files.
///
/// What was shown under a display id waits until something else is shown, because the next frame may replace
/// it; on a terminal it stands meanwhile in the last line. A terminal takes nothing back: after `clearOutput`,
/// what is shown once more is not written once more.
final class TerminalContext: ExecutionContext {
  private enum Emission: Equatable {
    case text(String, KernelInterface.OutputStream)
    case display(DisplayData, id: String?)
  }

  private struct State {
    var figures: FigureFiles
    var fileOfDisplay: [String: URL] = [:]
    var waiting: (id: String, data: DisplayData)?
    /// What the running cell has shown.
    var shown: [Emission] = []
    /// What is expected to be shown again since the output was cleared.
    var repeated: ArraySlice<Emission> = []
    var inputs: [HistoryEntry] = []
    var failure: RunError?
  }

  private let interruption: Interruption
  private let terminal: Terminal
  private let state: Mutex<State>

  init(figures: FigureFiles, interruption: Interruption, terminal: Terminal = Terminal()) {
    self.interruption = interruption
    self.terminal = terminal
    self.state = Mutex(State(figures: figures))
  }

  var isInterrupted: Bool { interruption.isRaised }

  /// The first text or figure that could not be written; it stops the run.
  var failure: RunError? { state.withLock { $0.failure } }

  func write(_ text: String, to stream: KernelInterface.OutputStream) {
    state.withLock {
      settle(&$0)
      show(.text(text, stream), &$0)
    }
  }

  func display(_ data: DisplayData, id: String?) {
    state.withLock {
      settle(&$0)
      if let id {
        hold(data, id: id, &$0)
      } else {
        show(.display(data, id: nil), &$0)
      }
    }
  }

  func update(_ data: DisplayData, id: String) {
    state.withLock {
      if $0.waiting?.id != id { settle(&$0) }
      hold(data, id: id, &$0)
    }
  }

  func clearOutput(wait: Bool) {
    state.withLock {
      $0.waiting = nil
      terminal.clearProgress()
      $0.repeated = $0.shown[...]
    }
  }

  func page(_ data: DisplayData) {
    display(data, id: nil)
  }

  func readLine(prompt: String, password: Bool) throws(InputUnavailable) -> String {
    state.withLock { settle(&$0) }
    return try terminal.readLine(prompt: prompt, password: password, interruption: interruption)
  }

  func history(last count: Int) -> [HistoryEntry] {
    state.withLock { Array($0.inputs.suffix(count)) }
  }

  /// Ends a cell: shows what was still waiting, and remembers the input.
  func finish(_ input: String) {
    state.withLock {
      settle(&$0)
      $0.inputs.append(HistoryEntry(line: $0.inputs.count + 1, input: input))
      $0.shown = []
      $0.repeated = []
    }
  }

  private func hold(_ data: DisplayData, id: String, _ state: inout State) {
    state.waiting = (id, data)
    if data.svg == nil { terminal.showProgress(data.plainText) }
  }

  private func settle(_ state: inout State) {
    guard let waiting = state.waiting else { return }
    state.waiting = nil
    terminal.clearProgress()
    show(.display(waiting.data, id: waiting.id), &state)
  }

  private func show(_ emission: Emission, _ state: inout State) {
    // The run is over; what the cell still says until it notices would only hide the reason.
    guard state.failure == nil else { return }
    if state.repeated.first == emission {
      state.repeated.removeFirst()
      return
    }
    state.repeated = []
    state.shown.append(emission)
    do {
      switch emission {
      case .text(let text, let stream): try terminal.write(text, to: stream)
      case .display(let data, let id): try write(data, id: id, &state)
      }
    } catch {
      state.failure = error
      interruption.raise()
    }
  }

  private func write(_ data: DisplayData, id: String?, _ state: inout State) throws(RunError) {
    if !data.plainText.isEmpty { try terminal.writeLine(data.plainText) }
    guard let svg = data.svg else { return }
    let earlier = id.flatMap { state.fileOfDisplay[$0] }
    let file = earlier ?? state.figures.next(kind: data.kind ?? "figure")
    if let id { state.fileOfDisplay[id] = file }
    try state.figures.write(svg, to: file, replacing: earlier != nil)
    try terminal.writeLine("→ \(file.shortPath)")
  }
}

extension DisplayData {
  fileprivate var svg: String? {
    for case .svg(let text) in forms { return text }
    return nil
  }
}
