import KernelInterface
import Synchronization
import Wording

/// A front end that writes down what it is sent, and sends what a test wants.
final class FrontEnd: OutputContext {
  struct Sent: Equatable {
    var comm: String
    /// `open`, `close`, or the method of a message.
    var what: String
    var data: JSONValue
    var metadata = ""

    var state: [String: JSONValue] { data["state"]?.members ?? [:] }
  }

  private let sent = Mutex<[Sent]>([])
  private let listeners = Mutex<[String: any CommListener]>([:])

  var isInterrupted: Bool { false }
  func write(_ text: String, to stream: OutputStream) {}
  func display(_ data: DisplayData, id: String?) {}
  func update(_ data: DisplayData, id: String) {}
  func clearOutput(wait: Bool) {}

  func openComm(to target: String, with data: CommData, listener: any CommListener) -> any Comm {
    let comm = listeners.withLock { listeners in
      let comm = RecordingComm(id: "c\(listeners.count + 1)", frontEnd: self)
      listeners[comm.id] = listener
      return comm
    }
    record(comm.id, "open", data)
    return comm
  }

  func send(_ data: CommData, on comm: any Comm) { comm.send(data) }

  fileprivate func record(_ comm: String, _ what: String, _ data: CommData) {
    let value = (try? JSONValue(reading: Array(data.json.utf8))) ?? .null
    sent.withLock {
      $0.append(Sent(comm: comm, what: value["method"]?.text ?? what, data: value, metadata: data.metadata))
    }
  }

  /// Everything that came since the last call.
  func taken() -> [Sent] {
    sent.withLock { sent in
      defer { sent = [] }
      return sent
    }
  }

  /// Sends messages over a comm, one behind the other; after the last one nothing waits.
  func say(_ messages: JSONValue..., to comm: String, buffers: [[UInt8]] = []) {
    guard let listener = listeners.withLock({ $0[comm] }) else { return }
    let end = RecordingComm(id: comm, frontEnd: self)
    for message in messages { listener.receive(CommData(json: message.json, buffers: buffers), on: end, in: self) }
    listener.caughtUp(on: end, in: self)
  }

  func change(_ state: JSONValue, of comm: String) {
    say(["method": "update", "state": state, "buffer_paths": []], to: comm)
  }
}

struct RecordingComm: Comm {
  let id: String
  /// It holds who listens, and they hold this.
  unowned let frontEnd: FrontEnd

  func send(_ data: CommData) { frontEnd.record(id, "message", data) }
  func close(_ data: CommData) { frontEnd.record(id, "close", data) }
}

/// What keeps a page open in tests.
final class Owner: Sendable {}
