/// What a running cell can do to the world: print, show, ask, and learn that it is to stop.
///
/// Output keeps the order of the calls. Every method may be called from any thread.
public protocol ExecutionContext: Sendable {
  /// True from the moment the user asks the cell to stop. Reading it costs one atomic load.
  var isInterrupted: Bool { get }

  func write(_ text: String, to stream: OutputStream)

  /// Shows `data` below the cell. With an `id`, `update` replaces it later.
  func display(_ data: DisplayData, id: String?)

  /// Replaces what was displayed under `id`, wherever it stands.
  func update(_ data: DisplayData, id: String)

  /// Removes the cell's output so far; with `wait`, only when the next output arrives.
  func clearOutput(wait: Bool)

  /// Shows `data` in the front end's pager (Jupyter's `page` payload).
  func page(_ data: DisplayData)

  /// Asks the user for a line of text.
  /// - Throws: `InputUnavailable` when the front end takes no questions or the cell was interrupted meanwhile.
  func readLine(prompt: String, password: Bool) throws(InputUnavailable) -> String

  /// The last `count` inputs of this session, oldest first, without the running cell.
  func history(last count: Int) -> [HistoryEntry]
}

public enum OutputStream: String, Sendable {
  case stdout
  case stderr
}

/// Why a question to the user got no answer.
public enum InputUnavailable: Error, Sendable, Equatable {
  case notAllowed
  case interrupted
}

/// One input of the past.
public struct HistoryEntry: Sendable, Equatable {
  /// The execution count of the cell.
  public var line: Int
  public var input: String
  public init(line: Int, input: String) {
    self.line = line
    self.input = input
  }
}
