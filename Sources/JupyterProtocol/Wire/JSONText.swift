import Wording

extension JSON {
  /// An object with `members`, in this order.
  ///
  /// Every cell takes several messages: a third of what an empty one took was spent in `JSONEncoder`.
  package static func object(_ members: KeyValuePairs<String, JSONValue>) -> [UInt8] {
    var writer = JSONWriter()
    writer.append(members)
    return writer.bytes
  }
}

extension JSONWriter {
  fileprivate mutating func append(_ value: JSONValue) {
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
    case .object(let members):
      // Keys in order, so that the same object is the same bytes.
      append(members.sorted { $0.key < $1.key })
    }
  }

  fileprivate mutating func append(_ members: some Collection<(key: String, value: JSONValue)>) {
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
