import Dispatch
import JupyterProtocol

/// What waits to be published, in order. Printed text is put together while it waits.
struct PublicationQueue {
  /// What may leave now.
  enum First {
    case ready(Publication)
    /// Printed text may grow for so many milliseconds yet.
    case growing(milliseconds: Int)
    case none
  }

  /// Text of one stream message, at most so many bytes (a single print may be longer).
  static let streamMessageSize = 1 << 16

  private var entries: [Publication] = []
  private var head = 0
  private var bytes = 0
  /// When the first printed text of the last entry came.
  private var streamStart = DispatchTime.now()
  private let capacity: Int
  private let patience: UInt64

  /// - Parameters:
  ///   - capacity: in bytes of content; more is taken, and `isFull` says so.
  ///   - patience: how long printed text may wait for more of it, in milliseconds.
  init(capacity: Int = 16 << 20, patience: Int = 20) {
    self.capacity = capacity
    self.patience = UInt64(patience) * 1_000_000
  }

  var isEmpty: Bool { head == entries.count }

  /// How many have left since the beginning, by the places in line; who pushes in front moves nobody's place.
  private(set) var departed = 0

  /// The place of the last in line: it has left when `departed` is as much.
  var lastPlace: Int { departed + entries.count - head }

  /// Whether whoever can wait should.
  var isFull: Bool { bytes >= capacity }

  /// Lines `publication` up, as part of the last one where a front end would show the same.
  mutating func append(_ publication: Publication) {
    if !isEmpty, let merged = entries[entries.count - 1].merged(with: publication) {
      bytes += merged.size - entries[entries.count - 1].size
      entries[entries.count - 1] = merged
      return
    }
    if case .stream = publication { streamStart = .now() }
    bytes += publication.size
    entries.append(publication)
  }

  /// Puts `publication` in front of everybody.
  mutating func prepend(_ publication: Publication) {
    bytes += publication.size
    departed -= 1
    entries.insert(publication, at: head)
  }

  /// The first in line.
  /// - Parameter growing: whether printed text that nothing follows may wait for more of it.
  func first(growing: Bool) -> First {
    guard !isEmpty else { return .none }
    let first = entries[head]
    if growing, let rest = remainingGrowth(of: first) { return .growing(milliseconds: rest) }
    return .ready(first)
  }

  private func remainingGrowth(of publication: Publication) -> Int? {
    guard case .stream(_, let text, _) = publication, head == entries.count - 1,
      text.utf8.count < PublicationQueue.streamMessageSize
    else { return nil }
    let age = DispatchTime.now().uptimeNanoseconds - streamStart.uptimeNanoseconds
    return age < patience ? Int((patience - age) / 1_000_000) + 1 : nil
  }

  /// Takes the first out of the line, which must not be empty.
  mutating func removeFirst() {
    bytes -= entries[head].size
    departed += 1
    head += 1
    // Those that left are let go in batches, so that taking stays cheap however many wait.
    if head == entries.count || head >= 256 {
      entries.removeFirst(head)
      head = 0
    }
  }
}

extension Publication {
  /// Bytes of content.
  fileprivate var size: Int {
    switch self {
    case .message(let message), .update(let message, _): message.contentBytes.count + 512
    case .stream(_, let text, _): text.utf8.count
    }
  }

  /// This and `next` in one, where a front end would show the same; nil otherwise.
  fileprivate func merged(with next: Publication) -> Publication? {
    switch (self, next) {
    case (.stream(let name, let text, let parent), .stream(let otherName, let more, let otherParent))
    where name == otherName && parent.headerBytes == otherParent.headerBytes
      && text.utf8.count + more.utf8.count <= PublicationQueue.streamMessageSize:
      return .stream(name: name, text: text + more, parent: parent)
    case (.update(let message, let id), .update(let newer, let newerID))
    where id == newerID && message.parentHeaderBytes == newer.parentHeaderBytes:
      return .update(newer, displayID: id)
    default:
      return nil
    }
  }
}
