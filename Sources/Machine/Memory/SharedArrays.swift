/// Arrays that are there already where a value will be read again: `PackedArray` writes their numbers in the place of their bytes.
///
/// Given to an encoder and a decoder as `userInfo[.sharedArrays]`. What counts is that the memory is the same, which takes no time to find out;
/// equal arrays elsewhere are written.
package struct SharedArrays: Sendable {
  private struct Place: Hashable {
    let address: UInt
    let bytes: Int

    init?(_ elements: [some BitwiseCopyable]) {
      let place = elements.withUnsafeBytes { (UInt(bitPattern: $0.baseAddress), $0.count) }
      // All empty arrays lie in one place, and small ones are as soon written.
      guard place.1 >= 256 else { return nil }
      (address, bytes) = place
    }
  }

  /// In the order in which they were added; the memory of each is held, so that no other array comes to lie there.
  private var arrays: [any Sendable] = []
  private var numbers: [Place: Int] = [:]

  package init() {}

  /// Both sides add the same arrays in the same order.
  package mutating func add(_ elements: [some BitwiseCopyable & Sendable]) {
    arrays.append(elements)
    guard let place = Place(elements), numbers[place] == nil else { return }
    numbers[place] = arrays.count - 1
  }

  func number(of elements: [some BitwiseCopyable]) -> Int? { Place(elements).flatMap { numbers[$0] } }

  func array<Element>(numbered number: Int, of type: Element.Type = Element.self) -> [Element]? {
    arrays.indices.contains(number) ? arrays[number] as? [Element] : nil
  }
}

extension CodingUserInfoKey {
  package static let sharedArrays = CodingUserInfoKey(rawValue: "sharedArrays")!
}
