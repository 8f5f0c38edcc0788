import JupyterProtocol

/// Shell requests in the order of their arrival, numbered.
struct RequestQueue: Sendable {
  private var waiting: [Request] = []
  private var head = 0
  /// The number of the request that arrived last.
  private(set) var newest = 0

  /// Lines `messages` up, behind all others.
  mutating func append(_ messages: [Message]) {
    for message in messages {
      newest += 1
      waiting.append(Request(message: message, channel: .shell, number: newest))
    }
  }

  /// Takes the next request out; nil when none waits.
  mutating func next() -> Request? {
    guard head < waiting.count else { return nil }
    let request = waiting[head]
    head += 1
    // Taken requests are let go in batches, so that taking stays cheap however many wait.
    if head == waiting.count || head >= 64 {
      waiting.removeFirst(head)
      head = 0
    }
    return request
  }
}
