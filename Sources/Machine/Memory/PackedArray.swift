import FoundationEssentials

/// An array of plain numbers as an encoder takes it: one stretch of bytes, the lowest byte of each number first.
///
/// A property list keeps the bytes, JSON has them in base64: a value a million times costs no million objects, and NaN, which marks
/// what is missing, needs no word of its own.
public struct PackedArray<Element: BitwiseCopyable & Sendable>: Codable, Sendable {
  public let elements: [Element]

  public init(_ elements: [Element]) { self.elements = elements }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let shared = decoder.userInfo[.sharedArrays] as? SharedArrays, let number = try? container.decode(Int.self) {
      guard let array = shared.array(numbered: number, of: Element.self) else {
        throw DecodingError.dataCorruptedError(in: container, debugDescription: "no array \(number) is shared")
      }
      elements = array
      return
    }
    let data = try container.decode(Data.self)
    let stride = MemoryLayout<Element>.stride
    guard data.count.isMultiple(of: stride) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "\(data.count) bytes are no whole number of elements of \(stride)")
    }
    elements = [Element](unsafeUninitializedCapacity: data.count / stride) { buffer, count in
      // A buffer of that many elements has room for all bytes.
      count = data.copyBytes(to: UnsafeMutableRawBufferPointer(buffer)) / stride
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if let shared = encoder.userInfo[.sharedArrays] as? SharedArrays, let number = shared.number(of: elements) {
      return try container.encode(number)
    }
    try container.encode(elements.withUnsafeBytes { Data($0) })
  }
}

extension KeyedDecodingContainer {
  /// The array that `PackedArray` wrote.
  public func decodePacked<Element: BitwiseCopyable & Sendable>(
    _ type: Element.Type = Element.self, forKey key: Key
  ) throws -> [Element] {
    try decode(PackedArray<Element>.self, forKey: key).elements
  }

  /// The array that `PackedArray` wrote, if there is one.
  public func decodePackedIfPresent<Element: BitwiseCopyable & Sendable>(
    _ type: Element.Type = Element.self, forKey key: Key
  ) throws -> [Element]? {
    try decodeIfPresent(PackedArray<Element>.self, forKey: key)?.elements
  }
}

extension KeyedEncodingContainer {
  public mutating func encodePacked(_ elements: [some BitwiseCopyable & Sendable], forKey key: Key) throws {
    try encode(PackedArray(elements), forKey: key)
  }

  public mutating func encodePackedIfPresent(_ elements: [some BitwiseCopyable & Sendable]?, forKey key: Key) throws {
    try encodeIfPresent(elements.map { PackedArray($0) }, forKey: key)
  }
}
