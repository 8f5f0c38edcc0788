/// A value of JSON (RFC 8259) that knows the line it stands on and keeps the order of its keys.
///
/// A model is read by people, who want keys in an order that makes sense and numbers side by side, and its mistakes are named by line.
public struct JSON: Sendable {
  enum Value: Sendable {
    case null
    case boolean(Bool)
    /// As it is written, so that no digit is lost.
    case number(String)
    case text(String)
    case array([JSON])
    case object([(key: String, value: JSON)])
  }

  let value: Value
  /// The line of a text that it was read from, from 1.
  var line = 0

  init(_ value: Value, line: Int = 0) {
    self.value = value
    self.line = line
  }
}

// MARK: Making

extension JSON {
  static let null = JSON(.null)
  static func text(_ text: String) -> JSON { JSON(.text(text)) }
  static func text(_ text: String?) -> JSON { text.map { .text($0) } ?? .null }
  static func boolean(_ value: Bool) -> JSON { JSON(.boolean(value)) }
  static func integer(_ value: some BinaryInteger) -> JSON { JSON(.number(String(value))) }
  /// The shortest decimal that reads back as the same double; what JSON has no numbers for is text.
  static func number(_ value: Double) -> JSON {
    value.isFinite ? JSON(.number(shortest(value))) : .text(value.isNaN ? "nan" : value < 0 ? "-inf" : "inf")
  }
  static func number(_ value: Double?) -> JSON { value.map { .number($0) } ?? .null }
  static func numbers(_ values: some Sequence<Double>) -> JSON { JSON(.array(values.map { .number($0) })) }
  static func texts(_ values: [String]) -> JSON { JSON(.array(values.map { .text($0) })) }
  static func array(_ values: [JSON]) -> JSON { JSON(.array(values)) }
  static func object(_ members: [(key: String, value: JSON)]) -> JSON { JSON(.object(members)) }
}

// MARK: Writing

extension JSON {
  /// Indented by two blanks; arrays of numbers, and what is empty, stand on one line.
  func written() -> String {
    var writer = JSONWriter()
    write(to: &writer, indent: "")
    return writer.text
  }

  private func write(to writer: inout JSONWriter, indent: String) {
    let inner = indent + "  "
    switch value {
    case .null: writer.append("null")
    case .boolean(let value): writer.append(value ? "true" : "false")
    case .number(let text): writer.append(text)
    case .text(let text): writer.append(quoted: text)
    case .array(let values) where values.allSatisfy(\.isNumber):
      writer.append("[")
      for (index, value) in values.enumerated() {
        if index > 0 { writer.append(", ") }
        value.write(to: &writer, indent: inner)
      }
      writer.append("]")
    case .array(let values):
      for (index, value) in values.enumerated() {
        writer.append((index > 0 ? ",\n" : "[\n") + inner)
        value.write(to: &writer, indent: inner)
      }
      writer.append("\n\(indent)]")
    case .object(let members) where members.isEmpty: writer.append("{}")
    case .object(let members):
      for (index, member) in members.enumerated() {
        writer.append((index > 0 ? ",\n" : "{\n") + inner)
        writer.append(quoted: member.key)
        writer.append(": ")
        member.value.write(to: &writer, indent: inner)
      }
      writer.append("\n\(indent)}")
    }
  }

  private var isNumber: Bool { if case .number = value { true } else { false } }
}

// MARK: Reading

extension JSON {
  /// - Throws: `JSONMistake`; a key that comes twice is one, too.
  static func read(_ bytes: [UInt8]) throws(JSONMistake) -> JSON { try JSONReader<JSONLines>.read(bytes) }
}

/// Values with their lines, and members in the order in which they are written.
private enum JSONLines: JSONTree {
  /// Deeper nesting is no model.
  static let deepest = 64

  struct Members {
    var list: [(key: String, value: JSON)] = []
    var keys: Set<String> = []
  }

  static func leaf(_ leaf: JSONLeaf, at place: JSONPlace) -> JSON {
    switch leaf {
    case .null: JSON(.null, line: place.line)
    case .truth(let value): JSON(.boolean(value), line: place.line)
    case .string(let text): JSON(.text(text), line: place.line)
    case .number(let text, _): JSON(.number(text), line: place.line)
    }
  }

  static func array(_ elements: [JSON], at place: JSONPlace) -> JSON { JSON(.array(elements), line: place.line) }
  static func object(_ members: Members, at place: JSONPlace) -> JSON { JSON(.object(members.list), line: place.line) }

  static var noMembers: Members { Members() }

  static func add(_ value: JSON, under key: String, to members: inout Members) {
    members.list.append((key, value))
    members.keys.insert(key)
  }

  static func allows(_ key: String, in members: Members) -> Bool { !members.keys.contains(key) }
}
