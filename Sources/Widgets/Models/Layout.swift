import Wording

/// How a widget stands among others, in the words of CSS; nil leaves it to the front end.
public struct Layout: WidgetModel {
  public var kind: WidgetKind { .layout }

  public var width: String?
  public var minimumWidth: String?
  public var maximumWidth: String?
  public var height: String?
  public var maximumHeight: String?
  public var margin: String?
  public var padding: String?
  /// How much of what is left over it takes: `1 1 0%`.
  public var flex: String?
  /// How a box lays its children out: `row wrap`.
  public var flow: String?
  public var alignment: String?
  public var justification: String?
  public var gap: String?
  public var overflow: String?
  /// `none` hides the widget.
  public var display: String?

  public init(
    width: String? = nil, minimumWidth: String? = nil, maximumWidth: String? = nil, height: String? = nil,
    maximumHeight: String? = nil, margin: String? = nil, padding: String? = nil, flex: String? = nil,
    flow: String? = nil, alignment: String? = nil, justification: String? = nil, gap: String? = nil,
    overflow: String? = nil, display: String? = nil
  ) {
    self.width = width
    self.minimumWidth = minimumWidth
    self.maximumWidth = maximumWidth
    self.height = height
    self.maximumHeight = maximumHeight
    self.margin = margin
    self.padding = padding
    self.flex = flex
    self.flow = flow
    self.alignment = alignment
    self.justification = justification
    self.gap = gap
    self.overflow = overflow
    self.display = display
  }

  public var state: [String: JSONValue] {
    let values: [String: String?] = [
      "width": width, "min_width": minimumWidth, "max_width": maximumWidth, "height": height,
      "max_height": maximumHeight, "margin": margin, "padding": padding, "flex": flex, "flex_flow": flow,
      "align_items": alignment, "justify_content": justification, "grid_gap": gap, "overflow": overflow,
      "display": display,
    ]
    return values.mapValues { $0.map { .string($0) } ?? .null }
  }
}
