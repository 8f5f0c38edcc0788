import Wording

/// Markup on the page; the front end sets it as it is, so whatever users wrote is escaped by whoever makes it.
public struct HTML: WidgetModel {
  public var kind: WidgetKind { .control("HTML") }

  public var value: String

  public init(_ value: String = "") { self.value = value }

  public var state: [String: JSONValue] { ["value": .string(value), "description": ""] }
}

/// A line to type in.
public struct Text: WidgetModel {
  public var kind: WidgetKind { .control("Text") }

  /// Longer ones are refused; nobody types them.
  public static let longest = 1000

  public var value: String
  public var description: String
  public var placeholder: String
  public var isDisabled = false

  public init(_ description: String, value: String = "", placeholder: String = "") {
    self.description = description
    self.value = value
    self.placeholder = placeholder
  }

  public var state: [String: JSONValue] {
    [
      "value": .string(value), "description": .string(description), "placeholder": .string(placeholder),
      "continuous_update": false, "disabled": .bool(isDisabled),
    ]
  }

  public mutating func take(_ key: String, _ value: JSONValue, buffers: WidgetBuffers) throws(WidgetMistake) {
    guard key == "value" else { throw .fixed(key) }
    guard let text = value.text, text.utf8.count <= Self.longest else { throw .unfit(key) }
    self.value = text
  }
}

/// How far something is, 0…1.
public struct FloatProgress: WidgetModel {
  public var kind: WidgetKind { .control("FloatProgress") }

  public var value: Double
  public var description: String

  public init(_ description: String = "", value: Double = 0) {
    self.description = description
    self.value = value
  }

  public var state: [String: JSONValue] {
    [
      "value": .number(value), "min": .number(0), "max": .number(1), "description": .string(description),
      "bar_style": "",
    ]
  }
}
