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
  func written(indent: String = "") -> String {
    let inner = indent + "  "
    switch value {
    case .null: return "null"
    case .boolean(let value): return value ? "true" : "false"
    case .number(let text): return text
    case .text(let text): return Self.quoted(text)
    case .array(let values) where values.allSatisfy(\.isNumber):
      return "[" + values.map { $0.written() }.joined(separator: ", ") + "]"
    case .array(let values):
      return "[\n" + values.map { inner + $0.written(indent: inner) }.joined(separator: ",\n") + "\n\(indent)]"
    case .object(let members) where members.isEmpty: return "{}"
    case .object(let members):
      let lines = members.map { inner + Self.quoted($0.key) + ": " + $0.value.written(indent: inner) }
      return "{\n" + lines.joined(separator: ",\n") + "\n\(indent)}"
    }
  }

  private var isNumber: Bool { if case .number = value { true } else { false } }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
