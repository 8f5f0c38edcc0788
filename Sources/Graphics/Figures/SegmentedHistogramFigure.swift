/// One column's histogram in every segment, on shared axes.
public struct SegmentedHistogramSpec: Sendable, Equatable {
  /// One segment's rows.
  public struct Panel: Sendable, Equatable {
    public var key: SegmentKey
    /// All panels' bins have the same edges.
    public var data: HistogramData

    public init(key: SegmentKey, data: HistogramData) {
      self.key = key
      self.data = data
    }
  }

  /// An empty title becomes the column's name.
  public var text: FigureText
  public var panels: [Panel]
  public var options: FigureOptions

  public init(panels: [Panel], text: FigureText = FigureText(title: ""), options: FigureOptions = .init()) {
    self.panels = panels
    self.text = text
    self.options = options
  }
}

extension Figure {
  /// Draws a panel a segment in the segments' colours, with everyone's distribution as an outline to compare.
  public static func segmentedHistogram(_ spec: SegmentedHistogramSpec) -> Figure {
    var text = spec.text
    let name = spec.panels.first?.data.name ?? ""
    if text.title.isEmpty { text.title = "\(name) by segment" }
    let hasZeros = spec.panels.contains { $0.data.zeroCount > 0 }
    let subtitle = joined(
      text.subtitle, "share of the segment's rows", spec.panels.count > 1 ? "grey outline: everyone" : "",
      hasZeros ? "hatched: exactly zero" : "")
    let grid = PanelGrid(count: spec.panels.count, width: spec.options.width - 32)
    var frame = FigureFrame(
      text: text, subtitle: subtitle, options: spec.options,
      contentHeight: Double(grid.rows) * [300, 230, 200][min(grid.columns, 3) - 1])
    frame.add(contentsOf: SegmentPanels(spec: spec, grid: grid, content: frame.content).marks)
    let plain = spec.panels.map { panel in
      "\(panel.key.heading) · \(panel.key.extent): \(panel.data.sentence)"
    }.joined(separator: "; ")
    return Figure(
      kind: "hist", text: text, subtitle: subtitle,
      description: (["\(text.title). \(plain)"] + text.insights).joined(separator: ". "),
      plain: "\(text.title): \(plain)", scene: frame.scene)
  }
}

/// Rows and columns of panels of a readable size.
struct PanelGrid {
  let rows: Int
  let columns: Int

  init(count: Int, width: Double, narrowest: Double = 230) {
    let most = max(1, Int(width / narrowest))
    // Four stand better two by two than three and one.
    columns = max(1, count == 4 ? min(2, most) : min(count, most))
    rows = max(1, (max(1, count) + columns - 1) / columns)
  }

  func box(_ i: Int, in content: Box, gap: Double = 18) -> Box {
    let width = (content.width - gap * Double(columns - 1)) / Double(columns)
    let height = content.height / Double(rows)
    return Box(
      x: content.left + Double(i % columns) * (width + gap), y: content.top + Double(i / columns) * height,
      width: width, height: height)
  }
}

/// The panels of a histogram by segment.
private struct SegmentPanels {
  let spec: SegmentedHistogramSpec
  let grid: PanelGrid
  let content: Box

  private static let labelSize = 9.5

  var marks: [Mark] {
    guard let domain = spec.panels.lazy.compactMap(\.data.domain).first else {
      return FigureFrame.emptyMessage("there are no values to draw", in: content)
    }
    let highest = spec.panels.flatMap(\.data.shares).max() ?? 0
    let everyone = spec.panels.count > 1 ? overall : []
    return spec.panels.indices.flatMap { i in
      panel(spec.panels[i], in: grid.box(i, in: content), domain: domain, highest: highest, everyone: everyone)
    }
  }

  /// Everyone's shares, from the segments' counts.
  private var overall: [Double] {
    let bins = spec.panels.map(\.data.counts.count).max() ?? 0
    let total = Double(max(1, spec.panels.reduce(0) { $0 + $1.data.total }))
    return (0..<bins).map { bin in
      Double(spec.panels.reduce(0) { $0 + ($1.data.counts.indices.contains(bin) ? $1.data.counts[bin] : 0) }) / total
    }
  }

  private func panel(
    _ panel: SegmentedHistogramSpec.Panel, in box: Box, domain: ClosedRange<Double>, highest: Double,
    everyone: [Double]
  ) -> [Mark] {
    let title = heading(panel.key, in: box)
    let plot = box.inset(left: 32, top: 20 + HistogramPanel.strip + 12, right: 4, bottom: 30)
    guard panel.data.domain != nil else {
      return title + FigureFrame.emptyMessage("no values", in: plot)
    }
    let x = ContinuousScale(domain, from: plot.left, to: plot.right, transform: panel.data.transform)
    let y = ContinuousScale(0...max(highest, 1e-9), from: plot.bottom, to: plot.top)
    let look = panel.key.color
    var bars = HistogramPanel(
      data: panel.data, x: x, y: y, plot: plot.inset(top: -12), paint: look.paint, outline: look.outline,
      isHollow: look.isHollow, labelSize: Self.labelSize, currency: spec.options.currency)
    bars.reference = everyone
    let sign = panel.data.isAmount ? spec.options.currency : ""
    var left = Axis(side: .left, scale: y, labels: Figure.percentLabel, hasGrid: true, hasLine: false, tickCount: 3)
    left.labelSize = Self.labelSize
    var bottom = Axis(side: .bottom, scale: x, labels: { sign + NumberText.compact($0) })
    bottom.labelSize = Self.labelSize
    return title + left.marks(around: plot) + bars.marks + bottom.marks(around: plot)
  }

  /// `Segment 2 Revolvers · 1,971 (22.8%)`; the name gives way, never number and size.
  private func heading(_ key: SegmentKey, in box: Box) -> [Mark] {
    let extent = "· \(key.extent)"
    let room = box.width - 20 - TextMeasure.width(extent, size: 12)
    let shown = TextMeasure.truncated(key.heading, to: room, size: 12, weight: .bold)
    let width = TextMeasure.width(shown, size: 12, weight: .bold)
    let look = key.color
    let swatch = Style(
      fill: look.isHollow ? .page : look.paint, stroke: look.isHollow ? look.paint : look.outline, strokeWidth: 1.4)
    return [
      .circle(Point(box.left + 6, box.top + 8), radius: 5, swatch),
      .text(
        shown, Point(box.left + 16, box.top + 12), TextStyle(size: 12, weight: .bold),
        tooltip: shown == key.heading ? nil : key.heading),
      .text(extent, Point(box.left + 20 + width, box.top + 12), TextStyle(size: 12, paint: .muted)),
    ]
  }
}
