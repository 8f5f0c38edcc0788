/// What something that runs can do to the world: print, show, talk to a piece of the front end, and learn that it is to stop.
///
/// A cell has one, and so has whatever a message of a comm sets off. Output keeps the order of the calls. Every method may be
/// called from any thread.
public protocol OutputContext: Sendable {
  /// True from the moment the user asks for a stop. Reading it costs one atomic load.
  var isInterrupted: Bool { get }

  func write(_ text: String, to stream: OutputStream)

  /// Shows `data` below the cell. With an `id`, `update` replaces it later.
  func display(_ data: DisplayData, id: String?)

  /// Replaces what was displayed under `id`, wherever it stands.
  func update(_ data: DisplayData, id: String)

  /// Removes the output so far; with `wait`, only when the next output arrives.
  func clearOutput(wait: Bool)

  /// Opens a comm to a piece of the front end.
  /// - Parameters:
  ///   - target: the name under which the front end knows what is to be opened, such as `jupyter.widget`.
  ///   - data: what it is opened with.
  ///   - listener: who takes what comes back.
  func openComm(to target: String, with data: CommData, listener: any CommListener) -> any Comm

  /// Sends a message over a comm, as part of what runs here.
  func send(_ data: CommData, on comm: any Comm)
}

extension OutputContext {
  /// Where there is no front end that could be talked to: a comm whose messages nobody hears.
  public func openComm(to target: String, with data: CommData, listener: any CommListener) -> any Comm {
    UnheardComm()
  }

  /// Where nothing tells what runs apart: as part of what opened the comm.
  public func send(_ data: CommData, on comm: any Comm) { comm.send(data) }
}

public enum OutputStream: String, Sendable {
  case stdout
  case stderr
}
