import FoundationEssentials

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

  /// The value written in `bytes`, which are `part` of a message or a file.
  /// - Throws: `WireError.malformed`.
  static func decode<Value: Decodable>(
    _ type: Value.Type, from bytes: [UInt8], part: String
  ) throws(WireError) -> Value {
    do {
      return try decode(type, from: bytes)
    } catch let error as DecodingError {
      // The decoder has no way to read half a character.
      let mended = try? value(of: bytes).json
      if let mended, let value = try? decode(type, from: Array(mended.utf8)) { return value }
      throw .malformed(part: part, reason: error.reason)
    } catch {
      throw .malformed(part: part, reason: "\(error)")
    }
  }

  /// `value` as JSON.
  /// - Throws: `EncodingError` for numbers that are not finite outside of a `JSONValue`.
  package static func encode(_ value: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try Array(encoder.encode(value))
  }
}

extension DecodingError {
  /// Where and what, in one line.
  fileprivate var reason: String {
    switch self {
    case .keyNotFound(let key, _): "\(key.stringValue) is missing"
    case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
      context.codingPath.isEmpty
        ? context.debugDescription
        : "\(context.codingPath.map(\.stringValue).joined(separator: ".")): \(context.debugDescription)"
    @unknown default: "\(self)"
    }
  }
}
