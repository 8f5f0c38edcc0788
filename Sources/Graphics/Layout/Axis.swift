/// Ticks, their labels, guide lines and a title along one side of a plot.
struct Axis {
  enum Side { case bottom, left }

  let side: Side
  let scale: ContinuousScale
  var title: String = ""
  var labels: (Double) -> String = NumberText.compact
  var hasGrid = false
  var hasLine = true
  var tickCount: Int?
  var labelSize = 11.0

  /// - Parameter plot: the box between the axes.
  func marks(around plot: Box) -> [Mark] {
    side == .bottom ? bottomMarks(plot) : leftMarks(plot)
  }

  /// Ticks whose labels stand clear of each other: fewer are wanted until they do.
  func ticks(along length: Double) -> [(value: Double, label: String)] {
    let least = side == .bottom ? 12.0 : 6.0
    var target = tickCount ?? max(2, Int(length / (side == .bottom ? 76 : 56)))
    while true {
      let ticks = scale.ticks(target).map { (value: $0, label: labels($0)) }
      let ends = ticks.map { tick -> (Double, Double) in
        let half =
          (side == .bottom ? TextMeasure.width(tick.label, size: labelSize) : labelSize) / 2
        return (scale(tick.value) - half, scale(tick.value) + half)
      }.sorted { $0.0 < $1.0 }
      let clear = zip(ends, ends.dropFirst()).allSatisfy { $0.1 + least <= $1.0 }
      if clear { return ticks }
      if target <= 1 { return Array(ticks.prefix(1)) }
      target -= 1
    }
  }

  /// The width that labels and title of a left axis take.
  func breadth(length: Double) -> Double {
    let widest = ticks(along: length).map { TextMeasure.width($0.label, size: labelSize) }.max() ?? 0
    return widest + 8 + (title.isEmpty ? 0 : 18)
  }

  private func bottomMarks(_ plot: Box) -> [Mark] {
    var marks: [Mark] = []
    for (value, label) in ticks(along: plot.width) {
      let x = scale(value)
      if hasGrid { marks.append(.line(Point(x, plot.top), Point(x, plot.bottom), Style(stroke: .grid))) }
      marks.append(.line(Point(x, plot.bottom), Point(x, plot.bottom + 4), Style(stroke: .axis)))
      marks.append(
        .text(
          label, Point(x, plot.bottom + 7 + labelSize), TextStyle(size: labelSize, anchor: .middle, paint: .muted)))
    }
    if hasLine {
      marks.append(.line(Point(plot.left, plot.bottom), Point(plot.right, plot.bottom), Style(stroke: .axis)))
    }
    if !title.isEmpty {
      let text = TextMeasure.truncated(title, to: plot.width, size: 12)
      marks.append(
        .text(
          text, Point(plot.center.x, plot.bottom + 24 + labelSize),
          TextStyle(size: 12, anchor: .middle), tooltip: text == title ? nil : title))
    }
    return marks
  }

  private func leftMarks(_ plot: Box) -> [Mark] {
    var marks: [Mark] = []
    for (value, label) in ticks(along: plot.height) {
      let y = scale(value)
      if hasGrid { marks.append(.line(Point(plot.left, y), Point(plot.right, y), Style(stroke: .grid))) }
      marks.append(
        .text(
          label, Point(plot.left - 6, y + labelSize * TextMeasure.capHeight / 2),
          TextStyle(size: labelSize, anchor: .end, paint: .muted)))
    }
    if hasLine {
      marks.append(.line(Point(plot.left, plot.top), Point(plot.left, plot.bottom), Style(stroke: .axis)))
    }
    if !title.isEmpty {
      let x = plot.left - breadth(length: plot.height) + 10
      let text = TextMeasure.truncated(title, to: plot.height, size: 12)
      marks.append(
        .text(
          text, Point(x, plot.center.y), TextStyle(size: 12, anchor: .middle, rotation: -90),
          tooltip: text == title ? nil : title))
    }
    return marks
  }
}
