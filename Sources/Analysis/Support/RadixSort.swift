/// Puts numbers into rising order by their bits, eleven at a time from the lowest (eight of fewer numbers): no comparison, so no branch
/// that is guessed wrong.
///
/// Equal ones stay in their order, −0 and 0 among them, as `sorted()` leaves them; the plain version beside it is that. D. E. Knuth, The Art of
/// Computer Programming 3, 5.2.5, algorithm R.
/// - Parameter value: by which it is sorted; never NaN.
/// - Complexity: O(n): at most six passes (eight), and none for bits that all have in common.
@inline(__always)
func radixSorted<Element>(_ elements: [Element], by value: (Element) -> Double) -> [Element] {
  // Counting 256 digits eight times is as much as sorting a few hundred.
  guard elements.count > 512 else { return elements.sorted { value($0) < value($1) } }
  let bits = elements.count < 1 << 13 ? 8 : 11
  let (radix, passes) = (1 << bits, (64 + bits - 1) / bits)
  var places = [Int32](repeating: 0, count: passes * radix)
  var from = elements
  var to = elements
  places.withUnsafeMutableBufferPointer { places in
    // Invariants: a digit is below the radix; the places of a digit are as many as there are elements with it, all below their count.
    for element in elements {
      let key = risingKey(of: value(element))
      for pass in 0..<passes { places[pass * radix + digit(pass, of: key, bits)] += 1 }
    }
    for pass in 0..<passes {
      let first = digit(pass, of: risingKey(of: value(from[0])), bits)
      let row = UnsafeMutableBufferPointer(rebasing: places[pass * radix..<(pass + 1) * radix])
      if Int(row[first]) == elements.count { continue }
      var start: Int32 = 0
      for other in 0..<radix { (row[other], start) = (start, start + row[other]) }
      from.withUnsafeBufferPointer { from in
        to.withUnsafeMutableBufferPointer { to in
          for element in from {
            let own = digit(pass, of: risingKey(of: value(element)), bits)
            to[Int(row[own])] = element
            row[own] += 1
          }
        }
      }
      swap(&from, &to)
    }
  }
  return from
}

@inline(__always)
private func digit(_ pass: Int, of key: UInt64, _ bits: Int) -> Int {
  Int(truncatingIfNeeded: key &>> UInt64(pass * bits) & UInt64(1 << bits - 1))
}

/// A number that rises with the value, the same for −0 and 0.
@inline(__always)
private func risingKey(of value: Double) -> UInt64 {
  // Adding 0 makes −0 one.
  let bits = (value + 0).bitPattern
  return bits >> 63 == 1 ? ~bits : bits | 1 << 63
}
