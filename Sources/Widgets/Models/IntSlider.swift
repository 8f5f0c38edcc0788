import Wording

/// A slider over whole numbers.
public struct IntSlider: WidgetModel {
  public var kind: WidgetKind { .control("IntSlider") }

  public var value: Int
  public var range: ClosedRange<Int>
  public var description: String
  /// Whether it tells while it is dragged, and not only when it is let go.
  public var isContinuous: Bool
  public var isDisabled = false

  public init(_ description: String, value: Int, in range: ClosedRange<Int>, isContinuous: Bool = true) {
    self.description = description
    self.value = value
    self.range = range
    self.isContinuous = isContinuous
  }

  public var state: [String: JSONValue] {
    [
      "value": .integer(value), "min": .integer(range.lowerBound), "max": .integer(range.upperBound), "step": 1,
      "description": .string(description), "continuous_update": .bool(isContinuous), "readout": true,
      "disabled": .bool(isDisabled),
    ]
  }

  public mutating func take(_ key: String, _ value: JSONValue, buffers: WidgetBuffers) throws(WidgetMistake) {
    guard key == "value" else { throw .fixed(key) }
    guard case .integer(let number) = value, range.contains(number) else { throw .unfit(key) }
    self.value = number
  }
}
