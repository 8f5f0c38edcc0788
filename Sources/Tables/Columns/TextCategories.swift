import Machine

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

  /// Makes room for all strings of `others`, so that appending them moves nothing.
  mutating func reserveCapacity(for others: some Sequence<TextCategories>) {
    let (bytes, count) = others.reduce((0, 1)) { ($0.0 + $1.bytes.count, $0.1 + $1.count) }
    self.bytes.reserveCapacity(LargePages.roomyCapacity(of: UInt8.self, bytes))
    offsets.reserveCapacity(LargePages.roomyCapacity(of: Int.self, count))
    self.bytes.withUnsafeMutableBufferPointer {
      if let base = $0.baseAddress { LargePages.expectUse(of: base, count: bytes) }
    }
    offsets.withUnsafeMutableBufferPointer {
      if let base = $0.baseAddress { LargePages.expectUse(of: base, count: count) }
    }
  }

  /// The same in no more memory than it needs.
  func compacted() -> TextCategories {
    var compact = TextCategories()
    compact.bytes = bytes.compacted()
    compact.offsets = offsets.compacted()
    return compact
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

  /// The UTF-8 of all strings, one after the other, and where each begins, with the end of the last: `count + 1` offsets.
  package var storage: (bytes: [UInt8], offsets: [Int]) { (bytes, offsets) }

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

extension Array where Element: BitwiseCopyable {
  /// A copy without room to grow.
  func compacted() -> [Element] {
    [Element](unsafeUninitializedCapacity: count) { places, initializedCount in
      (_, initializedCount) = places.initialize(from: self)
    }
  }
}
