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
    /// How uncertain each value is, drawn as a whisker to both sides; empty for none.
    public var errors: [Double]

    public init(name: String, values: [Double], chosen: Int? = nil, note: String = "", errors: [Double] = []) {
      precondition(errors.isEmpty || errors.count == values.count, "each value has its own whisker")
      self.name = name
      self.values = values
      self.chosen = chosen
      self.note = note
      self.errors = errors
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
  public static func lines(_ spec: LineSpec) -> Figure { laidOut(spec, drawnLines) }

  private static func drawnLines(_ spec: LineSpec) -> Figure {
    // Many curves are there to be compared at a glance, a few to be read.
    let grid = PanelGrid(
      count: spec.series.count, width: FigureFrame.contentWidth(spec.options),
      narrowest: spec.series.count > 4 ? 210 : 300)
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
    let plain = titled(spec.text.title, spec.series.map { sentence($0, spec) }.joined(separator: "; "))
    return Figure(
      kind: spec.kind, text: spec.text, description: spec.text.description(after: plain),
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
