/// Puts numbers into rising order by their bits, ten at a time from the lowest (eight of fewer numbers): no comparison, so no branch
/// that is guessed wrong.
///
/// First by the upper half of the bits that tell them apart. Few numbers share all of that, and are put right by insertion; where many
/// do, all bits are gone through. Equal ones stay in their order, −0 and 0 among them, as `sorted()` leaves them; the plain version beside it
/// is that. D. E. Knuth, The Art of Computer Programming 3, 5.2.5, algorithm R, and 5.2.1, algorithm S. Where zeros are many, as of what
/// customers do not use, they stand aside meanwhile.
/// - Parameters:
///   - scratch: room for as many; what it holds afterwards is of no use.
///   - value: by which they are sorted; never NaN.
/// - Complexity: O(n): at most three passes (four) and insertions, or three (four) and then seven (eight).
@inline(__always)
func radixSort<Element: BitwiseCopyable>(
  _ elements: UnsafeMutableBufferPointer<Element>, scratch: UnsafeMutableBufferPointer<Element>,
  by value: (Element) -> Double
) {
  // Counting 256 digits four times is as much as sorting a few hundred.
  guard elements.count > 512 else { return sortFew(elements, by: value) }
  var zeros = elements.reduce(0) { $0 + (value($1) == 0 ? 1 : 0) }
  if zeros * 8 < elements.count { zeros = 0 }
  if zeros > 0 { setZerosAside(elements, in: scratch, by: value) }
  let others = UnsafeMutableBufferPointer(rebasing: elements[..<(elements.count - zeros)])
  sortByBits(others, scratch: UnsafeMutableBufferPointer(rebasing: scratch[zeros...]), by: value)
  guard zeros > 0, let base = elements.baseAddress, let aside = scratch.baseAddress else { return }
  // A gap between what is below zero and what is above; the memory overlaps, as `update` may.
  let start = others.firstPlace { value($0) > 0 }
  (base + start + zeros).update(from: base + start, count: others.count - start)
  (base + start).update(from: aside, count: zeros)
}

/// Moves what is not zero to the front, and zeros to the front of `scratch`, both in their order.
@inline(__always)
private func setZerosAside<Element: BitwiseCopyable>(
  _ elements: UnsafeMutableBufferPointer<Element>, in scratch: UnsafeMutableBufferPointer<Element>,
  by value: (Element) -> Double
) {
  var (other, zero) = (0, 0)
  // Invariants: there is a zero, so that neither place comes to the end before the last element is read; the front is never ahead of what
  // is read. Each is written to both, where it stays in one: no branch.
  for element in elements {
    elements[other] = element
    scratch[zero] = element
    let isZero = value(element) == 0
    other += isZero ? 0 : 1
    zero += isZero ? 1 : 0
  }
}

@inline(__always)
private func sortByBits<Element: BitwiseCopyable>(
  _ elements: UnsafeMutableBufferPointer<Element>, scratch: UnsafeMutableBufferPointer<Element>,
  by value: (Element) -> Double
) {
  guard !elements.isEmpty else { return }
  let bits = elements.count < 1 << 13 ? 8 : 10
  let first = risingKey(of: value(elements[0]))
  let varying = elements.reduce(0) { $0 | (risingKey(of: value($1)) ^ first) }
  guard varying != 0 else { return }
  let (low, high) = (varying.trailingZeroBitCount, 64 - varying.leadingZeroBitCount)
  let halfway = max(low, high - (bits == 8 ? 4 : 3) * bits)
  radixSort(elements, scratch, byBits: halfway..<high, digitBits: bits, of: value)
  if halfway > low, !insertionSort(elements, mostMoves: elements.count, by: value) {
    radixSort(elements, scratch, byBits: low..<high, digitBits: bits, of: value)
  }
}

/// By comparisons, equal ones as they stand.
private func sortFew<Element: BitwiseCopyable>(
  _ elements: UnsafeMutableBufferPointer<Element>, by value: (Element) -> Double
) {
  var elements = elements
  elements.sort { value($0) < value($1) }
}

/// Sorts by some of the bits.
@inline(__always)
private func radixSort<Element: BitwiseCopyable>(
  _ elements: UnsafeMutableBufferPointer<Element>, _ scratch: UnsafeMutableBufferPointer<Element>,
  byBits keyBits: Range<Int>, digitBits: Int, of value: (Element) -> Double
) {
  let (radix, passes) = (1 << digitBits, (keyBits.count + digitBits - 1) / digitBits)
  func digit(_ pass: Int, of element: Element) -> Int {
    let key = risingKey(of: value(element)) &>> UInt64(keyBits.lowerBound + pass * digitBits)
    return Int(truncatingIfNeeded: key & UInt64(radix - 1))
  }
  // No temporary allocation: Swift 6.3.1 frees another address than it got when it compiles one here for AVX-512.
  var places = [Int32](repeating: 0, count: passes * radix)
  places.withUnsafeMutableBufferPointer { places in
    // Invariants: a digit is below the radix; the places of a digit are as many as there are elements with it, all below their count.
    for element in elements { for pass in 0..<passes { places[pass * radix + digit(pass, of: element)] += 1 } }
    var (from, to) = (elements, scratch)
    for pass in 0..<passes {
      let row = UnsafeMutableBufferPointer(rebasing: places[pass * radix..<(pass + 1) * radix])
      if Int(row[digit(pass, of: from[0])]) == elements.count { continue }
      var start: Int32 = 0
      for other in 0..<radix { (row[other], start) = (start, start + row[other]) }
      for element in from {
        let own = digit(pass, of: element)
        to[Int(row[own])] = element
        row[own] += 1
      }
      swap(&from, &to)
    }
    if from.baseAddress != elements.baseAddress { _ = elements.update(fromContentsOf: from) }
  }
}

/// Sorts elements that are nearly in order.
/// - Parameter mostMoves: places that elements may be moved by in all.
/// - Returns: false where more were needed; elements are then in no certain order, equal ones still in theirs.
@inline(__always)
private func insertionSort<Element: BitwiseCopyable>(
  _ elements: UnsafeMutableBufferPointer<Element>, mostMoves: Int, by value: (Element) -> Double
) -> Bool {
  var moves = 0
  // Invariant: those before place i are in order.
  for i in 1..<elements.count where value(elements[i]) < value(elements[i - 1]) {
    let element = elements[i]
    var place = i
    while place > 0, value(element) < value(elements[place - 1]) {
      elements[place] = elements[place - 1]
      place -= 1
      moves += 1
    }
    elements[place] = element
    if moves > mostMoves { return false }
  }
  return true
}

/// A number that rises with the value, the same for −0 and 0.
@inline(__always)
private func risingKey(of value: Double) -> UInt64 {
  // Adding 0 makes −0 one.
  let bits = (value + 0).bitPattern
  return bits >> 63 == 1 ? ~bits : bits | 1 << 63
}
