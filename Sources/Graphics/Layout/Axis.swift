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

  /// Ticks whose labels stand clear of each other: as many as wanted, or the next number that is clear.
  func ticks(along length: Double) -> [(value: Double, label: String)] {
    let wanted = tickCount ?? max(3, Int(length / (side == .bottom ? 76 : 56)))
    let tries = Array((1...max(1, wanted)).reversed()) + [wanted + 1, wanted + 2, wanted + 3]
    let clear = tries.lazy.map(labelled).filter(isClear)
    // A single tick says where zero is, but not how far it is to anything.
    return clear.first { $0.count > 1 } ?? clear.first { !$0.isEmpty } ?? []
  }

  private func labelled(_ target: Int) -> [(value: Double, label: String)] {
    scale.ticks(target).map { (value: $0, label: scale.label($0, labels)) }
  }

  private func isClear(_ ticks: [(value: Double, label: String)]) -> Bool {
    let gap = side == .bottom ? 12.0 : 6.0
    let extents = ticks.map { tick -> (low: Double, high: Double) in
      let half = (side == .bottom ? TextMeasure.width(tick.label, size: labelSize) : labelSize) / 2
      return (scale(tick.value) - half, scale(tick.value) + half)
    }.sorted { $0.low < $1.low }
    return zip(extents, extents.dropFirst()).allSatisfy { $0.high + gap <= $1.low }
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
