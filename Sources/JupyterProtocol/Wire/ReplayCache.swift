/// The signatures of the latest messages, so that a recorded message cannot be sent in again.
struct ReplayCache: Sendable {
  private var known: Set<[UInt8]> = []
  /// The same in order of arrival; a ring once it is full.
  private var order: [[UInt8]] = []
  private var oldest = 0
  private let capacity: Int

  /// - Parameter capacity: how many signatures are remembered, at least one.
  init(capacity: Int = 1 << 16) {
    precondition(capacity > 0)
    self.capacity = capacity
  }

  /// Remembers `signature`, in place of the oldest when there is no more room.
  /// - Returns: false when it was known.
  mutating func remember(_ signature: [UInt8]) -> Bool {
    guard known.insert(signature).inserted else { return false }
    if order.count < capacity {
      order.append(signature)
    } else {
      known.remove(order[oldest])
      order[oldest] = signature
      oldest = (oldest + 1) % capacity
    }
    return true
  }
}
