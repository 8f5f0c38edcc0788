import Glibc
import KernelInterface
import Synchronization

/// A front end that keeps what a notebook would keep, and what was on screen meanwhile.
final class RecordingContext: ExecutionContext {
  enum Output: Equatable {
    case display(DisplayData, id: String?)
    case text(String, OutputStream)
  }

  private struct State {
    var outputs: [Output] = []
    var pages: [DisplayData] = []
    var shown: [DisplayData] = []
    var clears = 0
    var interruptAfter: Int?
    var askingThreads: Set<UInt> = []
  }

  private let state = Mutex(State())
  let isWatched: Bool
  let replacesDisplays: Bool
  private let past: [HistoryEntry]
  private let meanwhile: @Sendable () -> Void

  /// - Parameters:
  ///   - isWatched: whether somebody may be watching.
  ///   - replacesDisplays: whether updates are followed.
  ///   - meanwhile: done each time that somebody asks whether the cell was interrupted.
  init(
    isWatched: Bool = true, replacesDisplays: Bool = true, history: [HistoryEntry] = [],
    meanwhile: @escaping @Sendable () -> Void = {}
  ) {
    self.isWatched = isWatched
    self.replacesDisplays = replacesDisplays
    past = history
    self.meanwhile = meanwhile
  }

  /// The threads that asked whether the cell was interrupted, as all that compute do.
  var askingThreads: Set<UInt> { state.withLock { $0.askingThreads } }
  /// What the notebook keeps: updates applied, streams joined.
  var outputs: [Output] { state.withLock { $0.outputs } }
  var pages: [DisplayData] { state.withLock { $0.pages } }
  /// Everything ever displayed or updated.
  var shown: [DisplayData] { state.withLock { $0.shown } }
  var clears: Int { state.withLock { $0.clears } }

  /// What a notebook file holds of it: display ids are not part of it.
  var notebook: [Output] {
    outputs.map { if case .display(let data, _) = $0 { .display(data, id: nil) } else { $0 } }
  }

  var stdout: String { printed(.stdout) }
  var stderr: String { printed(.stderr) }

  private func printed(_ stream: OutputStream) -> String {
    outputs.map { if case .text(let text, stream) = $0 { text } else { "" } }.joined()
  }

  /// Interrupts at the `count`-th time that somebody asks.
  func interrupt(after count: Int) { state.withLock { $0.interruptAfter = count } }

  var isInterrupted: Bool {
    meanwhile()
    return state.withLock { state in
      state.askingThreads.insert(UInt(pthread_self()))
      guard let left = state.interruptAfter else { return false }
      state.interruptAfter = max(0, left - 1)
      return left == 0
    }
  }

  func write(_ text: String, to stream: OutputStream) {
    state.withLock { state in
      if case .text(let last, stream)? = state.outputs.last {
        state.outputs[state.outputs.count - 1] = .text(last + text, stream)
      } else {
        state.outputs.append(.text(text, stream))
      }
    }
  }

  func display(_ data: DisplayData, id: String?) {
    state.withLock { state in
      state.outputs.append(.display(data, id: id))
      state.shown.append(data)
    }
  }

  func update(_ data: DisplayData, id: String) {
    state.withLock { state in
      for index in state.outputs.indices {
        if case .display(_, id) = state.outputs[index] { state.outputs[index] = .display(data, id: id) }
      }
      state.shown.append(data)
    }
  }

  func clearOutput(wait: Bool) {
    state.withLock { state in
      state.outputs = []
      state.clears += 1
    }
  }

  func page(_ data: DisplayData) { state.withLock { $0.pages.append(data) } }

  func readLine(prompt: String, password: Bool) throws(InputUnavailable) -> String { throw .notAllowed }

  func history(last count: Int) -> [HistoryEntry] { past.suffix(count) }
}
