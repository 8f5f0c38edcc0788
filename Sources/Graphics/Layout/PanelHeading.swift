/// What stands over a segment's panel: `Segment 2 Revolvers · 1,971 (22.8%)`; the name gives way, never number and
/// size.
struct PanelHeading {
  let key: SegmentKey

  func marks(in box: Box) -> [Mark] {
    let extent = "· \(key.extent)"
    let room = box.width - 20 - TextMeasure.width(extent, size: 12)
    let shown = TextMeasure.truncated(key.heading, to: room, size: 12, weight: .bold)
    let width = TextMeasure.width(shown, size: 12, weight: .bold)
    let look = key.color
    let swatch = Style(
      fill: look.isHollow ? .page : look.paint, stroke: look.isHollow ? look.paint : look.outline, strokeWidth: 1.4)
    return [
      .circle(Point(box.left + 6, box.top + 8), radius: 5, swatch),
      .text(
        shown, Point(box.left + 16, box.top + 12), TextStyle(size: 12, weight: .bold),
        tooltip: shown == key.heading ? nil : key.heading),
      .text(extent, Point(box.left + 20 + width, box.top + 12), TextStyle(size: 12, paint: .muted)),
    ]
  }
}
