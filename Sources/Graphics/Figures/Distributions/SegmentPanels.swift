/// The panels of a histogram by segment.
struct SegmentPanels {
  let spec: SegmentedHistogramSpec
  let grid: PanelGrid
  let content: Box

  private var labelSize: Double { NarrowLayout.size(9.5, in: spec.options) }

  var marks: [Mark] {
    guard let domain = spec.panels.lazy.compactMap(\.data.domain).first else {
      return FigureFrame.emptyMessage("there are no values to draw", in: content)
    }
    let highest = HistogramData.highestShare(of: spec.panels.map(\.data))
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

  /// Everyone's share of zeros, where they stand apart.
  private var zeroShare: Double? {
    guard hasZeroBars, spec.panels.count > 1 else { return nil }
    let total = Double(max(1, spec.panels.reduce(0) { $0 + $1.data.total }))
    return Double(spec.panels.reduce(0) { $0 + $1.data.zeroCount }) / total
  }

  /// All panels have a place for zeros where one has any, since they share the axis.
  private var hasZeroBars: Bool { spec.panels.contains { $0.data.zerosStandApart } }

  private func panel(
    _ panel: SegmentedHistogramSpec.Panel, in box: Box, domain: ClosedRange<Double>, highest: Double,
    everyone: [Double]
  ) -> [Mark] {
    let title = PanelHeading(key: panel.key).marks(in: box)
    let plot = box.inset(left: 32, top: 20 + HistogramPanel.strip + 12, right: 4, bottom: 30)
    guard panel.data.domain != nil else {
      return title + FigureFrame.emptyMessage("no values", in: plot)
    }
    let room = hasZeroBars ? HistogramPanel.zeroRoom(plot.width) : 0
    let axisPlot = plot.inset(left: room)
    let x = ContinuousScale(domain, from: axisPlot.left, to: plot.right, transform: panel.data.transform)
    let y = ContinuousScale(0...max(highest, 1e-9), from: plot.bottom, to: plot.top)
    let look = panel.key.color
    var bars = HistogramPanel(
      data: panel.data, x: x, y: y, plot: plot.inset(top: -12), paint: look.paint, outline: look.outline,
      isHollow: look.isHollow, labelSize: labelSize, currency: spec.options.currency)
    bars.reference = everyone
    if hasZeroBars { bars.zeros = plot.left...(axisPlot.left - HistogramPanel.zeroGap) }
    bars.zeroReference = zeroShare
    let notation = panel.data.notation
    let sign = notation.sign(spec.options.currency)
    var left = Axis(side: .left, scale: y, labels: Figure.percentLabel, hasGrid: true, hasLine: false, tickCount: 3)
    left.labelSize = labelSize
    var bottom = Axis(side: .bottom, scale: x, labels: { sign + notation.tick($0) })
    bottom.labelSize = labelSize
    return title + left.marks(around: plot) + bars.marks + bottom.marks(around: axisPlot)
  }
}
