extension JSONValue {
  /// The value written in `bytes`, read strictly by RFC 8259; of a key that comes twice the last value counts, and half a
  /// character (`\ud800`), which JSON can write, is U+FFFD.
  /// - Throws: `JSONMistake`; text that is not UTF-8 and nesting beyond 512 levels are mistakes, too.
  /// - Complexity: O(bytes).
  public init(reading bytes: [UInt8]) throws(JSONMistake) {
    self = try JSONReader<JSONValues>.read(bytes)
  }

  /// The value as JSON. Keys stand in order, so that the same object is the same bytes; a number that is not finite is null.
  public var json: String {
    var writer = JSONWriter()
    writer.append(self)
    return writer.text
  }
}

extension JSONWriter {
  /// A value; the keys of its objects in order.
  public mutating func append(_ value: JSONValue) {
    switch value {
    case .null: append("null")
    case .bool(let value): append(value ? "true" : "false")
    case .integer(let value): append("\(value)")
    case .number(let value): append(value.isFinite ? "\(value)" : "null")
    case .string(let value): append(quoted: value)
    case .array(let values):
      append("[")
      for (index, value) in values.enumerated() {
        if index > 0 { append(",") }
        append(value)
      }
      append("]")
    case .object(let members): append(members.sorted { $0.key < $1.key })
    }
  }

  /// An object with `members`, in this order.
  public mutating func append(_ members: some Collection<(key: String, value: JSONValue)>) {
    append("{")
    for (index, member) in members.enumerated() {
      if index > 0 { append(",") }
      append(quoted: member.key)
      append(":")
      append(member.value)
    }
    append("}")
  }
}

/// Where a value stood is of no use once it is read.
private enum JSONValues: JSONTree {
  static let deepest = 512
  static let mendsHalves = true

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
