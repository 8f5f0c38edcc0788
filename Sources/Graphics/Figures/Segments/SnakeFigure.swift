extension Figure {
  /// Draws a profile as a snake plot: a row a feature, and in it each segment where it lies from everyone, by its number; a line goes from
  /// feature to feature of one segment.
  ///
  /// More than `SnakeRows.mostSegments` cannot be followed; the first ones are drawn.
  public static func snake(_ spec: ProfileSpec) -> Figure { laidOut(spec, drawnSnake) }

  private static func drawnSnake(_ spec: ProfileSpec) -> Figure {
    let rows = SnakeRows(spec: spec, width: FigureFrame.contentWidth(spec.options))
    let subtitle = joined(spec.text.subtitle, "a number is a segment, the line in the middle everyone")
    var frame = FigureFrame(
      text: spec.text, subtitle: subtitle, options: spec.options, contentHeight: rows.height)
    frame.add(contentsOf: rows.marks(in: frame.content))
    let plain = titled(spec.text.title, largestDeviations(spec))
    return Figure(
      kind: "profile", text: spec.text, subtitle: subtitle, description: spec.text.description(after: plain),
      plain: plain, scene: frame.scene)
  }
}

/// The rows of a snake plot, with the segments' names above them.
struct SnakeRows {
  static let mostSegments = 8

  private let spec: ProfileSpec
  private let keys: [SegmentKey]
  /// The names of the segments, line by line.
  private let legend: [[(key: SegmentKey, name: String, width: Double)]]

  /// Higher where many segments crowd.
  private var rowHeight: Double { keys.count > 4 ? 38 : 30 }
  private static let radius = 8.0
  private static let axisHeight = 46.0
  private static let legendLine = 20.0
  /// Where the axis ends; what lies beyond stands at its end.
  private static let furthest = 4.0

  init(spec: ProfileSpec, width: Double) {
    self.spec = spec
    keys = Array(spec.keys.prefix(Self.mostSegments))
    var lines: [[(key: SegmentKey, name: String, width: Double)]] = [[]]
    var used = 0.0
    for key in keys {
      let full = key.name.isEmpty ? key.extent : "\(key.name), \(NumberText.percent(key.share, decimals: 0))"
      let name = TextMeasure.truncated(full, to: width - 30, size: 11.5)
      let taken = 2 * Self.radius + 6 + TextMeasure.width(name, size: 11.5) + 16
      if used > 0, used + taken > width {
        lines.append([])
        used = 0
      }
      lines[lines.count - 1].append((key, name, taken))
      used += taken
    }
    legend = lines
  }

  var height: Double {
    Double(legend.count) * Self.legendLine + 10 + Double(max(1, spec.features.count)) * rowHeight + Self.axisHeight
  }

  func marks(in box: Box) -> [Mark] {
    guard !spec.features.isEmpty, !keys.isEmpty else {
      return FigureFrame.emptyMessage("there is nothing to profile", in: box)
    }
    let names = min(box.width * 0.36, spec.features.map { TextMeasure.width($0, size: 11.5) }.max() ?? 0)
    let plot = box.inset(
      left: names + 14, top: Double(legend.count) * Self.legendLine + 10, right: Self.radius + 2,
      bottom: Self.axisHeight)
    let x = ContinuousScale(domain, from: plot.left + Self.radius, to: plot.right - Self.radius)
    let axis = Axis(
      side: .bottom, scale: x, title: "from everyone, in \(spec.unit)", labels: { NumberText.compact($0) },
      hasGrid: true)
    let step = plot.height / Double(spec.features.count)
    let middles = spec.features.indices.map { plot.top + (Double($0) + 0.5) * step }
    let spots = spec.features.indices.map { places(ofRow: $0, y: middles[$0], step, x) }
    var marks = heads(box) + axis.marks(around: plot)
    marks.append(.line(Point(x(0), plot.top), Point(x(0), plot.bottom), Style(stroke: .text, strokeWidth: 1.2)))
    for row in spec.features.indices { marks += rowMarks(row, y: middles[row], names, box) }
    for segment in keys.indices { marks.append(line(segment, spots)) }
    for row in spec.features.indices { marks += badges(row, spots[row]) }
    return marks
  }

  private var domain: ClosedRange<Double> {
    let deviations = spec.deviations.flatMap { $0.prefix(keys.count) }.filter(\.isFinite)
    let reach = min(Self.furthest, max(1, deviations.map(abs).max() ?? 1))
    let low = min(-0.5, max(-reach, deviations.min() ?? 0))
    let high = max(0.5, min(reach, deviations.max() ?? 0))
    return low...high
  }

  /// Where each segment's number stands in a row; nil where its deviation is unknown. Numbers that would cover each other move up and down.
  private func places(ofRow row: Int, y: Double, _ step: Double, _ x: ContinuousScale) -> [Point?] {
    let known = keys.indices.filter { spec.deviations[row][$0].isFinite }
    let ordered = known.sorted { (spec.deviations[row][$0], $0) < (spec.deviations[row][$1], $1) }
    let positions = ordered.map { x.clamped(spec.deviations[row][$0]) }
    let offsets = Self.offsets(of: positions, room: step)
    var places = [Point?](repeating: nil, count: keys.count)
    for (index, place) in zip(ordered, zip(positions, offsets)) { places[index] = Point(place.0, y + place.1) }
    return places
  }

  /// How far numbers that would cover each other move up or down: up to three lie over one another, and of more every third is in the
  /// same place.
  private static func offsets(of positions: [Double], room: Double) -> [Double] {
    var offsets = [Double](repeating: 0, count: positions.count)
    var start = 0
    while start < positions.count {
      var end = start + 1
      while end < positions.count, positions[end] - positions[end - 1] < 2 * radius { end += 1 }
      let lanes = min(3, end - start)
      let height = lanes == 3 ? (room - 2) / 3 : 2 * radius - 2
      for i in start..<end { offsets[i] = (Double((i - start) % lanes) - Double(lanes - 1) / 2) * height }
      start = end
    }
    return offsets
  }

  private func heads(_ box: Box) -> [Mark] {
    legend.enumerated().flatMap { line, entries -> [Mark] in
      var left = box.left
      let y = box.top + Double(line) * Self.legendLine + Self.radius
      return entries.flatMap { entry -> [Mark] in
        let marks =
          badge(entry.key, at: Point(left + Self.radius, y), tooltip: entry.key.heading) + [
            .text(
              entry.name, Point(left + 2 * Self.radius + 6, y + 4), TextStyle(size: 11.5), tooltip: entry.key.heading)
          ]
        left += entry.width
        return marks
      }
    }
  }

  private func rowMarks(_ row: Int, y: Double, _ names: Double, _ box: Box) -> [Mark] {
    let name = TextMeasure.truncated(spec.features[row], to: names, size: 11.5)
    return [
      .text(
        name, Point(box.left, y + 4), TextStyle(size: 11.5),
        tooltip: name == spec.features[row] ? nil : spec.features[row]),
      .line(Point(box.left + names + 8, y), Point(box.right, y), Style(stroke: .grid)),
    ]
  }

  private func line(_ segment: Int, _ places: [[Point?]]) -> Mark {
    var path = Path()
    var isBroken = true
    for row in places {
      guard let place = row[segment] else {
        isBroken = true
        continue
      }
      if isBroken { path.move(to: place) } else { path.line(to: place) }
      isBroken = false
    }
    let look = keys[segment].color
    return .path(
      path,
      Style(stroke: look.outline ?? look.paint, strokeWidth: 2, strokeOpacity: 0.6, dash: look.isHollow ? [5, 3] : []))
  }

  private func badges(_ row: Int, _ places: [Point?]) -> [Mark] {
    keys.indices.flatMap { segment -> [Mark] in
      guard let place = places[segment] else { return [] }
      return badge(
        keys[segment], at: place,
        tooltip: "\(spec.features[row]), \(keys[segment].heading): \(spec.values[row][segment]), "
          + spec.deviationText(spec.deviations[row][segment]))
    }
  }

  private func badge(_ key: SegmentKey, at place: Point, tooltip: String) -> [Mark] {
    let look = key.color
    return [
      .circle(
        place, radius: Self.radius - 1, Style(fill: .page, stroke: look.outline ?? look.paint, strokeWidth: 2.2),
        tooltip: tooltip),
      .text(
        key.number > 0 ? "\(key.number)" : "–", Point(place.x, place.y + 3.6),
        TextStyle(size: 10, weight: .bold, anchor: .middle), tooltip: tooltip),
    ]
  }
}
