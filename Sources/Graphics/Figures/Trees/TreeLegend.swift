/// The colours of all classes in lines below a tree; leaves name only those of their majorities.
struct TreeLegend {
  let height: Double
  private let entries: [(label: String, color: SegmentColor, place: Point)]

  private static let leading = 17.0

  init(spec: TreeSpec, width: Double) {
    var entries: [(label: String, color: SegmentColor, place: Point)] = []
    var x = 0.0
    var y = 0.0
    for category in spec.categories {
      let label = TextMeasure.truncated(category.label, to: min(200, width - 20), size: 11)
      let room = TextMeasure.width(label, size: 11) + 32
      if x > 0, x + room - 14 > width {
        x = 0
        y += Self.leading
      }
      entries.append((label, category.color, Point(x, y)))
      x += room
    }
    self.entries = entries
    height = entries.isEmpty ? 0 : y + Self.leading + 6
  }

  func marks(at origin: Point) -> [Mark] {
    entries.flatMap { entry -> [Mark] in
      let (x, y) = (origin.x + entry.place.x, origin.y + entry.place.y + 14)
      let style =
        entry.color.isHollow
        ? Style(fill: .page, stroke: entry.color.paint, strokeWidth: 2)
        : Style(fill: entry.color.paint, stroke: entry.color.outline, strokeWidth: 0.8)
      return [
        .rect(Box(x: x + 1, y: y - 9, width: 10, height: 10), cornerRadius: 2, style),
        .text(entry.label, Point(x + 16, y), TextStyle(size: 11)),
      ]
    }
  }
}
