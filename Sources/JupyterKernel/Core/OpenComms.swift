import FoundationEssentials
import Glibc
import JupyterProtocol
import KernelInterface
import Synchronization

/// The comms that are open, by id: each with its target's name and who listens.
final class OpenComms: Sendable {
  struct Entry: Sendable {
    var target: String
    var comm: KernelComm
    var listener: any CommListener
  }

  private struct State {
    var entries: [String: Entry] = [:]
    /// Ids of comms that a target is asked about just now.
    var reserved: Set<String> = []
    var isOver = false
  }

  private let state = Mutex(State())

  /// Keeps `id` for a comm that may be added.
  /// - Returns: false when one is open under that id, or about to be.
  func reserve(_ id: String) -> Bool {
    state.withLock { state in state.entries[id] == nil && state.reserved.insert(id).inserted }
  }

  func add(_ entry: Entry) {
    state.withLock { state in
      state.reserved.remove(entry.comm.id)
      if !state.isOver { state.entries[entry.comm.id] = entry }
    }
  }

  func entry(_ id: String) -> Entry? { state.withLock { $0.entries[id] } }

  /// Lets go of `id`.
  func remove(_ id: String) {
    state.withLock { state in
      state.reserved.remove(id)
      state.entries[id] = nil
    }
  }

  /// Lets go of all, and keeps none from now on: a comm holds the core that holds it, and a kernel that has ended would stay for ever.
  func end() {
    // Whoever goes with them may want to let go of one.
    let entries = state.withLock { state in
      defer { state.entries = [:] }
      state.isOver = true
      return state.entries
    }
    withExtendedLifetime(entries) {}
  }

  /// The targets' names by id, of one target or of all.
  func targets(named name: String?) -> [String: String] {
    state.withLock { state in state.entries.mapValues(\.target).filter { name == nil || $0.value == name } }
  }
}

/// The kernel's side of one comm.
final class KernelComm: Comm {
  let id: String
  private let core: KernelCore
  /// The request that it was opened by or in.
  private let opener: Request
  private let isOpen = Atomic(true)

  init(id: String = UUID().uuidString.lowercased(), core: KernelCore, opener: Request) {
    self.id = id
    self.core = core
    self.opener = opener
  }

  func send(_ data: CommData) { send(data, asPartOf: opener) }

  func send(_ data: CommData, asPartOf request: Request) {
    guard isOpen.load(ordering: .acquiring) else { return }
    publish(CommMessage(commID: id, data: JSONValue(data)), data, asPartOf: request)
  }

  func close(_ data: CommData) {
    guard end() else { return }
    publish(CommClose(commID: id, data: JSONValue(data)), data, asPartOf: opener)
  }

  /// Tells the front end that it is open.
  func announce(to target: String, _ data: CommData) {
    publish(CommOpen(commID: id, targetName: target, data: JSONValue(data)), data, asPartOf: opener)
  }

  /// Sends nothing from now on.
  /// - Returns: whether it was open.
  @discardableResult
  func end() -> Bool {
    core.comms.remove(id)
    return isOpen.exchange(false, ordering: .acquiringAndReleasing)
  }

  private func publish(_ content: some MessageContent, _ data: CommData, asPartOf request: Request) {
    var message = core.messages.message(content, parent: request.message, metadata: JSONValue(text: data.metadata))
    message.buffers = data.buffers
    core.server.publish([.message(message)], waitsForRoom: true)
  }
}

extension JSONValue {
  /// What a message of a comm says.
  init(_ data: CommData) { self = JSONValue(text: data.json) ?? .string(data.json) }

  init?(text: String) {
    guard let value = try? JSON.value(of: Array(text.utf8)) else { return nil }
    self = value
  }
}

extension CommData {
  /// - Parameter json: the `data` of the content.
  init(_ json: JSONValue, of message: Message) {
    self.init(
      json: String(decoding: (try? JSON.encode(json)) ?? Message.emptyObject, as: UTF8.self),
      metadata: String(decoding: message.metadataBytes, as: UTF8.self), buffers: message.buffers)
  }
}
