/// Writes dots: as circles that answer the pointer, or as one path of dots with round caps, which takes a
/// tenth of the bytes and of the browser's time.
struct PointsWriter {
  let points: Points
  let binding: SceneWriter.Binding
  /// The data of the path, see `DotGrid.path`.
  let dots: String
  var hasTooltips = true

  /// - Parameter attributes: how the document at hand spells a style.
  func markup(attributes: (Style) -> String) -> String {
    guard !points.positions.isEmpty else { return "" }
    if binding == .page, hasTooltips, !points.tooltips.isEmpty { return circles(attributes) }
    return points.strokes.reduce(into: "") { $0 += path($1, attributes) }
  }

  private func circles(_ attributes: (Style) -> String) -> String {
    var style = Style(fill: points.paint, fillOpacity: points.opacity)
    if points.isHollow {
      style = Style(fill: .page, stroke: points.paint, strokeWidth: 1.2)
    } else if let outline = points.outline {
      style.stroke = outline
      style.strokeWidth = 0.6
    }
    var text = "<g\(attributes(style))>"
    let radius = coordinate(points.radius)
    for (position, tooltip) in zip(points.positions, points.tooltips) {
      text += "<circle cx=\"\(coordinate(position.x))\" cy=\"\(coordinate(position.y))\" r=\"\(radius)\">"
      text += "<title>\(escapedMarkup(tooltip))</title></circle>\n"
    }
    return text + "</g>\n"
  }

  private func path(_ stroke: Points.Stroke, _ attributes: (Style) -> String) -> String {
    var style = Style(stroke: stroke.paint, strokeWidth: stroke.width * DotGrid.unitsPerPixel, roundCaps: true)
    style.strokeOpacity = points.opacity
    let scale = coordinate(1 / DotGrid.unitsPerPixel)
    return "<path transform=\"scale(\(scale))\" d=\"\(dots)\"\(attributes(style))/>\n"
  }
}

extension Points {
  /// All dots drawn once, one over the other without growing denser.
  struct Stroke: Sendable {
    /// The dots' diameter in pixels.
    let width: Double
    let paint: Paint
  }

  /// What is drawn for dots without tooltips, the lowest first.
  var strokes: [Stroke] {
    let full = 2 * radius
    if isHollow {
      return [Stroke(width: full + 0.6, paint: paint), Stroke(width: max(0.8, full - 1.4), paint: .page)]
    }
    return (outline.map { [Stroke(width: full + 1, paint: $0)] } ?? []) + [Stroke(width: full, paint: paint)]
  }
}
