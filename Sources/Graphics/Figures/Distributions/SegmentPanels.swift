/// The panels of a histogram by segment.
struct SegmentPanels {
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
    let title = PanelHeading(key: panel.key).marks(in: box)
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
    let notation = panel.data.notation
    let sign = notation.sign(spec.options.currency)
    var left = Axis(side: .left, scale: y, labels: Figure.percentLabel, hasGrid: true, hasLine: false, tickCount: 3)
    left.labelSize = Self.labelSize
    var bottom = Axis(side: .bottom, scale: x, labels: { sign + notation.tick($0) })
    bottom.labelSize = Self.labelSize
    return title + left.marks(around: plot) + bars.marks + bottom.marks(around: plot)
  }
}
