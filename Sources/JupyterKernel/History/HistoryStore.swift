import Dispatch
import Glibc
import JupyterProtocol
import KernelInterface
import Logging
import SQLite
import Synchronization
import Wording

/// The inputs of this and of earlier sessions.
///
/// Those of this session are in memory, and are written to a file shared by all runs as soon as that lets itself be written: what
/// cannot be written is tried again until it is. Neither a cell nor a request waits for the file.
package final class HistoryStore: Sendable {
  private struct State {
    /// The cells of this session, oldest first.
    var cells = PackedCells()
    var isWritePlanned = false
    var failures = 0
    /// How many questions to the file were given up and are not over.
    var overdue = 0
  }

  private let state = Mutex(State())
  /// Everything that touches the file runs here.
  private let queue = DispatchQueue(label: "history", qos: .utility)
  /// Nil where history ends with the kernel.
  private let database: HistoryDatabase?
  /// How long a cell waits for company before it is written, in seconds.
  private let delay: Double
  /// How long the file is given to answer, in seconds.
  private let patience: Double
  private let logger: Logger

  /// - Parameters:
  ///   - path: the SQLite file, made when it does not exist; nil keeps history in memory.
  ///   - delay: in seconds; after a failure twice as much each time, up to half a minute.
  ///   - patience: in seconds; a request whose answer takes longer, as on a disk that does not answer, gets what is in memory.
  package init(path: String?, delay: Double = 0.5, patience: Double = 0.25, logger: Logger) {
    database = path.map { HistoryDatabase(path: $0, logger: logger) }
    self.delay = delay
    self.patience = patience
    self.logger = logger
  }

  /// Keeps a cell of this session; of a text of more than 1 MiB its beginning.
  /// - Parameter line: its execution count.
  package func append(line: Int, input: String, output: String?) {
    let cell = HistoryRecord(session: 0, line: line, input: input, output: output).shortened
    state.withLock { $0.cells.append(cell) }
    planWrite(in: delay)
  }

  /// The last `count` inputs of this session, oldest first.
  package func inputs(last count: Int) -> [HistoryEntry] {
    state.withLock { $0.cells.suffix(max(count, 0)).map { HistoryEntry(line: $0.line, input: $0.input) } }
  }

  /// What `request` asks for, oldest first.
  package func entries(for request: HistoryRequest) -> [HistoryRecord] {
    let past = past(for: request)
    var present = request.chosen(from: state.withLock { $0.cells }, session: past.session)
    for index in present.indices { present[index].session = past.session }
    guard request.accessType != .range else { return past.records + present }
    // Kernels that run at once write into one file: another's session may be the later one.
    let all = (past.records + present).sorted { ($0.session, $0.line) < ($1.session, $1.line) }
    return request.latest(of: all)
  }

  /// Writes what is still unwritten; tries again until `deadline`.
  /// - Returns: whether nothing is unwritten any more.
  @discardableResult
  package func flush(until deadline: DispatchTime) -> Bool {
    guard database != nil else { return true }
    repeat {
      let isWritten = Handoff<Bool>()
      queue.async { isWritten.give(self.write()) }
      guard let isWritten = isWritten.take(until: deadline) else { return false }
      if isWritten { return true }
      // A file does not tell when it is no longer locked.
      usleep(20_000)
    } while .now() < deadline
    return false
  }

  /// Writes what is still unwritten beside the file, for the next kernel to take in. To be called at the end: what is written so
  /// is not known to be written.
  /// - Parameter deadline: when to give up.
  package func setAside(until deadline: DispatchTime) {
    guard let database else { return }
    let isDone = Handoff<Bool>()
    queue.async {
      do {
        try database.setAside(self.state.withLock { $0.cells })
        isDone.give(true)
      } catch {
        self.logger.warning("the last cells could not be kept beside the history either: \(systemReason(error))")
        isDone.give(false)
      }
    }
    if isDone.take(until: deadline) == nil {
      logger.warning("the disk does not answer; the history lacks the last cells")
    }
  }

  private func planWrite(in seconds: Double) {
    guard database != nil else { return }
    let isPlanned = state.withLock { state in
      defer { state.isWritePlanned = true }
      return state.isWritePlanned
    }
    guard !isPlanned else { return }
    queue.asyncAfter(deadline: .now() + seconds) {
      self.state.withLock { $0.isWritePlanned = false }
      if !self.write() { self.planWrite(in: self.pause) }
    }
  }

  /// How many attempts to write have failed since the last that did not.
  var failures: Int { state.withLock { $0.failures } }

  /// How long to wait after so many, in seconds.
  private var pause: Double {
    let failures = failures
    return failures > 6 ? 30 : min(delay * Double(1 << failures), 30)
  }

  /// Tries to write what is unwritten.
  private func write() -> Bool {
    guard let database else { return true }
    do {
      try database.keep(state.withLock { $0.cells })
      let failures = state.withLock { state in
        defer { state.failures = 0 }
        return state.failures
      }
      if failures > 0 { logger.info("the history is written again") }
      return true
    } catch {
      let failures = state.withLock { state in
        state.failures += 1
        return state.failures
      }
      // Kernels that share the file lock it for moments, which is no news.
      let isOfLock = (error as? SQLiteError)?.isOfLock == true
      if failures == (isOfLock ? 4 : 1) {
        let reason = systemReason(error)
        logger.warning("the history cannot be written now; it is kept in memory and tried again: \(reason)")
      }
      return false
    }
  }

  /// What other sessions hold of what `request` asks for; nothing where the file does not answer in time.
  private func past(for request: HistoryRequest) -> HistoryDatabase.Past {
    guard let database, state.withLock({ $0.overdue == 0 }) else { return HistoryDatabase.Past() }
    let answer = Handoff<HistoryDatabase.Past>()
    queue.async { answer.give(self.answer(request, from: database)) }
    guard let past = answer.take(until: .now() + patience) else {
      state.withLock { $0.overdue += 1 }
      queue.async { self.state.withLock { $0.overdue -= 1 } }
      return HistoryDatabase.Past()
    }
    return past
  }

  private func answer(_ request: HistoryRequest, from database: HistoryDatabase) -> HistoryDatabase.Past {
    do {
      return try database.past(for: request)
    } catch {
      logger.info("the history cannot be read now: \(systemReason(error))")
      return HistoryDatabase.Past()
    }
  }
}
