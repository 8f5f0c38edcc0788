import Wording

/// What one of several labels is chosen with: the labels, and the place of the one that is.
public protocol ChoiceModel: WidgetModel {
  var labels: [String] { get set }
  /// From 0; nil where none is chosen.
  var index: Int? { get set }
}

extension ChoiceModel {
  /// The label that is chosen.
  public var label: String? { index.flatMap { labels.indices.contains($0) ? labels[$0] : nil } }

  public mutating func take(_ key: String, _ value: JSONValue, buffers: WidgetBuffers) throws(WidgetMistake) {
    guard key == "index" else { throw .fixed(key) }
    switch value {
    case .integer(let place) where labels.indices.contains(place): index = place
    default: throw .unfit(key)
    }
  }

  var choiceState: [String: JSONValue] {
    [
      "_options_labels": .array(labels.map { .string($0) }),
      "index": index.map { .integer($0) } ?? .null,
    ]
  }
}

/// A list that opens.
public struct Dropdown: ChoiceModel {
  public var kind: WidgetKind { .control("Dropdown") }

  public var labels: [String]
  public var index: Int?
  public var description: String
  public var isDisabled = false

  public init(_ description: String, _ labels: [String], index: Int? = 0) {
    self.description = description
    self.labels = labels
    self.index = index
  }

  public var state: [String: JSONValue] {
    choiceState.merging(["description": .string(description), "disabled": .bool(isDisabled)]) { $1 }
  }
}

/// Buttons of which one is pressed.
public struct ToggleButtons: ChoiceModel {
  public var kind: WidgetKind { .control("ToggleButtons") }

  public var labels: [String]
  public var index: Int?
  public var description: String
  /// What each button is for, shown when the pointer rests on it.
  public var tooltips: [String]
  public var isDisabled = false

  public init(_ description: String, _ labels: [String], index: Int? = 0, tooltips: [String] = []) {
    self.description = description
    self.labels = labels
    self.index = index
    self.tooltips = tooltips
  }

  public var state: [String: JSONValue] {
    choiceState.merging([
      "description": .string(description), "disabled": .bool(isDisabled),
      "tooltips": .array(tooltips.map { .string($0) }), "button_style": "",
    ]) { $1 }
  }
}

/// A list of which any number is chosen.
public struct SelectMultiple: WidgetModel {
  public var kind: WidgetKind { .control("SelectMultiple") }

  public var labels: [String]
  /// Places of those that are chosen, from 0, rising.
  public var indices: [Int]
  public var description: String
  /// Lines that are seen at once.
  public var rows: Int
  public var isDisabled = false

  public init(_ description: String, _ labels: [String], indices: [Int] = [], rows: Int = 5) {
    self.description = description
    self.labels = labels
    self.indices = indices
    self.rows = rows
  }

  public var state: [String: JSONValue] {
    [
      "_options_labels": .array(labels.map { .string($0) }), "index": .array(indices.map { .integer($0) }),
      "description": .string(description), "rows": .integer(rows), "disabled": .bool(isDisabled),
    ]
  }

  public mutating func take(_ key: String, _ value: JSONValue, buffers: WidgetBuffers) throws(WidgetMistake) {
    guard key == "index" else { throw .fixed(key) }
    guard case .array(let values) = value else { throw .unfit(key) }
    var chosen: Set<Int> = []
    for value in values {
      guard case .integer(let place) = value, labels.indices.contains(place) else { throw .unfit(key) }
      chosen.insert(place)
    }
    indices = chosen.sorted()
  }
}
