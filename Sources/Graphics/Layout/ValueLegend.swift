/// The ramp of a value colouring with its numbers.
struct ValueLegend {
  let title: String
  let scale: ValueColors
  let notation: NumberNotation
  let currency: String

  func marks(in box: Box) -> [Mark] {
    let lines = TextMeasure.wrapped(title, to: box.width, size: 12, weight: .bold, limit: 3)
    var marks: [Mark] = lines.enumerated().map { i, line in
      .text(
        line, Point(box.left, box.top + 12 + 15 * Double(i)), TextStyle(size: 12, weight: .bold), tooltip: title)
    }
    let top = box.top + 15 * Double(lines.count) + 12
    guard scale.hasValues else {
      return marks + [.text("no values", Point(box.left, top + 8), TextStyle(size: 11, paint: .muted))]
    }
    let bar = Box(x: box.left, y: top, width: 16, height: min(220, max(60, box.height - (top - box.top) - 30)))
    marks += ramp(bar) + ticks(bar)
    var note = bar.bottom + 24
    if scale.missingCount > 0 {
      marks.append(.circle(Point(bar.left + 6, note - 4), radius: 5, Style(fill: SegmentPalette.noise.paint)))
      let text = "\(NumberText.count(scale.missingCount)) without a value"
      marks.append(.text(text, Point(bar.left + 18, note), TextStyle(size: 11, paint: .muted)))
      note += 16
    }
    if scale.scale.transform == .log1p {
      marks.append(.text("log scale", Point(bar.left, note), TextStyle(size: 11, paint: .muted)))
    }
    return marks
  }

  private func ramp(_ bar: Box) -> [Mark] {
    let step = bar.height / Double(ValueColors.steps)
    return (0..<ValueColors.steps).map { i in
      let y = bar.bottom - Double(i + 1) * step
      // Half a pixel more than a step, so that no seam shows.
      return .rect(
        Box(x: bar.x, y: y, width: bar.width, height: step + (i == 0 ? 0 : 0.5)),
        Style(fill: .color(scale.color(ofStep: i))))
    }
  }

  private func ticks(_ bar: Box) -> [Mark] {
    let axis = ContinuousScale(
      scale.scale.domain, from: bar.bottom, to: bar.top, transform: scale.scale.transform)
    let inner = axis.ticks(5).filter { abs(axis($0) - bar.top) > 13 && abs(axis($0) - bar.bottom) > 13 }
    var labels = inner.map { (axis($0), currency + notation.tick($0)) }
    labels.append((bar.top, (scale.exceeds.above ? "≥ " : "") + currency + notation.tick(axis.domain.upperBound)))
    labels.append(
      (bar.bottom, (scale.exceeds.below ? "≤ " : "") + currency + notation.tick(axis.domain.lowerBound)))
    return labels.flatMap { y, label -> [Mark] in
      [
        .line(Point(bar.right, y), Point(bar.right + 4, y), Style(stroke: .axis)),
        .text(label, Point(bar.right + 8, y + 4), TextStyle(size: 11, paint: .muted)),
      ]
    }
  }
}
