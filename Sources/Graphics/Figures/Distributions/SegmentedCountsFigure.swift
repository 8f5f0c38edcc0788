/// How often each value of a text column occurs in every segment.
public struct SegmentedCountsSpec: Sendable, Equatable {
  /// One segment's rows.
  public struct Panel: Sendable, Equatable {
    public var key: SegmentKey
    /// Rows with each of the values.
    public var counts: [Int]
    public var missingCount: Int

    public init(key: SegmentKey, counts: [Int], missingCount: Int = 0) {
      self.key = key
      self.counts = counts
      self.missingCount = missingCount
    }

    var total: Int { counts.reduce(0, +) }
    func share(of value: Int) -> Double { Double(counts[value]) / Double(max(1, total)) }
  }

  /// An empty title becomes the column's name.
  public var text: FigureText
  /// The column's name.
  public var name: String
  /// The same in every panel, in the order of the rows.
  public var values: [String]
  public var panels: [Panel]
  public var options: FigureOptions

  public init(
    name: String, values: [String], panels: [Panel], text: FigureText = FigureText(title: ""),
    options: FigureOptions = .init()
  ) {
    precondition(panels.allSatisfy { $0.counts.count == values.count }, "a segment has a count for each value")
    self.name = name
    self.values = values
    self.panels = panels
    self.text = text
    self.options = options
  }

  /// Everyone's share of each value, from the segments' counts.
  var overall: [Double] {
    let total = Double(max(1, panels.reduce(0) { $0 + $1.total }))
    return values.indices.map { value in Double(panels.reduce(0) { $0 + $1.counts[value] }) / total }
  }
}

extension Figure {
  /// Draws a panel a segment: a bar a value with its share of the segment, and a line where everyone's ends.
  public static func segmentedCounts(_ spec: SegmentedCountsSpec) -> Figure { laidOut(spec, drawnSegmentedCounts) }

  private static func drawnSegmentedCounts(_ spec: SegmentedCountsSpec) -> Figure {
    var text = spec.text
    let grouping = spec.panels.first?.key.grouping
    if text.title.isEmpty { text.title = "\(spec.name) by \(grouping ?? "segment")" }
    let missing = spec.panels.reduce(0) { $0 + $1.missingCount }
    let subtitle = joined(
      text.subtitle, "Share of the \(grouping == nil ? "segment" : "group")'s rows",
      spec.panels.count > 1 ? "line: everyone" : "",
      missing > 0 ? "\(NumberText.count(missing)) missing" : "")
    let grid = PanelGrid(count: spec.panels.count, width: FigureFrame.contentWidth(spec.options))
    let height = CountsPanel.headingHeight + Double(max(1, spec.values.count)) * 19 + 16
    var frame = FigureFrame(
      text: text, subtitle: subtitle, options: spec.options, contentHeight: Double(grid.rows) * height)
    if spec.values.isEmpty {
      frame.add(contentsOf: FigureFrame.emptyMessage("\(spec.name) has no values to draw", in: frame.content))
    }
    let everyone = spec.overall
    let most = (spec.panels.flatMap { panel in spec.values.indices.map { panel.share(of: $0) } } + everyone).max() ?? 1
    for (i, panel) in spec.panels.enumerated() where !spec.values.isEmpty {
      let drawing = CountsPanel(
        panel: panel, values: spec.values, everyone: spec.panels.count > 1 ? everyone : [], most: most,
        box: grid.box(i, in: frame.content))
      frame.add(contentsOf: drawing.marks)
    }
    let plain = titled(text.title, spec.panels.map { sentence($0, spec) }.joined(separator: "; "))
    return Figure(
      kind: "hist", text: text, subtitle: subtitle, description: text.description(after: plain), plain: plain,
      scene: frame.scene)
  }

  private static func sentence(_ panel: SegmentedCountsSpec.Panel, _ spec: SegmentedCountsSpec) -> String {
    guard panel.total > 0 else { return "\(panel.key.heading) has no values" }
    let order = spec.values.indices.sorted { (panel.counts[$1], $0) < (panel.counts[$0], $1) }
    let list = order.prefix(3).filter { panel.counts[$0] > 0 }
      .map { "\(spec.values[$0]) \(NumberText.percent(panel.share(of: $0)))" }
    return "\(panel.key.heading), \(panel.key.extent): \(list.joined(separator: ", "))"
  }
}

/// One segment's bars.
struct CountsPanel {
  let panel: SegmentedCountsSpec.Panel
  let values: [String]
  /// Everyone's share of each value; empty where there is nobody to compare with.
  let everyone: [Double]
  /// The largest share in any panel, which the axes share.
  let most: Double
  let box: Box

  static let headingHeight = 26.0

  var marks: [Mark] {
    let title = PanelHeading(key: panel.key).marks(in: box)
    let rows = box.inset(top: Self.headingHeight, right: 6, bottom: 16)
    guard panel.total > 0 else { return title + FigureFrame.emptyMessage("no values", in: rows) }
    let size = 11.0
    let names = values.map { TextMeasure.truncated($0, to: rows.width * 0.4, size: size) }
    let nameWidth = names.map { TextMeasure.width($0, size: size) }.max() ?? 0
    let valueWidth = TextMeasure.width("100.0%", size: size)
    let start = rows.left + nameWidth + 8
    let x = ContinuousScale(0...max(most, 1e-9), from: start, to: max(start + 20, rows.right - valueWidth - 6))
    let band = BandScale(count: values.count, from: rows.top, to: rows.bottom, padding: 0.26)
    let look = panel.key.color
    let style =
      look.isHollow
      ? Style(fill: .page, stroke: look.paint, strokeWidth: 2)
      : Style(fill: look.paint, stroke: look.outline, fillOpacity: 0.88)
    return title
      + values.indices.flatMap { i -> [Mark] in
        let share = panel.share(of: i)
        let baseline = band.center(i) + size * TextMeasure.capHeight / 2
        let length = max(panel.counts[i] > 0 ? 1 : 0, x(share) - start)
        let label = "\(NumberText.percent(share))"
        let end = everyone.isEmpty ? start + length : max(start + length, x(everyone[i]))
        return [
          .text(
            names[i], Point(start - 8, baseline), TextStyle(size: size, anchor: .end),
            tooltip: names[i] == values[i] ? nil : values[i]),
          .rect(
            Box(x: start, y: band(i), width: length, height: band.bandwidth), cornerRadius: 1, style,
            tooltip: "\(values[i]): \(NumberText.count(panel.counts[i])) rows, \(label) of \(panel.key.heading)"),
        ] + reference(i, x, band) + [.text(label, Point(end + 6, baseline), TextStyle(size: size, paint: .muted))]
      }
  }

  private func reference(_ i: Int, _ x: ContinuousScale, _ band: BandScale) -> [Mark] {
    guard !everyone.isEmpty else { return [] }
    let (top, bottom) = (Point(x(everyone[i]), band(i) - 2), Point(x(everyone[i]), band(i) + band.bandwidth + 2))
    return [
      .line(top, bottom, Style(stroke: .page, strokeWidth: 4)),
      .line(
        top, bottom, Style(stroke: .text, strokeWidth: 1.6), tooltip: "everyone: \(NumberText.percent(everyone[i]))"),
    ]
  }
}
