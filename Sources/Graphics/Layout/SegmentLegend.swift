/// Says which colour is which segment, how large it is, and what share of all it has.
struct SegmentLegend {
  let keys: [SegmentKey]

  /// What it takes at most.
  var width: Double {
    let heading = TextMeasure.width(keys.first?.grouping ?? "Segment", size: 12, weight: .bold)
    let rows = keys.map { key in
      20 + max(TextMeasure.width(name(of: key), size: 12, weight: .bold), TextMeasure.width(key.extent, size: 11))
    }
    return ([heading] + rows).reduce(0, max) + 2
  }

  /// With a line for each of so many, as they stand below a drawing.
  static func height(of count: Int) -> Double { 28 + 20 * Double(min(count, 12)) }

  private func name(of key: SegmentKey) -> String {
    key.number > 0 ? (key.name.isEmpty ? "\(key.number)" : "\(key.number) \(key.name)") : key.heading
  }

  func marks(in box: Box) -> [Mark] {
    let room = box.height - 24
    let step = min(36, max(16, room / Double(max(1, keys.count))))
    let fitting = max(1, Int(room / step))
    let shown = keys.count <= fitting ? keys.count : fitting - 1
    // Two lines for each segment where there is room, else one.
    let hasTwoLines = step >= 30
    let title = TextMeasure.truncated(keys.first?.grouping ?? "Segment", to: box.width, size: 12, weight: .bold)
    var marks: [Mark] = [
      .text(title, Point(box.left, box.top + 12), TextStyle(size: 12, weight: .bold))
    ]
    for (i, key) in keys.prefix(shown).enumerated() {
      let y = box.top + 24 + step * Double(i) + 8
      marks += swatch(key, at: Point(box.left + 7, y))
      let name = name(of: key)
      let left = box.left + 20
      let extentWidth = TextMeasure.width(key.extent, size: 11)
      let width = box.right - left - (hasTwoLines ? 0 : extentWidth + 8)
      let shown = TextMeasure.truncated(name, to: width, size: 12, weight: .bold)
      marks.append(
        .text(
          shown, Point(left, y + 4), TextStyle(size: 12, weight: .bold), tooltip: shown == name ? nil : key.heading))
      if hasTwoLines {
        marks.append(.text(key.extent, Point(left, y + 18), TextStyle(size: 11, paint: .muted)))
      } else {
        marks.append(
          .text(key.extent, Point(box.right, y + 4), TextStyle(size: 11, anchor: .end, paint: .muted)))
      }
    }
    if shown < keys.count {
      let place = Point(box.left + 20, box.top + 36 + step * Double(shown))
      marks.append(.text("and \(keys.count - shown) more", place, TextStyle(size: 11, paint: .muted)))
    }
    return marks
  }

  private func swatch(_ key: SegmentKey, at center: Point) -> [Mark] {
    let look = key.color
    let style =
      look.isHollow
      ? Style(fill: .page, stroke: look.paint, strokeWidth: 2.2)
      : Style(fill: look.paint, stroke: look.outline, strokeWidth: 1)
    return [.circle(center, radius: look.isHollow ? 5 : 6, style)]
  }
}
