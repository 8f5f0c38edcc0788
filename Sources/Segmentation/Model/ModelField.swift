/// A place in a model file: its value, and what it is called.
public struct ModelField: Sendable {
  let json: JSON
  /// `segmentation.segments[2].size`.
  let path: String

  func wrong(_ reason: String) -> ModelError { .field(path, line: json.line, reason: reason) }

  private var members: [(key: String, value: JSON)]? {
    if case .object(let members) = json.value { members } else { nil }
  }

  /// The field behind a key.
  /// - Throws: `ModelError.field` where there is none.
  func callAsFunction(_ key: String) throws(ModelError) -> ModelField {
    guard let members else { throw wrong("it is no object") }
    guard let value = members.first(where: { $0.key == key })?.value else { throw wrong("\"\(key)\" is missing") }
    return ModelField(json: value, path: path.isEmpty ? key : "\(path).\(key)")
  }

  /// The field behind a key that files of an earlier version do not have; nil there, and where it says `null`.
  func ifThere(_ key: String) throws(ModelError) -> ModelField? {
    guard let members else { throw wrong("it is no object") }
    return members.contains { $0.key == key } ? try self(key).present : nil
  }

  /// Nil where it says `null`.
  var present: ModelField? { if case .null = json.value { nil } else { self } }

  /// The fields of an object, in its order.
  func fields() throws(ModelError) -> [(key: String, field: ModelField)] {
    guard let members else { throw wrong("it is no object") }
    return members.map { ($0.key, ModelField(json: $0.value, path: "\(path).\($0.key)")) }
  }

  func text() throws(ModelError) -> String {
    guard case .text(let text) = json.value else { throw wrong("it is no text") }
    return text
  }

  func boolean() throws(ModelError) -> Bool {
    guard case .boolean(let value) = json.value else { throw wrong("it is neither true nor false") }
    return value
  }

  func number() throws(ModelError) -> Double {
    switch json.value {
    case .number(let text):
      guard let number = Double(text), number.isFinite else { throw wrong("\(text.prefix(20)) is beyond a double") }
      return number
    case .text("inf"): return .infinity
    case .text("-inf"): return -.infinity
    case .text("nan"): return .nan
    default: throw wrong("it is no number")
    }
  }

  /// A number that is finite.
  func finite() throws(ModelError) -> Double {
    let number = try number()
    guard number.isFinite else { throw wrong("it is not finite") }
    return number
  }

  func integer<Integer: FixedWidthInteger>(in range: ClosedRange<Integer>) throws(ModelError) -> Integer {
    guard case .number(let text) = json.value, let value = Integer(text) else { throw wrong("it is no whole number") }
    guard range.contains(value) else {
      throw wrong("\(value) does not lie between \(range.lowerBound) and \(range.upperBound)")
    }
    return value
  }

  func choice<Choice: RawRepresentable & CaseIterable>(_ type: Choice.Type) throws(ModelError) -> Choice
  where Choice.RawValue == String {
    let text = try text()
    guard let value = Choice(rawValue: text) else {
      throw wrong("‘\(text.prefix(20))’ is none of \(Choice.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return value
  }

  func list<Element>(_ read: (ModelField) throws(ModelError) -> Element) throws(ModelError) -> [Element] {
    guard case .array(let values) = json.value else { throw wrong("it is no list") }
    var elements: [Element] = []
    for (index, value) in values.enumerated() {
      elements.append(try read(ModelField(json: value, path: "\(path)[\(index)]")))
    }
    return elements
  }

  func texts() throws(ModelError) -> [String] { try list { field throws(ModelError) in try field.text() } }
  func numbers() throws(ModelError) -> [Double] { try list { field throws(ModelError) in try field.finite() } }
}
