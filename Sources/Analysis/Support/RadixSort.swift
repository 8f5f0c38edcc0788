/// Puts numbers into rising order by their bits, eight at a time from the lowest: no comparison, so no branch that is guessed wrong.
///
/// Equal ones stay in their order, −0 and 0 among them, as `sorted()` leaves them; the plain version beside it is that. D. E. Knuth, The Art of
/// Computer Programming 3, 5.2.5, algorithm R.
/// - Parameter value: by which it is sorted; never NaN.
/// - Complexity: O(n): at most eight passes, and none for eight bits that all have in common.
@inline(__always)
func radixSorted<Element>(_ elements: [Element], by value: (Element) -> Double) -> [Element] {
  // Counting 256 digits eight times is as much as sorting a few hundred.
  guard elements.count > 512 else { return elements.sorted { value($0) < value($1) } }
  var counts = [Int32](repeating: 0, count: 8 * 256)
  for element in elements {
    var key = risingKey(of: value(element))
    for digit in 0..<8 {
      counts[digit * 256 + Int(key & 255)] += 1
      key >>= 8
    }
  }
  var from = elements
  var to = elements
  for digit in 0..<8 {
    let first = risingKey(of: value(from[0])) >> (8 * UInt64(digit)) & 255
    if Int(counts[digit * 256 + Int(first)]) == elements.count { continue }
    var places = [Int32](repeating: 0, count: 256)
    for other in 1..<256 { places[other] = places[other - 1] + counts[digit * 256 + other - 1] }
    // Invariants: a digit is below 256, and the places of a digit are as many as there are elements with it, all below their count.
    from.withUnsafeBufferPointer { from in
      to.withUnsafeMutableBufferPointer { to in
        places.withUnsafeMutableBufferPointer { places in
          for element in from {
            let own = Int(risingKey(of: value(element)) >> (8 * UInt64(digit)) & 255)
            to[Int(places[own])] = element
            places[own] += 1
          }
        }
      }
    }
    swap(&from, &to)
  }
  return from
}

/// A number that rises with the value, the same for −0 and 0.
@inline(__always)
private func risingKey(of value: Double) -> UInt64 {
  // Adding 0 makes −0 one.
  let bits = (value + 0).bitPattern
  return bits >> 63 == 1 ? ~bits : bits | 1 << 63
}
