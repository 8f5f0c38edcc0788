import JupyterProtocol

/// Shell requests in the order of their arrival, numbered.
struct RequestQueue: Sendable {
  private var waiting: [(message: Message, number: Int)] = []
  private var head = 0
  /// The number of the request that arrived last.
  private(set) var newest = 0
  /// How many of those that wait are messages of comms.
  private(set) var commMessages = 0

  /// Lines `message` up, behind all others.
  mutating func append(_ message: Message) {
    newest += 1
    if message.isOfComm { commMessages += 1 }
    waiting.append((message, newest))
  }

  /// Takes the next message out, with its number; nil when none waits.
  mutating func next() -> (message: Message, number: Int)? {
    guard head < waiting.count else { return nil }
    let next = waiting[head]
    head += 1
    if next.message.isOfComm { commMessages -= 1 }
    // Taken requests are let go in batches, so that taking stays cheap however many wait.
    if head == waiting.count || head >= 64 {
      waiting.removeFirst(head)
      head = 0
    }
    return next
  }
}

extension Message {
  fileprivate var isOfComm: Bool { header.messageType == CommMessage.messageType }
}
