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
    return tallestFirst.flatMap { i -> [Mark] in
      let label = NumberText.percent(shares[i], decimals: places)
      let width = TextMeasure.width(label, size: size) + 2
      // Over the middle of the bar, else moved away from a taller neighbour.
      let lefts = [bars[i].center.x - width / 2, bars[i].left, bars[i].right - width]
      let candidates = lefts.map { left in
        Box(
          x: min(max(left, bounds.left), bounds.right - width), y: bars[i].top - size - 2, width: width,
          height: size + 1)
      }
      guard let box = placer.place(candidates) else { return [] }
      let style = TextStyle(size: size, anchor: .middle, hasHalo: true)
      let text = Mark.text(label, Point(box.center.x, bars[i].top - 3.5), style)
      return lines.contains { box.left < $0 && $0 < box.right } ? [mask(box), text] : [text]
    }
  }

  /// Breaks a line that would strike a label through.
  private func mask(_ box: Box) -> Mark {
    .rect(box, Style(fill: .page))
  }

  /// One decimal where there is room for it, none where bars are narrow.
  private var decimals: Int {
    let widest = shares.map { TextMeasure.width(NumberText.percent($0), size: size) }.max() ?? 0
    let narrowest = bars.map(\.width).min() ?? 0
    return widest <= narrowest + 3 ? 1 : 0
  }
}
