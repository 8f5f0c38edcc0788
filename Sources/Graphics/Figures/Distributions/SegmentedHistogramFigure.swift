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
    laidOut(spec, drawnSegmentedHistogram)
  }

  private static func drawnSegmentedHistogram(_ spec: SegmentedHistogramSpec) -> Figure {
    var text = spec.text
    let grouping = spec.panels.first?.key.grouping
    let name = spec.panels.first?.data.name ?? ""
    if text.title.isEmpty { text.title = "\(name) by \(grouping ?? "segment")" }
    let hasZeros = spec.panels.contains { $0.data.zeroCount > 0 }
    let top = HistogramData.highestShare(of: spec.panels.map(\.data))
    let isBroken = spec.panels.contains { $0.data.zerosStandApart && $0.data.zeroShare > top }
    let hasGaps = spec.panels.contains { $0.data.missingCount > 0 }
    let subtitle = joined(
      text.subtitle, "Share of the \(grouping == nil ? "segment" : "group")'s rows\(hasGaps ? " with a value" : "")",
      spec.panels.count > 1 ? "grey outline: everyone" : "",
      hasZeros ? "hatched: exactly zero\(isBroken ? ", broken off where it is higher" : "")" : "")
    let grid = PanelGrid(count: spec.panels.count, width: FigureFrame.contentWidth(spec.options))
    var frame = FigureFrame(
      text: text, subtitle: subtitle, options: spec.options,
      contentHeight: Double(grid.rows) * panelHeight(grid))
    frame.add(contentsOf: SegmentPanels(spec: spec, grid: grid, content: frame.content).marks)
    let plain = titled(text.title, spec.panels.map(sentence).joined(separator: "; "))
    return Figure(
      kind: "hist", text: text, subtitle: subtitle,
      description: text.description(after: plain),
      plain: plain, scene: frame.scene)
  }

  /// A panel alone is as high as a histogram; one below the other they are as high as side by side.
  private static func panelHeight(_ grid: PanelGrid) -> Double {
    grid.columns == 1 && grid.rows > 1 ? 190 : [300, 230, 200][min(grid.columns, 3) - 1]
  }

  private static func sentence(_ panel: SegmentedHistogramSpec.Panel) -> String {
    guard panel.data.domain != nil else { return "\(panel.key.heading) has no values" }
    let missing = panel.data.missingCount
    let gap = missing > 0 ? ", \(NumberText.count(missing)) of them missing" : ""
    var text = "\(panel.key.heading), \(panel.key.extent)\(gap): median \(panel.data.statistic(panel.data.median))"
    if panel.data.mean.isFinite { text += ", mean \(panel.data.statistic(panel.data.mean))" }
    if panel.data.zeroCount > 0 { text += ", \(NumberText.percent(panel.data.zeroShare)) exactly zero" }
    return text
  }
}
