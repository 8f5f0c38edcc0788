import Wording

extension JSON {
  /// The value written in `bytes`, read strictly by RFC 8259.
  ///
  /// For the parts that every message has: a sixth of what an empty cell took was spent in `JSONDecoder`.
  /// - Throws: `JSONMistake`; text that is not UTF-8 and nesting beyond 512 levels are mistakes, too.
  package static func value(of bytes: [UInt8]) throws(JSONMistake) -> JSONValue {
    try JSONReader<JSONValues>.read(bytes)
  }
}

/// Where a value stood is of no use once a message is read; of a key that comes twice the last value counts.
private enum JSONValues: JSONTree {
  static let deepest = 512

  static func leaf(_ leaf: JSONLeaf, at place: JSONPlace) -> JSONValue {
    switch leaf {
    case .null: return .null
    case .truth(let value): return .bool(value)
    case .string(let text): return .string(text)
    case .number(let text, let isInteger):
      if isInteger, let value = Int(text) { return .integer(value) }
      // What is too large for a double is infinite.
      return .number(Double(text) ?? (text.utf8.first == UInt8(ascii: "-") ? -.infinity : .infinity))
    }
  }

  static func array(_ elements: [JSONValue], at place: JSONPlace) -> JSONValue { .array(elements) }
  static func object(_ members: [String: JSONValue], at place: JSONPlace) -> JSONValue { .object(members) }

  static var noMembers: [String: JSONValue] { [:] }
  static func add(_ value: JSONValue, under key: String, to members: inout [String: JSONValue]) { members[key] = value }
  static func allows(_ key: String, in members: [String: JSONValue]) -> Bool { true }
}
