/// The signatures of the latest messages, so that a recorded message cannot be sent in again.
struct ReplayCache: Sendable {
  /// The first 64 bits: among as many as are remembered, chance makes one message in 10^14 look like another.
  private typealias Key = UInt64

  private var known: Set<Key> = []
  /// The same in order of arrival; a ring once it is full.
  private var order: [Key] = []
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
    let key = signature.prefix(16).reduce(Key()) { $0 << 4 | Key(Self.value(ofDigit: $1)) }
    guard known.insert(key).inserted else { return false }
    if order.count < capacity {
      order.append(key)
    } else {
      known.remove(order[oldest])
      order[oldest] = key
      oldest = (oldest + 1) % capacity
    }
    return true
  }

  /// Of a hexadecimal digit in ASCII, 0 to 15.
  private static func value(ofDigit digit: UInt8) -> UInt8 { digit < UInt8(ascii: "A") ? digit & 15 : (digit & 7) + 9 }
}
