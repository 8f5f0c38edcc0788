import Foundation

/// Reading and writing JSON as it stands in message frames: UTF-8, keys in a fixed order.
package enum JSON {
  /// The value written in `bytes`.
  /// - Throws: what is wrong with `bytes` as UTF-8, as JSON, or as a `Value`.
  package static func decode<Value: Decodable>(_ type: Value.Type, from bytes: [UInt8]) throws -> Value {
    // The decoder would also take UTF-16 and overlook broken text in fields that it skips; both would be passed
    // on to other programs with the parent header.
    guard String(validating: bytes, as: UTF8.self) != nil, !bytes.contains(0) else { throw WireError.notUTF8 }
    return try JSONDecoder().decode(type, from: Data(bytes))
  }

  /// `value` as JSON.
  /// - Throws: `EncodingError` for numbers that are not finite outside of a `JSONValue`.
  package static func encode(_ value: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try Array(encoder.encode(value))
  }
}
