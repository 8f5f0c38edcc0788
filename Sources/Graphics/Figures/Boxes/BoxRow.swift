/// One box with its whiskers, its numbers and what lies beyond.
struct BoxRow {
  let group: BoxData
  let x: ContinuousScale
  let row: Box
  let drawsDots: Bool
  let notation: NumberNotation
  /// Before amounts.
  let sign: String

  private static let labelSize = 10.5

  private var thickness: Double { min(26, row.height * 0.38) }
  /// The box stands a little low, since the median's label is above it.
  private var center: Double { row.center.y + (row.height > 80 ? 0 : 1) }

  var marks: [Mark] {
    guard group.isDrawn else {
      return [
        .text("no values", Point(row.left + 8, row.center.y + 4), TextStyle(size: 11, paint: .muted))
      ]
    }
    return beyondMarks + whiskerMarks + boxMarks + labels
  }

  private var look: (paint: Paint, outline: Paint?, isHollow: Bool) {
    guard let color = group.key?.color else { return (SegmentPalette.noise.paint, nil, false) }
    return (color.paint, color.outline, color.isHollow)
  }

  // MARK: The box

  private var boxMarks: [Mark] {
    let left = x(group.firstQuartile)
    let right = x(group.thirdQuartile)
    let median = x(group.median)
    let box = Box(x: left, y: center - thickness / 2, width: max(1.5, right - left), height: thickness)
    let style =
      look.isHollow
      ? Style(fill: .page, stroke: look.paint, strokeWidth: 1.8)
      : Style(fill: look.paint, stroke: look.outline ?? look.paint, strokeWidth: 1.2, fillOpacity: 0.78)
    var marks: [Mark] = [
      .rect(box, cornerRadius: 1, style, tooltip: tooltip),
      // A light rim keeps the line visible on any colour.
      .line(
        Point(median, box.top - 2), Point(median, box.bottom + 2), Style(stroke: .page, strokeWidth: 5)),
      .line(
        Point(median, box.top - 3), Point(median, box.bottom + 3), Style(stroke: .text, strokeWidth: 2.2),
        tooltip: "median \(text(group.median))"),
    ]
    if x.domain.contains(group.mean) { marks.append(diamond(at: Point(x(group.mean), center))) }
    return marks
  }

  private func diamond(at place: Point) -> Mark {
    let reach = 4.6
    var path = Path([
      Point(place.x, place.y - reach), Point(place.x + reach, place.y), Point(place.x, place.y + reach),
      Point(place.x - reach, place.y),
    ])
    path.close()
    return .path(path, Style(fill: .page, stroke: .text, strokeWidth: 1.2), tooltip: "mean \(text(group.mean))")
  }

  private var tooltip: String {
    "\(group.heading): middle half \(text(group.firstQuartile)) to \(text(group.thirdQuartile)), "
      + "median \(text(group.median)), mean \(text(group.mean)), "
      + "whiskers \(text(group.whiskers.lower)) to \(text(group.whiskers.upper))"
  }

  private var whiskerMarks: [Mark] {
    [(group.firstQuartile, group.whiskers.lower), (group.thirdQuartile, group.whiskers.upper)].flatMap { from, to in
      let end = x(to)
      let style = Style(stroke: .text, strokeWidth: 1.2, strokeOpacity: 0.75)
      let cap = thickness * 0.28
      return [
        Mark.line(Point(x(from), center), Point(end, center), style),
        .line(Point(end, center - cap), Point(end, center + cap), style, tooltip: "whisker \(text(to))"),
      ]
    }
  }

  // MARK: The numbers

  /// The median above the box, the quartiles below it on their outer sides.
  private var labels: [Mark] {
    let above = center - thickness / 2 - 6
    let below = center + thickness / 2 + Self.labelSize + 2
    var marks = [
      label(text(group.median), at: x(group.median), y: above, weight: .bold, paint: .text)
    ]
    let quartiles = [group.firstQuartile, group.thirdQuartile].map(text)
    if group.firstQuartile == group.thirdQuartile {
      // All three are one value, which is said once.
      return marks
    }
    let widths = quartiles.map { TextMeasure.width($0, size: Self.labelSize) }
    let room = (left: row.left + 1, right: row.right - 1)
    let first = min(max(x(group.firstQuartile) - widths[0] / 2, room.left), room.right - widths[0] - widths[1] - 10)
    let third = max(first + widths[0] + 10, min(x(group.thirdQuartile) - widths[1] / 2, room.right - widths[1]))
    for (value, left) in zip(quartiles, [first, third]) {
      marks.append(
        .text(value, Point(left, below), TextStyle(size: Self.labelSize, paint: .muted, hasHalo: true)))
    }
    return marks
  }

  /// What the numbers take.
  var labelBoxes: [Box] {
    guard group.isDrawn else { return [] }
    return labels.compactMap { mark in
      guard case .text(let text, let place, let style, _) = mark else { return nil }
      let width = TextMeasure.width(text, size: style.size, weight: style.weight)
      let left = style.anchor == .middle ? place.x - width / 2 : place.x
      return Box(x: left - 1, y: place.y - style.size, width: width + 2, height: style.size + 3)
    }
  }

  private func label(_ value: String, at position: Double, y: Double, weight: FontWeight, paint: Paint) -> Mark {
    let half = TextMeasure.width(value, size: Self.labelSize + 0.5, weight: weight) / 2
    let middle = min(max(position, row.left + half), row.right - half)
    return .text(
      value, Point(middle, y),
      TextStyle(size: Self.labelSize + 0.5, weight: weight, anchor: .middle, paint: paint, hasHalo: true))
  }

  private func text(_ value: Double) -> String { sign + notation.statistic(value) }

  // MARK: What lies beyond the whiskers

  private var beyondMarks: [Mark] {
    let band = Box(x: row.left, y: center - thickness * 0.36, width: row.width, height: thickness * 0.72)
    let outliers = BoxOutliers(group: group, x: x, band: band, paint: look.outline ?? look.paint, sign: sign)
    return (drawsDots ? outliers.dots : outliers.shades) + outliers.counts
  }
}
