import Wording

/// Widgets beside each other.
public struct WidgetBox: WidgetModel {
  public enum Direction: String, Sendable {
    case down = "VBox"
    case across = "HBox"
  }

  public var kind: WidgetKind { .control(direction.rawValue) }

  public let direction: Direction
  public var children: [WidgetID]
  /// The class by which a style sheet on the page finds it; nil for none.
  public let styleClass: String?

  public init(_ direction: Direction, _ children: [WidgetID], styleClass: String? = nil) {
    self.direction = direction
    self.children = children
    self.styleClass = styleClass
  }

  public var state: [String: JSONValue] {
    [
      "children": .array(children.map(\.reference)), "box_style": "",
      "_dom_classes": .array(styleClass.map { [.string($0)] } ?? []),
    ]
  }
}

/// Pages of which one is seen.
public struct Tab: WidgetModel {
  public var kind: WidgetKind { .control("Tab") }

  public var children: [WidgetID]
  public var titles: [String]
  /// The page that is seen, from 0; nil for none.
  public var selected: Int?

  public init(_ pages: [(title: String, child: WidgetID)], selected: Int? = 0) {
    children = pages.map(\.child)
    titles = pages.map(\.title)
    self.selected = selected
  }

  public var state: [String: JSONValue] {
    [
      "children": .array(children.map(\.reference)), "titles": .array(titles.map { .string($0) }),
      "selected_index": selected.map { .integer($0) } ?? .null,
    ]
  }

  public mutating func take(_ key: String, _ value: JSONValue, buffers: WidgetBuffers) throws(WidgetMistake) {
    switch (key, value) {
    case ("selected_index", .null): selected = nil
    case ("selected_index", .integer(let place)) where children.indices.contains(place): selected = place
    // The front end tells the titles that it was told.
    case ("titles", _): break
    case ("selected_index", _): throw .unfit(key)
    default: throw .fixed(key)
    }
  }
}

/// The name of a widget that is open, by which others refer to it.
public struct WidgetID: Sendable, Hashable {
  public let text: String

  public init(_ text: String) { self.text = text }

  /// As a state refers to another model.
  var reference: JSONValue { .string("IPY_MODEL_" + text) }
}
