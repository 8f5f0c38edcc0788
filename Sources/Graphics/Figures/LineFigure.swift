/// Curves over whole numbers, such as a score over k; several curves are panels that share the x axis.
public struct LineSpec: Sendable, Equatable {
  /// One curve with its own y axis.
  public struct Series: Sendable, Equatable {
    public var name: String
    /// A value for each x; NaN leaves a gap.
    public var values: [Double]
    /// The index of the point that this curve speaks for, drawn large.
    public var chosen: Int?
    /// Written beside the chosen point, such as `knee`.
    public var note: String

    public init(name: String, values: [Double], chosen: Int? = nil, note: String = "") {
      self.name = name
      self.values = values
      self.chosen = chosen
      self.note = note
    }
  }

  /// A short word for file names.
  public var kind: String
  public var text: FigureText
  public var xTitle: String
  public var xs: [Double]
  public var series: [Series]
  /// The x that is in use, marked by a line through all panels.
  public var marked: Double?
  public var markedLabel: String
  public var options: FigureOptions

  public init(
    kind: String, text: FigureText, xTitle: String, xs: [Double], series: [Series], marked: Double? = nil,
    markedLabel: String = "", options: FigureOptions = .init()
  ) {
    precondition(series.allSatisfy { $0.values.count == xs.count }, "a curve has a value for each x")
    self.kind = kind
    self.text = text
    self.xTitle = xTitle
    self.xs = xs
    self.series = series
    self.marked = marked
    self.markedLabel = markedLabel
    self.options = options
  }
}

extension Figure {
  /// Draws each curve in a panel of its own, with a dot for each value.
  public static func lines(_ spec: LineSpec) -> Figure {
    let grid = PanelGrid(count: spec.series.count, width: spec.options.width - 32, narrowest: 300)
    let height = Double(grid.rows) * (spec.series.count == 1 ? 320 : 200)
    var frame = FigureFrame(
      text: spec.text, subtitle: spec.text.subtitle, options: spec.options, contentHeight: height)
    if spec.series.isEmpty || spec.xs.isEmpty {
      frame.add(contentsOf: FigureFrame.emptyMessage("there are no values to draw", in: frame.content))
    }
    for (i, series) in spec.series.enumerated() where !spec.xs.isEmpty {
      let box = grid.box(i, in: frame.content, gap: 26)
      frame.add(contentsOf: LinePanel(spec: spec, series: series, box: box).marks)
    }
    let plain = "\(spec.text.title): " + spec.series.map { sentence($0, spec) }.joined(separator: "; ")
    return Figure(
      kind: spec.kind, text: spec.text, description: ([plain] + spec.text.insights).joined(separator: ". "),
      plain: plain, scene: frame.scene)
  }

  private static func sentence(_ series: LineSpec.Series, _ spec: LineSpec) -> String {
    let points = zip(spec.xs, series.values).filter { $0.1.isFinite }
    guard let first = points.first, let last = points.last else { return "\(series.name) has no values" }
    var text = "\(series.name) from \(NumberText.score(first.1)) at \(spec.xTitle) \(NumberText.value(first.0))"
    text += " to \(NumberText.score(last.1)) at \(NumberText.value(last.0))"
    if let i = series.chosen, spec.xs.indices.contains(i) {
      text += ", \(series.note.isEmpty ? "best" : series.note) at \(NumberText.value(spec.xs[i]))"
    }
    return text
  }
}

/// One curve with its axes.
private struct LinePanel {
  let spec: LineSpec
  let series: LineSpec.Series
  let box: Box

  var marks: [Mark] {
    let isAlone = spec.series.count == 1
    var plot = box.inset(top: isAlone ? 22 : 40, right: 10, bottom: 46)
    let title = isAlone ? [] : heading
    guard let domain = ContinuousScale.domain(of: series.values) else {
      return title + FigureFrame.emptyMessage("no values", in: plot)
    }
    // A margin keeps dots off the axes; room above keeps the chosen one's label inside.
    let provisional = ContinuousScale(domain, from: plot.bottom - 10, to: plot.top + 16)
    let left = Axis(
      side: .left, scale: provisional, title: isAlone ? series.name : "", labels: NumberText.compact, hasGrid: true,
      hasLine: false)
    plot = plot.inset(left: left.breadth(length: plot.height))
    let xDomain = ContinuousScale.domain(of: spec.xs) ?? 0...1
    let x = ContinuousScale(xDomain, from: plot.left + 10, to: plot.right - 10)
    var bottom = Axis(side: .bottom, scale: x, title: spec.xTitle)
    bottom.tickCount = min(spec.xs.count, max(2, Int(plot.width / 40)))
    return title + left.marks(around: plot) + bottom.marks(around: plot) + markedLine(x, plot)
      + curve(x, provisional) + chosenPoint(x, provisional, plot)
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

  private func chosenPoint(_ x: ContinuousScale, _ y: ContinuousScale, _ plot: Box) -> [Mark] {
    guard let i = series.chosen, series.values.indices.contains(i), series.values[i].isFinite else { return [] }
    let point = Point(x(spec.xs[i]), y(series.values[i]))
    let label = [series.note, NumberText.score(series.values[i])].filter { !$0.isEmpty }.joined(separator: " ")
    let width = TextMeasure.width(label, size: 11, weight: .bold)
    let isLeft = point.x + 10 + width > plot.right
    return [
      .circle(
        point, radius: 5.5, Style(fill: .color(SegmentPalette.color(of: 2).color), stroke: .page, strokeWidth: 1.5)),
      .text(
        label, Point(point.x + (isLeft ? -9 : 9), point.y - 7),
        TextStyle(size: 11, weight: .bold, anchor: isLeft ? .end : .start, hasHalo: true)),
    ]
  }
}
