import Wording

/// A value of a line of JSON, as a table takes it.
enum JSONCell {
  case missing
  case truth(Bool)
  case number(Double, text: String, isInteger: Bool)
  case text(String)
  /// An array or an object, as JSON without blanks.
  case nested(String)

  /// As JSON.
  fileprivate var json: String {
    switch self {
    case .missing: return "null"
    case .truth(let truth): return truth ? "true" : "false"
    case .number(_, let text, _): return text
    case .nested(let text): return text
    case .text(let text):
      var writer = JSONWriter()
      writer.append(quoted: text)
      return writer.text
    }
  }
}

/// Makes cells of JSON; the outermost object keeps its members apart.
enum JSONCells: JSONTree {
  /// What a line holds: an object's members, or a value that is no object.
  struct Value {
    var cell: JSONCell
    var members: [(key: String, cell: JSONCell)]?
  }

  static var deepest: Int { 64 }

  static func leaf(_ leaf: JSONLeaf, at place: JSONPlace) -> Value {
    switch leaf {
    case .null: Value(cell: .missing)
    case .truth(let truth): Value(cell: .truth(truth))
    case .string(let text): Value(cell: .text(text))
    case .number(let text, let isInteger):
      Value(cell: .number(Double(text) ?? .nan, text: text, isInteger: isInteger))
    }
  }

  static func array(_ elements: [Value], at place: JSONPlace) -> Value {
    Value(cell: .nested("[" + elements.map(\.cell.json).joined(separator: ",") + "]"))
  }

  static func object(_ members: [(key: String, cell: JSONCell)], at place: JSONPlace) -> Value {
    let parts = members.map { JSONCell.text($0.key).json + ":" + $0.cell.json }
    // The first object of a line is asked for its members; the text of one within another is what stays.
    return Value(cell: .nested(place.position == 0 ? "" : "{" + parts.joined(separator: ",") + "}"), members: members)
  }

  static var noMembers: [(key: String, cell: JSONCell)] { [] }

  static func add(_ value: Value, under key: String, to members: inout [(key: String, cell: JSONCell)]) {
    members.append((key, value.cell))
  }

  static func allows(_ key: String, in members: [(key: String, cell: JSONCell)]) -> Bool {
    !members.contains { $0.key == key }
  }
}
