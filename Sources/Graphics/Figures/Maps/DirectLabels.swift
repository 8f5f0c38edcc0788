/// A segment's number (and short name) on a map, and the place that it takes.
struct DirectLabel {
  let box: Box
  /// The line to the place that it speaks of, where it had to move; drawn below every number.
  let leader: [Mark]
  let marks: [Mark]
}

/// The segments' numbers among their points.
struct DirectLabels {
  let spec: MapSpec
  let plane: Plane
  /// Points of each segment.
  let rows: [Int: [Int]]
  let keys: [SegmentKey]

  var labels: [DirectLabel] {
    var placer = LabelPlacer(bounds: plane.plot)
    return keys.filter { $0.number > 0 && !(rows[$0.number] ?? []).isEmpty }.compactMap { label(of: $0, &placer) }
  }

  private func label(of key: SegmentKey, _ placer: inout LabelPlacer) -> DirectLabel? {
    let center = center(of: rows[key.number] ?? [])
    let name = TextMeasure.truncated(key.name, to: 110, size: 11, weight: .bold)
    let number = String(key.number)
    let numberWidth = max(18, TextMeasure.width(number, size: 12, weight: .bold) + 10)
    let nameWidth = name.isEmpty ? 0 : TextMeasure.width(name, size: 11, weight: .bold) + 6
    let pills = LabelPlacer.ring(about: center, width: numberWidth, height: 18)
    let rightward = pills.map { Box(x: $0.x, y: $0.y, width: $0.width + nameWidth, height: $0.height) }
    let leftward = pills.map { Box(x: $0.x - nameWidth, y: $0.y, width: $0.width + nameWidth, height: $0.height) }
    // A name near its points is worth more than one on a certain side.
    let whole = zip(rightward, leftward).flatMap { [($0, false), ($1, true)] }
    if !name.isEmpty, let box = placer.place(whole.map(\.0)) {
      let isLeft = whole.first { $0.0 == box }?.1 ?? false
      let pill = isLeft ? box.inset(left: nameWidth) : box.inset(right: nameWidth)
      let x = isLeft ? pill.left - 4 : pill.right + 4
      let style = TextStyle(size: 11, weight: .bold, anchor: isLeft ? .end : .start, hasHalo: true)
      let text = Mark.text(name, Point(x, box.center.y + 4), style, tooltip: key.heading)
      return DirectLabel(
        box: box, leader: leader(to: pill, from: center), marks: badge(number, key, at: pill) + [text])
    }
    guard let pill = placer.place(pills) else { return nil }
    return DirectLabel(box: pill, leader: leader(to: pill, from: center), marks: badge(number, key, at: pill))
  }

  private func center(of rows: [Int]) -> Point {
    switch spec.labelPlace {
    case .densest:
      return DensityMode(positions: rows.map { plane.position(spec.xs[$0], spec.ys[$0]) }, in: plane.plot).point
    case .medians:
      return plane.position(Self.median(rows.map { spec.xs[$0] }), Self.median(rows.map { spec.ys[$0] }))
    }
  }

  /// The middle value, or the mean of the two in the middle.
  private static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    let half = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[half] : sorted[half - 1] / 2 + sorted[half] / 2
  }

  /// From a label that had to move to the medians that it speaks of.
  private func leader(to pill: Box, from center: Point) -> [Mark] {
    guard spec.labelPlace == .medians, !pill.contains(Box(x: center.x, y: center.y, width: 0, height: 0)) else {
      return []
    }
    return [
      .line(center, pill.center, Style(stroke: .page, strokeWidth: 3.4)),
      .line(center, pill.center, Style(stroke: .text, strokeWidth: 1.2)),
      .circle(center, radius: 3, Style(fill: .text, stroke: .page)),
    ]
  }

  private func badge(_ number: String, _ key: SegmentKey, at pill: Box) -> [Mark] {
    let look = key.color
    return [
      .rect(
        pill, cornerRadius: 9,
        Style(fill: .page, stroke: look.outline ?? look.paint, strokeWidth: 2, fillOpacity: 0.92),
        tooltip: "\(key.heading): \(key.extent)"),
      .text(
        number, Point(pill.center.x, pill.center.y + 4.2), TextStyle(size: 12, weight: .bold, anchor: .middle),
        tooltip: "\(key.heading): \(key.extent)"),
    ]
  }
}
