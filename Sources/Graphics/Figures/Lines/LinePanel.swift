/// One curve with its axes.
struct LinePanel {
  let spec: LineSpec
  let series: LineSpec.Series
  let box: Box

  var marks: [Mark] {
    let isAlone = spec.series.count == 1
    var plot = box.inset(top: isAlone ? 22 : 40, right: 10, bottom: 46)
    let title = isAlone ? [] : heading
    let reach = series.errors.isEmpty ? [] : zip(series.values, series.errors).flatMap { [$0 - $1, $0 + $1] }
    guard let domain = ContinuousScale.domain(of: series.values + reach) else {
      return title + FigureFrame.emptyMessage("no values", in: plot)
    }
    // A margin keeps dots off the axes; room above keeps the chosen one's label inside.
    let provisional = ContinuousScale(domain, from: plot.bottom - 20, to: plot.top + 18)
    let left = Axis(
      side: .left, scale: provisional, title: isAlone ? series.name : "", labels: NumberText.compact, hasGrid: true,
      hasLine: false)
    plot = plot.inset(left: left.breadth(length: plot.height))
    let xDomain = ContinuousScale.domain(of: spec.xs) ?? 0...1
    let x = ContinuousScale(xDomain, from: plot.left + 10, to: plot.right - 10)
    var bottom = Axis(side: .bottom, scale: x, title: spec.xTitle)
    bottom.tickCount = min(spec.xs.count, max(2, Int(plot.width / 40)))
    return title + left.marks(around: plot) + bottom.marks(around: plot) + markedLine(x, plot)
      + whiskers(x, provisional) + curve(x, provisional) + chosenPoint(x, provisional, plot)
  }

  private var heading: [Mark] {
    let title = TextMeasure.truncated(series.name, to: box.width, size: 12, weight: .bold)
    return [.text(title, Point(box.left, box.top + 12), TextStyle(size: 12, weight: .bold), tooltip: series.name)]
  }

  private func markedLine(_ x: ContinuousScale, _ plot: Box) -> [Mark] {
    guard let marked = spec.marked, x.domain.contains(marked) else { return [] }
    let position = x(marked)
    let label = spec.markedLabel.isEmpty ? "\(spec.xTitle) = \(NumberText.value(marked))" : spec.markedLabel
    let half = TextMeasure.width(label, size: 11, weight: .bold) / 2
    let center = min(max(position, plot.left + half), plot.right - half)
    return [
      .line(
        Point(position, plot.top), Point(position, plot.bottom), Style(stroke: .text, strokeWidth: 1.2, dash: [5, 3])),
      .text(label, Point(center, plot.top - 5), TextStyle(size: 11, weight: .bold, anchor: .middle, hasHalo: true)),
    ]
  }

  private func curve(_ x: ContinuousScale, _ y: ContinuousScale) -> [Mark] {
    var path = Path()
    var isOpen = false
    var dots: [Mark] = []
    for (i, value) in series.values.enumerated() {
      guard value.isFinite else {
        isOpen = false
        continue
      }
      let point = Point(x(spec.xs[i]), y(value))
      if isOpen { path.line(to: point) } else { path.move(to: point) }
      isOpen = true
      let tooltip = "\(spec.xTitle) \(NumberText.value(spec.xs[i])): \(NumberText.score(value))"
      dots.append(.circle(point, radius: 3.2, Style(fill: .color(SegmentPalette.plain)), tooltip: tooltip))
    }
    return [.path(path, Style(stroke: .color(SegmentPalette.plain), strokeWidth: 1.8))] + dots
  }

  private func whiskers(_ x: ContinuousScale, _ y: ContinuousScale) -> [Mark] {
    series.errors.indices.flatMap { i -> [Mark] in
      let (value, error) = (series.values[i], series.errors[i])
      guard value.isFinite, error.isFinite, error > 0 else { return [] }
      let style = Style(stroke: .muted, strokeWidth: 1.2)
      let (low, high, center) = (y(value - error), y(value + error), x(spec.xs[i]))
      return [
        .line(Point(center, low), Point(center, high), style),
        .line(Point(center - 3, low), Point(center + 3, low), style),
        .line(Point(center - 3, high), Point(center + 3, high), style),
      ]
    }
  }

  private func chosenPoint(_ x: ContinuousScale, _ y: ContinuousScale, _ plot: Box) -> [Mark] {
    guard let i = series.chosen, series.values.indices.contains(i), series.values[i].isFinite else { return [] }
    let point = Point(x(spec.xs[i]), y(series.values[i]))
    let label = [series.note, NumberText.score(series.values[i])].filter { !$0.isEmpty }.joined(separator: " ")
    let width = TextMeasure.width(label, size: 11, weight: .bold) + 2
    var placer = LabelPlacer(bounds: plot.expanded(by: 4), obstacles: obstacles(x, y, plot))
    let offsets = [
      (9.0, -17.0), (-9 - width, -17), (9, 5), (-9 - width, 5), (-width / 2, -22), (-width / 2, 8), (12, -30),
      (-12 - width, -30),
    ]
    let candidates = offsets.map { Box(x: point.x + $0.0, y: point.y + $0.1, width: width, height: 12) }
    let inside = candidates.first { plot.expanded(by: 4).contains($0) } ?? candidates[0]
    let box = placer.place(candidates) ?? inside
    return [
      .circle(
        point, radius: 5.5, Style(fill: .color(SegmentPalette.color(at: 2).color), stroke: .page, strokeWidth: 1.5)),
      .text(
        label, Point(box.center.x, box.bottom - 2),
        TextStyle(size: 11, weight: .bold, anchor: .middle, hasHalo: true)),
    ]
  }

  /// Small boxes along the curve, and one along the marked line.
  private func obstacles(_ x: ContinuousScale, _ y: ContinuousScale, _ plot: Box) -> [Box] {
    let points = zip(spec.xs, series.values).filter { $0.1.isFinite }.map { Point(x($0.0), y($0.1)) }
    var boxes = zip(points, points.dropFirst()).flatMap { from, to in
      (0...12).map { step -> Box in
        let share = Double(step) / 12
        let place = Point(from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share)
        return Box(x: place.x - 2, y: place.y - 2, width: 4, height: 4)
      }
    }
    if let marked = spec.marked, x.domain.contains(marked) {
      boxes.append(Box(x: x(marked) - 1, y: plot.top, width: 2, height: plot.height))
    }
    return boxes
  }
}
