/// What a running cell can do besides its output: page, ask, and look back.
public protocol ExecutionContext: OutputContext {
  /// Whether somebody may be watching while the cell runs.
  ///
  /// False where the front end says that it takes no questions, as programs do that execute a notebook and keep or compare what
  /// it shows (nbclient, papermill, nbval, Voilà). What is shown for the moment alone, such as progress, is better left out then:
  /// not all of them follow updates.
  var isWatched: Bool { get }

  /// Whether the front end follows updates of what is displayed, as far as that is known.
  ///
  /// False where somebody watches and the request names no cell: consoles (Jupyter's, qtconsole) print what they are sent and drop
  /// every update, so that a result that takes the place of its progress would never be seen.
  var replacesDisplays: Bool { get }

  /// Shows `data` in the front end's pager (Jupyter's `page` payload).
  func page(_ data: DisplayData)

  /// Asks the user for a line of text.
  /// - Throws: `InputUnavailable` when the front end takes no questions or the cell was interrupted meanwhile.
  func readLine(prompt: String, password: Bool) throws(InputUnavailable) -> String

  /// The last `count` inputs of this session, oldest first, without the running cell.
  func history(last count: Int) -> [HistoryEntry]
}

extension ExecutionContext {
  public var isWatched: Bool { true }
  public var replacesDisplays: Bool { true }
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
