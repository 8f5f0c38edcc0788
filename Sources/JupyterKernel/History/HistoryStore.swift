import Dispatch
import Foundation
import JupyterProtocol
import KernelInterface
import Logging
import Synchronization

/// The inputs of this and of earlier sessions. Writing costs a cell nothing: it happens later, on a queue of its own.
package final class HistoryStore: Sendable {
  private struct State {
    /// The inputs of this session, oldest first.
    var inputs: [HistoryEntry] = []
    /// Those that the database does not hold yet, with their outputs.
    var unwritten: [HistoryRecord] = []
    var isWritePlanned = false
  }

  private let state = Mutex(State())
  /// Owns the database; everything that touches it runs here.
  private let queue = DispatchQueue(label: "history", qos: .utility)
  private let database: HistoryDatabase
  /// How long a cell waits for company before it is written, in seconds.
  private let delay: Double

  /// - Parameters:
  ///   - path: the SQLite file, made when it does not exist; nil keeps history in memory.
  ///   - delay: in seconds.
  package init(path: String?, delay: Double = 0.5, logger: Logger) {
    database = HistoryDatabase(path: path, logger: logger)
    self.delay = delay
  }

  /// Keeps a cell of this session.
  /// - Parameter line: its execution count.
  package func append(line: Int, input: String, output: String?) {
    let isWritePlanned = state.withLock { state in
      state.inputs.append(HistoryEntry(line: line, input: input))
      state.unwritten.append(HistoryRecord(session: 0, line: line, input: input, output: output))
      defer { state.isWritePlanned = true }
      return state.isWritePlanned
    }
    guard !isWritePlanned else { return }
    queue.asyncAfter(deadline: .now() + delay) { self.writePending() }
  }

  /// The last `count` inputs of this session, oldest first.
  package func inputs(last count: Int) -> [HistoryEntry] {
    state.withLock { Array($0.inputs.suffix(max(count, 0))) }
  }

  /// What `request` asks for, oldest first.
  package func entries(for request: HistoryRequest) -> [HistoryRecord] {
    queue.sync {
      writePending()
      return database.records(for: request)
    }
  }

  /// Writes what is still unwritten, waiting at most `seconds` for it.
  package func flush(within seconds: Double) {
    let done = DispatchSemaphore(value: 0)
    queue.async {
      self.writePending()
      done.signal()
    }
    _ = done.wait(timeout: .now() + seconds)
  }

  private func writePending() {
    let records = state.withLock { state in
      defer { state.unwritten = [] }
      state.isWritePlanned = false
      return state.unwritten
    }
    if !records.isEmpty { database.write(records) }
  }
}

/// One cell of the past.
package struct HistoryRecord: Sendable, Equatable {
  /// Counted from 1 over all runs of the kernel.
  package var session: Int
  /// Its execution count.
  package var line: Int
  package var input: String
  /// Its value as plain text, where it had one.
  package var output: String?
}
