import Dispatch
import JupyterProtocol
import Synchronization

/// What waits to be published, in order. Printed text is put together while it waits; what does not fit waits outside.
final class PublicationQueue: Sendable {
  enum Entry: Sendable {
    case publication(Publication)
    /// To be called once everything before it has left.
    case action(@Sendable () -> Void)
  }

  /// What the publisher is to do now.
  enum Next: Sendable {
    case take(Entry)
    /// Printed text may grow for so many milliseconds yet.
    case wait(milliseconds: Int)
    case nothing
    case closed
  }

  private struct State {
    var entries: [Entry] = []
    var head = 0
    var bytes = 0
    /// When the first printed text of the last entry came.
    var streamStart = DispatchTime.now()
    var waitingForRoom = 0
    var isClosed = false

    var last: Entry? { entries.count > head ? entries[entries.count - 1] : nil }
  }

  private let state = Mutex(State())
  private let room = DispatchSemaphore(value: 0)
  private let capacity: Int
  private let patience: UInt64

  /// - Parameters:
  ///   - capacity: in bytes of content.
  ///   - patience: how long printed text may wait for more of it, in milliseconds.
  init(capacity: Int = 16 << 20, patience: Int = 20) {
    self.capacity = capacity
    self.patience = UInt64(patience) * 1_000_000
  }

  /// Text of one stream message, at most so many bytes (a single print may be longer).
  static let streamMessageSize = 1 << 16

  /// Lines `entry` up.
  /// - Parameter waitsForRoom: whether to wait while more than the capacity is in line.
  /// - Returns: true when the publisher must be woken.
  func append(_ entry: Entry, waitsForRoom: Bool) -> Bool {
    while true {
      let added = state.withLock { state -> Bool? in
        if waitsForRoom, state.bytes >= capacity, !state.isClosed {
          state.waitingForRoom += 1
          return nil
        }
        return !merge(entry, into: &state)
      }
      if let added { return added }
      room.wait()
    }
  }

  /// - Returns: true when `entry` became part of the last one.
  private func merge(_ entry: Entry, into state: inout State) -> Bool {
    state.bytes += entry.size
    if let last = state.last, let merged = last.merged(with: entry) {
      state.bytes += merged.size - last.size - entry.size
      state.entries[state.entries.count - 1] = merged
      return true
    }
    if case .publication(.stream) = entry { state.streamStart = .now() }
    state.entries.append(entry)
    return false
  }

  /// The first in line, unless it is text that may still grow.
  func next() -> Next {
    let (next, waiters) = state.withLock { state -> (Next, Int) in
      guard state.head < state.entries.count else { return (state.isClosed ? .closed : .nothing, 0) }
      let entry = state.entries[state.head]
      if let wait = remainingWait(for: entry, state) { return (.wait(milliseconds: wait), 0) }
      state.head += 1
      state.bytes -= entry.size
      if state.head == state.entries.count || state.head >= 256 {
        state.entries.removeFirst(state.head)
        state.head = 0
      }
      guard state.bytes < capacity else { return (.take(entry), 0) }
      defer { state.waitingForRoom = 0 }
      return (.take(entry), state.waitingForRoom)
    }
    for _ in 0..<waiters { room.signal() }
    return next
  }

  private func remainingWait(for entry: Entry, _ state: State) -> Int? {
    guard case .publication(.stream(_, let text, _)) = entry, state.head == state.entries.count - 1,
      text.utf8.count < PublicationQueue.streamMessageSize, !state.isClosed
    else { return nil }
    let age = DispatchTime.now().uptimeNanoseconds - state.streamStart.uptimeNanoseconds
    return age < patience ? Int((patience - age) / 1_000_000) + 1 : nil
  }

  /// Holds nobody up any more; what is in line can still be taken.
  func close() {
    let waiters = state.withLock { state in
      state.isClosed = true
      defer { state.waitingForRoom = 0 }
      return state.waitingForRoom
    }
    for _ in 0..<waiters { room.signal() }
  }
}

extension PublicationQueue.Entry {
  /// Bytes of content.
  var size: Int {
    switch self {
    case .publication(.message(let message)), .publication(.update(let message, _)): message.contentBytes.count + 512
    case .publication(.stream(_, let text, _)): text.utf8.count
    case .action: 0
    }
  }

  /// This and `next` in one, where a front end would show the same; nil otherwise.
  func merged(with next: PublicationQueue.Entry) -> PublicationQueue.Entry? {
    guard case .publication(let first) = self, case .publication(let second) = next else { return nil }
    switch (first, second) {
    case (.stream(let name, let text, let parent), .stream(let otherName, let more, let otherParent))
    where name == otherName && parent.headerBytes == otherParent.headerBytes
      && text.utf8.count + more.utf8.count <= PublicationQueue.streamMessageSize:
      return .publication(.stream(name: name, text: text + more, parent: parent))
    case (.update(let message, let id), .update(let newer, let newerID))
    where id == newerID && message.parentHeaderBytes == newer.parentHeaderBytes:
      return .publication(.update(newer, displayID: id))
    default:
      return nil
    }
  }
}
