import Machine

/// The indices of keys in the order in which the keys rise, equal ones by their index.
///
/// Sorted by one byte after the other, the lowest first, each time keeping the order there was (D. E. Knuth 1973, The Art of
/// Computer Programming 3, 5.2.5): comparisons, whose outcome no processor can foresee, are not needed. Bytes that all keys
/// share are passed over.
/// - Throws: `CancellationError`.
/// - Complexity: O(n) time and memory.
package func ascendingOrder(of keys: [UInt64], context: ComputeContext) throws(CancellationError) -> [Int] {
  let n = keys.count
  var counts = [Int](repeating: 0, count: 8 * 256)
  try forEachStretch(of: n, context) { stretch in
    for i in stretch {
      for byte in 0..<8 { counts[byte << 8 | Int(truncatingIfNeeded: keys[i] >> (8 * byte) & 255)] += 1 }
    }
  }
  var sorted = keys.enumerated().map { KeyedIndex(key: $1, index: $0) }
  var next = sorted
  for byte in 0..<8 {
    let first = byte << 8
    guard !counts[first..<first + 256].contains(n) else { continue }
    // Where the next key with this value of the byte goes.
    var places = [Int](repeating: 0, count: 256)
    for value in 1..<256 { places[value] = places[value - 1] + counts[first + value - 1] }
    try forEachStretch(of: n, context) { stretch in
      sorted.withUnsafeBufferPointer { sorted in
        next.withUnsafeMutableBufferPointer { next in
          places.withUnsafeMutableBufferPointer { places in
            // Invariant: a value's places begin where those of the values before it end, and are as many as it has keys.
            for i in stretch {
              let value = Int(truncatingIfNeeded: sorted[i].key >> (8 * byte) & 255)
              next[places[value]] = sorted[i]
              places[value] += 1
            }
          }
        }
      }
    }
    swap(&sorted, &next)
  }
  return sorted.map(\.index)
}

/// Sorts numbers by their upper 32 bits, lower byte first in the same way; those that share them keep their order.
/// - Throws: `CancellationError`.
/// - Complexity: O(n) time and memory.
func sortByUpperHalf(_ items: inout [UInt64], context: ComputeContext) throws(CancellationError) {
  let n = items.count
  var counts = [Int](repeating: 0, count: 4 * 256)
  try forEachStretch(of: n, context) { stretch in
    for i in stretch {
      let key = Int(truncatingIfNeeded: items[i] >> 32)
      for byte in 0..<4 { counts[byte << 8 | key >> (8 * byte) & 255] += 1 }
    }
  }
  var next: [UInt64] = []
  for byte in 0..<4 {
    let own = counts[byte << 8..<(byte + 1) << 8]
    guard !own.contains(n) else { continue }
    if next.isEmpty { next = items }
    var end = 0
    var places = own.map { count in
      end += count
      return end - count
    }
    let shift = 32 + 8 * byte
    try forEachStretch(of: n, context) { stretch in
      items.withUnsafeBufferPointer { items in
        next.withUnsafeMutableBufferPointer { next in
          places.withUnsafeMutableBufferPointer { places in
            for i in stretch {
              let value = Int(truncatingIfNeeded: items[i] >> shift & 255)
              next[places[value]] = items[i]
              places[value] += 1
            }
          }
        }
      }
    }
    swap(&items, &next)
  }
}

private struct KeyedIndex {
  var key: UInt64
  var index: Int
}

extension Double {
  /// Ordered as numbers from 0 on are; 0 and −0 are the same.
  var ascendingKey: UInt64 { (self + 0).bitPattern }
}

/// Calls `body` with stretches of `0..<count`, each some milliseconds of simple work at most, and looks for a cancellation
/// before each.
func forEachStretch(
  of count: Int, _ context: ComputeContext, _ body: (Range<Int>) throws(CancellationError) -> Void
) throws(CancellationError) {
  for start in stride(from: 0, to: count, by: 1 << 16) {
    try context.checkCancellation()
    try body(start..<min(count, start + 1 << 16))
  }
}
