/// How a shape is filled and stroked.
package struct Style: Sendable, Hashable {
  package var fill: Paint?
  package var stroke: Paint?
  package var strokeWidth: Double
  package var fillOpacity: Double
  package var strokeOpacity: Double
  /// Lengths of dashes and gaps in pixels; empty is a solid line.
  package var dash: [Double]
  package var roundCaps: Bool

  package init(
    fill: Paint? = nil, stroke: Paint? = nil, strokeWidth: Double = 1, fillOpacity: Double = 1,
    strokeOpacity: Double = 1, dash: [Double] = [], roundCaps: Bool = false
  ) {
    self.fill = fill
    self.stroke = stroke
    self.strokeWidth = strokeWidth
    self.fillOpacity = fillOpacity
    self.strokeOpacity = strokeOpacity
    self.dash = dash
    self.roundCaps = roundCaps
  }
}

/// How a line of text is set.
package struct TextStyle: Sendable, Hashable {
  package enum Anchor: String, Sendable { case start, middle, end }

  /// In pixels.
  package var size: Double
  package var weight: FontWeight
  package var anchor: Anchor
  package var paint: Paint
  /// A rim in the page's colour, so that text stays readable over marks.
  package var hasHalo: Bool
  /// In degrees, clockwise, about the anchor.
  package var rotation: Double

  package init(
    size: Double = 11, weight: FontWeight = .regular, anchor: Anchor = .start, paint: Paint = .text,
    hasHalo: Bool = false, rotation: Double = 0
  ) {
    self.size = size
    self.weight = weight
    self.anchor = anchor
    self.paint = paint
    self.hasHalo = hasHalo
    self.rotation = rotation
  }
}
