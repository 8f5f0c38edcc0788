import Wording

/// The members of a JSON object, asked for by the keys of a `Codable` type.
struct JSONFields<Key: CodingKey> {
  private let members: [String: JSONValue]
  private let part: String

  /// - Parameter part: what the object is in the message.
  init(_ members: [String: JSONValue], part: String) {
    self.members = members
    self.part = part
  }

  /// - Throws: `WireError.malformed` when `bytes` are no JSON object.
  init(_ bytes: [UInt8], part: String) throws(WireError) {
    do throws(JSONMistake) {
      guard case .object(let members) = try JSON.value(of: bytes) else {
        throw JSONMistake(at: JSONPlace(position: 0, line: 1), "no object")
      }
      self.init(members, part: part)
    } catch {
      throw .malformed(part: part, reason: "\(error)")
    }
  }

  /// The value under `key`; nil when there is none, or null.
  /// - Throws: `WireError.malformed` when `read` takes it for something else.
  func optional<Value>(_ key: Key, _ read: (JSONValue) -> Value?) throws(WireError) -> Value? {
    switch members[key.stringValue] {
    case nil, .null: return nil
    case .some(let member):
      guard let value = read(member) else {
        throw .malformed(part: part, reason: "\(key.stringValue) is of the wrong type")
      }
      return value
    }
  }

  /// The value under `key`.
  /// - Throws: `WireError.malformed` when it is missing, or `read` takes it for something else.
  func required<Value>(_ key: Key, _ read: (JSONValue) -> Value?) throws(WireError) -> Value {
    guard let value = try optional(key, read) else {
      throw .malformed(part: part, reason: "\(key.stringValue) is missing")
    }
    return value
  }
}
