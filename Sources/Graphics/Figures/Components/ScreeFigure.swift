/// How much of the variance each principal component holds.
public struct ScreeSpec: Sendable, Equatable {
  /// What one component must hold or reach to be marked.
  public struct Level: Sendable, Equatable {
    /// Of the whole variance, 0…1.
    public var share: Double
    /// The fewest components that hold it together.
    public var components: Int

    public init(share: Double, components: Int) {
      self.share = share
      self.components = components
    }
  }

  public var text: FigureText
  /// Of the whole variance, 0…1, falling.
  public var shares: [Double]
  /// What each component would hold by chance alone; empty for no reference.
  public var expected: [Double]
  /// Shares of the whole to mark on the cumulative line.
  public var levels: [Level]
  public var options: FigureOptions

  /// Bars of their own; the rest is named in the subtitle.
  public static let mostBars = 20

  public init(
    text: FigureText, shares: [Double], expected: [Double] = [], levels: [Level] = [], options: FigureOptions = .init()
  ) {
    precondition(expected.isEmpty || expected.count == shares.count, "every component has its expected share")
    self.text = text
    self.shares = shares
    self.expected = expected
    self.levels = levels
    self.options = options
  }
}

extension Figure {
  /// Draws a bar a component, what chance would give as short lines, and the running total, all on one axis of shares.
  public static func scree(_ spec: ScreeSpec) -> Figure { laidOut(spec, drawnScree) }

  private static func drawnScree(_ spec: ScreeSpec) -> Figure {
    let more = spec.shares.count - ScreeSpec.mostBars
    let subtitle = joined(
      spec.text.subtitle, "bars: share of the variance", "line: running total",
      spec.expected.isEmpty ? "" : "short lines: what chance alone would give (broken stick)",
      more > 0 ? "the last \(NumberText.count(more)) components are not shown" : "")
    var frame = FigureFrame(text: spec.text, subtitle: subtitle, options: spec.options, contentHeight: 290)
    if spec.shares.isEmpty {
      frame.add(contentsOf: FigureFrame.emptyMessage("nothing varies", in: frame.content))
    } else {
      frame.add(contentsOf: ScreePanel(spec: spec, box: frame.content).marks)
    }
    let list = spec.shares.prefix(5).enumerated().map { "PC\($0.offset + 1) \(NumberText.percent($0.element))" }
    let levels = spec.levels.map {
      "\($0.components) hold\($0.components == 1 ? "s" : "") \(NumberText.percent($0.share, decimals: 0))"
    }
    let plain = titled(spec.text.title, (list + levels).joined(separator: ", "))
    return Figure(
      kind: "scree", text: spec.text, subtitle: subtitle, description: spec.text.description(after: plain),
      plain: plain, scene: frame.scene)
  }
}

/// The bars, the line and the levels.
struct ScreePanel {
  let spec: ScreeSpec
  let box: Box

  var marks: [Mark] {
    var plot = box.inset(top: 18, right: 12, bottom: 40)
    let y = ContinuousScale(0...1, from: plot.bottom, to: plot.top)
    let left = Axis(side: .left, scale: y, labels: Figure.percentLabel, hasGrid: true, hasLine: false)
    plot = plot.inset(left: left.breadth(length: plot.height) + 4)
    let band = BandScale(count: bars.count, from: plot.left, to: plot.right, padding: 0.3)
    return left.marks(around: plot) + bottom(band, plot) + levelLines(band, y, plot) + rects(band, y)
      + expectations(band, y) + cumulative(band, y) + barLabels(band, y) + levelLabels(band, y, plot)
  }

  private var bars: ArraySlice<Double> { spec.shares.prefix(ScreeSpec.mostBars) }

  private var totals: [Double] {
    var sum = 0.0
    return bars.map { share in
      sum += share
      return min(1, sum)
    }
  }

  private func rects(_ band: BandScale, _ y: ContinuousScale) -> [Mark] {
    bars.enumerated().map { i, share in
      var tooltip = "PC\(i + 1): \(NumberText.percent(share)), with those before \(NumberText.percent(totals[i]))"
      if !spec.expected.isEmpty { tooltip += "; by chance \(NumberText.percent(spec.expected[i]))" }
      let top = y(share)
      return .rect(
        Box(x: band(i), y: top, width: band.bandwidth, height: y(0) - top), cornerRadius: 1,
        Style(fill: .color(SegmentPalette.plain), fillOpacity: 0.88), tooltip: tooltip)
    }
  }

  private func expectations(_ band: BandScale, _ y: ContinuousScale) -> [Mark] {
    spec.expected.prefix(bars.count).enumerated().flatMap { i, share -> [Mark] in
      let (from, to) = (band(i) - 2, band(i) + band.bandwidth + 2)
      return [
        .line(Point(from, y(share)), Point(to, y(share)), Style(stroke: .page, strokeWidth: 4)),
        .line(
          Point(from, y(share)), Point(to, y(share)), Style(stroke: .text, strokeWidth: 1.8),
          tooltip: "by chance \(NumberText.percent(share))"),
      ]
    }
  }

  private func cumulative(_ band: BandScale, _ y: ContinuousScale) -> [Mark] {
    let color = Paint.color(SegmentPalette.color(at: 2).color)
    let points = totals.enumerated().map { Point(band.center($0.offset), y($0.element)) }
    let dots = points.enumerated().map { i, point in
      Mark.circle(
        point, radius: 3.2, Style(fill: color, stroke: .page),
        tooltip: "\(i + 1) \(i == 0 ? "component holds" : "components hold") \(NumberText.percent(totals[i]))")
    }
    return [.path(Path(points), Style(stroke: color, strokeWidth: 1.8))] + dots
  }

  /// Shares above their bars where they fit, which is clear of the running total from the second bar on.
  private func barLabels(_ band: BandScale, _ y: ContinuousScale) -> [Mark] {
    let decimals = band.step > 40 ? 1 : 0
    return bars.enumerated().compactMap { i, share in
      // The first total is the first share: its label stands beside the dot's height, within the bar.
      let expected = spec.expected.isEmpty ? 0 : spec.expected[i]
      var top = i == 0 ? y(share) + 16 : y(max(share, expected)) - 5
      // Below the mark of chance where the two would meet.
      if i == 0, abs(y(expected) - top) < 12 { top = y(expected) + 10 }
      let label = NumberText.percent(share, decimals: decimals)
      guard TextMeasure.width(label, size: 10.5) <= band.step, i > 0 || y(0) - y(share) > 24 else { return nil }
      if i == 0 {
        return .text(
          label, Point(band.center(i), top + 4),
          TextStyle(size: 10.5, weight: .bold, anchor: .middle, paint: .color(Color(0xFFFFFF))))
      }
      return .text(label, Point(band.center(i), top), TextStyle(size: 10.5, anchor: .middle, hasHalo: true))
    }
  }

  private func levelLines(_ band: BandScale, _ y: ContinuousScale, _ plot: Box) -> [Mark] {
    spec.levels.flatMap { level -> [Mark] in
      let height = y(level.share)
      let style = Style(stroke: .muted, strokeWidth: 1, dash: [4, 3])
      guard level.components <= bars.count else {
        return [.line(Point(plot.left, height), Point(plot.right, height), style)]
      }
      let center = band.center(level.components - 1)
      return [
        .line(Point(plot.left, height), Point(center, height), style),
        .line(Point(center, y(totals[level.components - 1])), Point(center, plot.bottom), style),
      ]
    }
  }

  private func levelLabels(_ band: BandScale, _ y: ContinuousScale, _ plot: Box) -> [Mark] {
    spec.levels.map { level in
      let text = "\(NumberText.percent(level.share, decimals: 0)) with \(level.components)"
      return .text(
        text, Point(plot.left + 4, y(level.share) - 4),
        TextStyle(size: 10.5, weight: .bold, paint: .muted, hasHalo: true))
    }
  }

  private func bottom(_ band: BandScale, _ plot: Box) -> [Mark] {
    let every = band.step > 34 ? 1 : 2
    let labels = bars.indices.filter { $0 % every == 0 }.map { i -> Mark in
      .text(
        band.step > 34 ? "PC\(i + 1)" : "\(i + 1)", Point(band.center(i), plot.bottom + 16),
        TextStyle(size: 11, anchor: .middle, paint: .muted))
    }
    return [
      .line(Point(plot.left, plot.bottom), Point(plot.right, plot.bottom), Style(stroke: .axis)),
      .text(
        "principal component", Point(plot.center.x, plot.bottom + 34), TextStyle(size: 12, anchor: .middle)),
    ] + labels
  }
}
