import Wording

/// A button; its clicks come as events of the widget.
public struct Button: WidgetModel {
  public var kind: WidgetKind { .control("Button") }

  /// How much a button stands out.
  public enum Emphasis: String, Sendable {
    case plain = ""
    case primary
  }

  public var description: String
  public var tooltip: String
  public var emphasis: Emphasis
  public var isDisabled = false

  public init(_ description: String, tooltip: String = "", emphasis: Emphasis = .plain) {
    self.description = description
    self.tooltip = tooltip
    self.emphasis = emphasis
  }

  public var state: [String: JSONValue] {
    [
      "description": .string(description), "tooltip": tooltip.isEmpty ? .null : .string(tooltip),
      "button_style": .string(emphasis.rawValue), "disabled": .bool(isDisabled), "icon": "",
    ]
  }
}

/// A button that stays pressed.
public struct ToggleButton: WidgetModel {
  public var kind: WidgetKind { .control("ToggleButton") }

  public var description: String
  public var isPressed: Bool
  public var tooltip: String
  public var isDisabled = false

  public init(_ description: String, isPressed: Bool = false, tooltip: String = "") {
    self.description = description
    self.isPressed = isPressed
    self.tooltip = tooltip
  }

  public var state: [String: JSONValue] {
    [
      "description": .string(description), "value": .bool(isPressed), "disabled": .bool(isDisabled),
      "tooltip": tooltip.isEmpty ? .null : .string(tooltip), "button_style": "", "icon": "",
    ]
  }

  public mutating func take(_ key: String, _ value: JSONValue, buffers: WidgetBuffers) throws(WidgetMistake) {
    guard key == "value" else { throw .fixed(key) }
    guard let truth = value.truth else { throw .unfit(key) }
    isPressed = truth
  }
}
