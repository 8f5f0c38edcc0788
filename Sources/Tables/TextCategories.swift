/// Distinct strings laid end to end as UTF-8, so that a million identifiers cost their bytes and no objects.
public struct TextCategories: Sendable, Equatable {
  /// The UTF-8 of all strings, one after the other.
  var bytes: [UInt8] = []
  /// Where each string begins in `bytes`, and the end of the last: `count + 1` offsets.
  var offsets: [Int] = [0]

  public init() {}

  mutating func append(_ text: String) {
    bytes.append(contentsOf: text.utf8)
    offsets.append(bytes.count)
  }

  mutating func append(utf8: UnsafeBufferPointer<UInt8>) {
    bytes.append(contentsOf: utf8)
    offsets.append(bytes.count)
  }

  /// Appends all strings of `other`, which the caller answers for to be new.
  mutating func append(contentsOf other: TextCategories) {
    let shift = bytes.count
    bytes.append(contentsOf: other.bytes)
    offsets.append(contentsOf: other.offsets.dropFirst().lazy.map { $0 + shift })
  }

  /// Calls `body` with the UTF-8 of one string.
  @inline(__always)
  func withUTF8<Result>(at index: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    bytes.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[offsets[index]..<offsets[index + 1]])) }
  }

  /// The UTF-8 of one string.
  func utf8(at index: Int) -> ArraySlice<UInt8> {
    bytes[offsets[index]..<offsets[index + 1]]
  }

  /// Bytes of text and offsets.
  public var memory: Int { bytes.count + offsets.count * MemoryLayout<Int>.stride }
}

extension TextCategories: RandomAccessCollection {
  public var startIndex: Int { 0 }
  public var endIndex: Int { offsets.count - 1 }
  public subscript(index: Int) -> String { String(decoding: utf8(at: index), as: UTF8.self) }
}

extension TextCategories: ExpressibleByArrayLiteral {
  public init(arrayLiteral elements: String...) {
    for element in elements { append(element) }
  }
}
