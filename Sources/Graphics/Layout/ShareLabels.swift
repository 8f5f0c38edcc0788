/// Percentages above bars, the tallest first, each where it covers neither a bar nor another label.
struct ShareLabels {
  let shares: [Double]
  let bars: [Box]
  /// The pixels of vertical lines that would strike a label through.
  let lines: [Double]
  let size: Double

  func marks(in plot: Box) -> [Mark] {
    // A little beyond the plot on either side, but clear of the axis's labels.
    let bounds = Box(x: plot.left - 4, y: plot.top - size - 4, width: plot.width + 10, height: plot.height + size + 4)
    var placer = LabelPlacer(bounds: bounds, obstacles: bars.filter { $0.height > 0.5 })
    let places = decimals
    // Where there is no room for decimals, "<1%" over every bar of a tail says nothing.
    let least = places > 0 ? 0 : 0.005
    let tallestFirst = shares.indices.filter { shares[$0] > least }.sorted {
      shares[$0] == shares[$1] ? $0 < $1 : shares[$0] > shares[$1]
    }
    return tallestFirst.compactMap { i in
      let label = NumberText.percent(shares[i], decimals: places)
      let width = TextMeasure.width(label, size: size) + 2
      guard let box = placer.place(candidates(above: bars[i], width: width, in: bounds)) else { return nil }
      let style = TextStyle(size: size, anchor: .middle, hasHalo: true)
      return .text(label, Point(box.center.x, bars[i].top - 3.5), style)
    }
  }

  /// Beside a line that would cross the label, else over it: a crossed share is better than none.
  private func candidates(above bar: Box, width: Double, in bounds: Box) -> [Box] {
    let center = bar.center.x
    let top = bar.top - size - 2
    func box(_ left: Double) -> Box { Box(x: left, y: top, width: width, height: size + 1) }
    func isCrossed(_ box: Box) -> Bool { lines.contains { box.left < $0 && $0 < box.right } }
    let centered = box(min(max(center - width / 2, bounds.left), bounds.right - width))
    guard isCrossed(centered) else { return [centered] }
    let reach = max(width, bar.width) * 0.75
    let beside = lines.flatMap { [box($0 + 3), box($0 - 3 - width)] }
      .filter { abs($0.center.x - center) < reach && !isCrossed($0) }
      .sorted { abs($0.center.x - center) < abs($1.center.x - center) }
    return beside + [centered]
  }

  /// One decimal where there is room for it, none where bars are narrow.
  private var decimals: Int {
    let widest = shares.map { TextMeasure.width(NumberText.percent($0), size: size) }.max() ?? 0
    let narrowest = bars.map(\.width).min() ?? 0
    return widest <= narrowest + 3 ? 1 : 0
  }
}
