/// One column's density in every segment, one below the other.
public struct RidgesSpec: Sendable, Equatable {
  /// One group's rows.
  public struct Ridge: Sendable, Equatable {
    /// nil for everyone.
    public var key: SegmentKey?
    /// Rows with a value.
    public var count: Int
    /// How densely they lie in even cells along the axis, as shares of the group: areas compare.
    public var heights: [Double]
    /// NaN when there is none.
    public var median: Double
    /// What the axis has no place for, such as `23% zero`; empty for nothing.
    public var note: String

    public init(key: SegmentKey?, count: Int, heights: [Double], median: Double, note: String = "") {
      self.key = key
      self.count = count
      self.heights = heights
      self.median = median
      self.note = note
    }

    var heading: String {
      key.map { $0.name.isEmpty || $0.number == 0 ? $0.heading : "\($0.number) \($0.name)" } ?? "Everyone"
    }
    var extent: String { key?.extent ?? "\(NumberText.count(count)) rows" }
  }

  public var text: FigureText
  /// The column's name.
  public var name: String
  /// From top to bottom.
  public var ridges: [Ridge]
  /// What the cells divide evenly along the axis.
  public var domain: ClosedRange<Double>
  public var transform: ScaleTransform
  public var notation: NumberNotation
  public var options: FigureOptions

  public init(
    name: String, ridges: [Ridge], domain: ClosedRange<Double>, transform: ScaleTransform = .linear,
    notation: NumberNotation = .measure, text: FigureText, options: FigureOptions = .init()
  ) {
    self.name = name
    self.ridges = ridges
    self.domain = domain
    self.transform = transform
    self.notation = notation
    self.text = text
    self.options = options
  }
}

extension Figure {
  /// Draws a ridge a group on one axis, each over its name, with its median.
  public static func ridges(_ spec: RidgesSpec) -> Figure { laidOut(spec, drawnRidges) }

  private static func drawnRidges(_ spec: RidgesSpec) -> Figure {
    let subtitle = joined(spec.text.subtitle, "equal areas for equal shares", "line: median")
    var frame = FigureFrame(
      text: spec.text, subtitle: subtitle, options: spec.options,
      contentHeight: RidgeRows.height(of: spec.ridges.count))
    frame.add(contentsOf: RidgeRows(spec: spec, box: frame.content).marks)
    let plain = titled(spec.text.title, spec.ridges.map { sentence($0, spec) }.joined(separator: "; "))
    return Figure(
      kind: "hist", text: spec.text, subtitle: subtitle, description: spec.text.description(after: plain),
      plain: plain, scene: frame.scene)
  }

  private static func sentence(_ ridge: RidgesSpec.Ridge, _ spec: RidgesSpec) -> String {
    guard ridge.median.isFinite else { return "\(ridge.heading) has no values" }
    return "\(ridge.heading): median \(spec.notation.statistic(ridge.median))"
      + (ridge.note.isEmpty ? "" : ", \(ridge.note)")
  }
}

/// The ridges with their names to the left and their medians to the right.
struct RidgeRows {
  let spec: RidgesSpec
  let box: Box

  private static let step = 46.0
  /// A ridge may reach over the base of the one above it.
  private static let reach = 1.5
  private static let axisHeight = 46.0

  static func height(of count: Int) -> Double {
    Double(max(1, count)) * step + step * (reach - 1) + axisHeight
  }

  var marks: [Mark] {
    let highest = spec.ridges.flatMap(\.heights).max() ?? 0
    guard highest > 0 else {
      return FigureFrame.emptyMessage("there are no values to draw", in: box)
    }
    let sign = spec.notation.sign(spec.options.currency)
    let medians = spec.ridges.map { $0.median.isFinite ? sign + spec.notation.statistic($0.median) : "–" }
    let names = min(box.width * 0.34, 18 + widest(spec.ridges.flatMap { [$0.heading, $0.extent] }))
    let values = max(widest(medians), widest(spec.ridges.map(\.note)), 44)
    let plot = box.inset(left: names + 8, right: values + 10, bottom: Self.axisHeight)
    let x = ContinuousScale(spec.domain, from: plot.left, to: plot.right, transform: spec.transform)
    let title = spec.transform == .log ? "\(spec.name) (logarithmic)" : spec.name
    let axis = Axis(
      side: .bottom, scale: x, title: title, labels: { [notation = spec.notation] in sign + notation.tick($0) },
      hasGrid: true)
    let step = (plot.height - Self.step * (Self.reach - 1)) / Double(spec.ridges.count)
    let unit = step * Self.reach / highest
    var marks = axis.marks(around: plot)
    marks.append(
      .text("median", Point(box.right, box.top + 11), TextStyle(size: 11, anchor: .end, paint: .muted)))
    for (i, ridge) in spec.ridges.enumerated() {
      let base = plot.bottom - Double(spec.ridges.count - 1 - i) * step
      marks += self.ridge(ridge, base: base, unit: unit, x, plot)
      marks += labels(ridge, medians[i], base: base, names: names)
    }
    return marks
  }

  private func widest(_ texts: [String]) -> Double {
    texts.map { TextMeasure.width($0, size: 12, weight: .bold) }.max() ?? 0
  }

  private func look(_ ridge: RidgesSpec.Ridge) -> SegmentColor { ridge.key?.color ?? SegmentPalette.noise }

  private func ridge(
    _ ridge: RidgesSpec.Ridge, base: Double, unit: Double, _ x: ContinuousScale, _ plot: Box
  ) -> [Mark] {
    let cell = plot.width / Double(max(1, ridge.heights.count))
    let points = ridge.heights.enumerated().map { i, height in
      Point(plot.left + (Double(i) + 0.5) * cell, base - height * unit)
    }
    var area = Path([Point(plot.left, base)] + points + [Point(plot.right, base)])
    area.close()
    let look = look(ridge)
    let style =
      look.isHollow
      ? Style(fill: .page, stroke: look.paint, strokeWidth: 2)
      : Style(fill: look.paint, stroke: look.outline ?? .page, strokeWidth: 1.2, fillOpacity: 0.82)
    var marks: [Mark] = [
      .path(area, style, tooltip: "\(ridge.heading), \(ridge.extent)"),
      .line(Point(plot.left, base), Point(plot.right, base), Style(stroke: .axis)),
    ]
    if ridge.median.isFinite, x.domain.contains(ridge.median) {
      let place = x(ridge.median)
      let index = min(ridge.heights.count - 1, max(0, Int((place - plot.left) / cell)))
      let top = base - max(8, (ridge.heights.isEmpty ? 0 : ridge.heights[index]) * unit)
      marks.append(.line(Point(place, top), Point(place, base), Style(stroke: .page, strokeWidth: 4)))
      marks.append(.line(Point(place, top), Point(place, base), Style(stroke: .text, strokeWidth: 1.8)))
    }
    return marks
  }

  private func labels(_ ridge: RidgesSpec.Ridge, _ median: String, base: Double, names: Double) -> [Mark] {
    let look = look(ridge)
    let swatch = Style(
      fill: look.isHollow ? .page : look.paint, stroke: look.isHollow ? look.paint : look.outline, strokeWidth: 1.4)
    let heading = TextMeasure.truncated(ridge.heading, to: names - 18, size: 12, weight: .bold)
    let extent = TextMeasure.truncated(ridge.extent, to: names - 18, size: 11)
    var marks: [Mark] = [
      .circle(Point(box.left + 6, base - 18), radius: 5, swatch),
      .text(
        heading, Point(box.left + 16, base - 14), TextStyle(size: 12, weight: .bold),
        tooltip: heading == ridge.heading ? nil : ridge.heading),
      .text(extent, Point(box.left + 16, base), TextStyle(size: 11, paint: .muted)),
      .text(median, Point(box.right, base - 14), TextStyle(size: 12, weight: .bold, anchor: .end)),
    ]
    if !ridge.note.isEmpty {
      marks.append(.text(ridge.note, Point(box.right, base), TextStyle(size: 11, anchor: .end, paint: .muted)))
    }
    return marks
  }
}
