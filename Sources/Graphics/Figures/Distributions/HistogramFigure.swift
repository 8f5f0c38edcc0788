/// One column's histogram.
public struct HistogramSpec: Sendable, Equatable {
  /// An empty title becomes the column's name.
  public var text: FigureText
  public var data: HistogramData
  public var options: FigureOptions

  public init(data: HistogramData, text: FigureText = FigureText(title: ""), options: FigureOptions = .init()) {
    self.data = data
    self.text = text
    self.options = options
  }
}

/// Two columns' histograms side by side.
public struct HistogramPairSpec: Sendable, Equatable {
  /// An empty title becomes both names.
  public var text: FigureText
  public var first: HistogramData
  public var second: HistogramData
  public var options: FigureOptions

  public init(
    first: HistogramData, second: HistogramData, text: FigureText = FigureText(title: ""),
    options: FigureOptions = .init()
  ) {
    self.first = first
    self.second = second
    self.text = text
    self.options = options
  }
}

extension Figure {
  /// Draws a column: share above each bar, mean and median as lines, what is exactly zero hatched.
  public static func histogram(_ spec: HistogramSpec) -> Figure { laidOut(spec, drawnHistogram) }

  private static func drawnHistogram(_ spec: HistogramSpec) -> Figure {
    var text = spec.text
    if text.title.isEmpty { text.title = spec.data.name }
    let subtitle = joined(text.subtitle, spec.data.summary)
    var frame = FigureFrame(text: text, subtitle: subtitle, options: spec.options, contentHeight: 320)
    frame.add(contentsOf: column(spec.data, in: frame.content, options: spec.options))
    return Figure(
      kind: "hist", text: text, subtitle: subtitle,
      description: text.description(after: spec.data.sentence), plain: spec.data.sentence,
      scene: frame.scene)
  }

  /// Draws two columns side by side, each on its own axes.
  public static func histogramPair(_ spec: HistogramPairSpec) -> Figure { laidOut(spec, drawnHistogramPair) }

  private static func drawnHistogramPair(_ spec: HistogramPairSpec) -> Figure {
    var text = spec.text
    if text.title.isEmpty { text.title = "\(spec.first.name) and \(spec.second.name)" }
    var frame = FigureFrame(text: text, subtitle: text.subtitle, options: spec.options, contentHeight: 310)
    let gap = 24.0
    let width = (frame.content.width - gap) / 2
    for (i, data) in [spec.first, spec.second].enumerated() {
      let left = frame.content.left + Double(i) * (width + gap)
      let box = Box(x: left, y: frame.content.top, width: width, height: frame.content.height)
      let title = TextMeasure.truncated(data.name, to: width, size: 13, weight: .bold)
      frame.add(
        .text(
          title, Point(left, box.top + 11), TextStyle(size: 13, weight: .bold),
          tooltip: title == data.name ? nil : data.name))
      for (row, line) in TextMeasure.wrapped(data.summary, to: width, size: 11, limit: 2).enumerated() {
        let baseline = box.top + 27 + 14 * Double(row)
        frame.add(.text(line, Point(left, baseline), TextStyle(size: 11, paint: .muted)))
      }
      frame.add(contentsOf: column(data, in: box.inset(top: 50), options: spec.options))
    }
    let plain = "\(spec.first.sentence). \(spec.second.sentence)"
    return Figure(
      kind: "hist", text: text, description: text.description(after: plain), plain: plain,
      scene: frame.scene)
  }

  private static func column(_ data: HistogramData, in box: Box, options: FigureOptions) -> [Mark] {
    guard let domain = data.domain else {
      return FigureFrame.emptyMessage("\(data.name) has no values to draw", in: box)
    }
    let labelRoom = 16.0
    let highest = HistogramData.highestShare(of: [data])
    var plot = box.inset(top: HistogramPanel.strip + labelRoom, right: 6, bottom: 24)
    let y = ContinuousScale(0...max(highest, 1e-9), from: plot.bottom, to: plot.top)
    let left = Axis(side: .left, scale: y, labels: percentLabel, hasGrid: true, hasLine: false)
    let breadth = max(30, left.breadth(length: plot.height))
    plot = plot.inset(left: breadth)
    let room = data.zerosStandApart ? HistogramPanel.zeroRoom(plot.width) : 0
    let axisPlot = plot.inset(left: room)
    let x = ContinuousScale(domain, from: axisPlot.left, to: plot.right, transform: data.transform)
    let sign = data.notation.sign(options.currency)
    let bottom = Axis(side: .bottom, scale: x, labels: { sign + data.notation.tick($0) })
    var panel = HistogramPanel(
      data: data, x: x, y: y, plot: plot.inset(top: -labelRoom), currency: options.currency)
    panel.labelSize = NarrowLayout.size(box.width < 420 ? 9.5 : 10.5, in: options)
    if data.zerosStandApart { panel.zeros = plot.left...(axisPlot.left - HistogramPanel.zeroGap) }
    return left.marks(around: plot) + panel.marks + bottom.marks(around: axisPlot)
  }

  static func percentLabel(_ share: Double) -> String {
    NumberText.compact((share * 1e6).rounded() / 1e4) + "%"
  }

  /// A title and what follows it, with a colon where the title does not end a sentence itself.
  static func titled(_ title: String, _ rest: String) -> String {
    guard let last = title.last else { return rest }
    return title + (".!?:".contains(last) ? " " : ": ") + rest
  }

  /// What the caller says and what the figure knows, in one line.
  static func joined(_ parts: String...) -> String {
    parts.filter { !$0.isEmpty }.joined(separator: " · ")
  }
}
