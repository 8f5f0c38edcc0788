/// One thing drawn.
package enum Mark: Sendable, Equatable {
  case rect(Box, cornerRadius: Double = 0, Style, tooltip: String? = nil)
  case line(Point, Point, Style, tooltip: String? = nil)
  case path(Path, Style, tooltip: String? = nil)
  case circle(Point, radius: Double, Style, tooltip: String? = nil)
  /// One line of text; the point is the anchor on the baseline.
  case text(String, Point, TextStyle, tooltip: String? = nil)
  /// Dots of one colour.
  case points(Points)
  /// A PNG file stretched over a box.
  case image([UInt8], Box)
  /// Marks that belong together.
  case group([Mark])
}

/// Lines and curves drawn in one stroke.
package struct Path: Sendable, Equatable {
  package enum Element: Sendable, Equatable {
    case move(Point)
    case line(Point)
    case close
  }

  package var elements: [Element] = []

  package init() {}

  /// A polyline through the points.
  package init(_ points: [Point]) {
    for (i, point) in points.enumerated() { elements.append(i == 0 ? .move(point) : .line(point)) }
  }

  package mutating func move(to point: Point) { elements.append(.move(point)) }
  package mutating func line(to point: Point) { elements.append(.line(point)) }
  package mutating func close() { elements.append(.close) }
}

/// Dots of one size and colour, drawn as circles with tooltips or, where they are many, as one path.
package struct Points: Sendable, Equatable {
  package var positions: [Point]
  package var radius: Double
  package var paint: Paint
  package var opacity: Double
  /// A thin rim for colours that are too light for the ground.
  package var outline: Paint?
  /// Only the rim is drawn, for segments that share a colour with another.
  package var isHollow: Bool
  /// One text a point, or empty.
  package var tooltips: [String]

  package init(
    positions: [Point], radius: Double, paint: Paint, opacity: Double = 1, outline: Paint? = nil,
    isHollow: Bool = false, tooltips: [String] = []
  ) {
    self.positions = positions
    self.radius = radius
    self.paint = paint
    self.opacity = opacity
    self.outline = outline
    self.isHollow = isHollow
    self.tooltips = tooltips
  }
}

/// Everything a figure draws, in pixels of its view box, in order from back to front.
package struct Scene: Sendable, Equatable {
  package var width: Double
  package var height: Double
  package var marks: [Mark]

  package init(width: Double, height: Double, marks: [Mark] = []) {
    self.width = width
    self.height = height
    self.marks = marks
  }

  package mutating func add(_ mark: Mark) { marks.append(mark) }
  package mutating func add(contentsOf more: [Mark]) { marks.append(contentsOf: more) }
}
