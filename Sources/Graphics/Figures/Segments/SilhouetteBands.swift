/// The bands of a silhouette plot with their labels.
struct SilhouetteBands {
  /// One segment, ready to be drawn.
  struct Summary {
    let key: SegmentKey
    /// Falling.
    let values: [Double]
    let mean: Double
    let negatives: Int
  }

  /// What the labels of the mean and the axis take above and below the bands.
  static let margins = 64.0
  private static let gap = 8.0

  let spec: SilhouetteSpec
  let box: Box
  let summaries: [Summary]

  init(spec: SilhouetteSpec, box: Box) {
    self.spec = spec
    self.box = box
    summaries = spec.segments.map { segment in
      let values = segment.values.filter(\.isFinite).sorted(by: >)
      let mean = values.isEmpty ? .nan : values.reduce(0, +) / Double(values.count)
      return Summary(key: segment.key, values: values, mean: mean, negatives: values.count { $0 < 0 })
    }
  }

  var marks: [Mark] {
    guard summaries.contains(where: { !$0.values.isEmpty }) else {
      return FigureFrame.emptyMessage("there are no silhouettes to draw", in: box)
    }
    let plot = box.inset(left: labelWidth + 12, top: 22, right: figuresWidth + 10, bottom: 42)
    let x = ContinuousScale(domain, from: plot.left, to: plot.right)
    let axis = Axis(side: .bottom, scale: x, title: "silhouette", hasGrid: true)
    var marks = axis.marks(around: plot)
    marks.append(
      .text(
        "mean", Point(box.right, plot.top - 6), TextStyle(size: 11, anchor: .end, paint: .muted)))
    var top = plot.top
    for (summary, height) in zip(summaries, heights(of: plot.height)) {
      let band = Box(x: plot.x, y: top, width: plot.width, height: height)
      marks += area(summary, band, x) + labels(summary, band)
      top += height + Self.gap
    }
    marks.append(.line(Point(x(0), plot.top), Point(x(0), plot.bottom), Style(stroke: .axis)))
    return marks + meanLine(x, plot)
  }

  // MARK: Room

  /// Round ends, zero always among them.
  private var domain: ClosedRange<Double> {
    let low = summaries.compactMap(\.values.last).min() ?? 0
    let high = max(spec.mean.isFinite ? spec.mean : 0, summaries.compactMap(\.values.first).max() ?? 0)
    let start = max(-1, min(0, (low * 10).rounded(.down) / 10))
    return start...min(1, max(start + 0.2, (high * 10).rounded(.up) / 10))
  }

  /// In proportion to the sizes, but none too low to be seen.
  private func heights(of height: Double) -> [Double] {
    let room = max(0, height - Self.gap * Double(summaries.count - 1))
    let least = min(28, room / Double(summaries.count))
    var isLow = summaries.map { _ in false }
    // Raising the low ones takes from the others, of which some may then be too low.
    while true {
      let left = room - least * Double(isLow.count { $0 })
      let rows = zip(summaries, isLow).reduce(0) { $0 + ($1.1 ? 0 : $1.0.values.count) }
      let heights = zip(summaries, isLow).map { summary, low in
        low ? least : left * Double(summary.values.count) / Double(max(1, rows))
      }
      let added = heights.indices.filter { !isLow[$0] && heights[$0] < least - 1e-9 }
      if added.isEmpty { return heights }
      for i in added { isLow[i] = true }
    }
  }

  private func title(_ key: SegmentKey) -> String {
    key.name.isEmpty ? key.heading : "\(key.number) \(key.name)"
  }

  private var labelWidth: Double {
    let widest = summaries.map { summary in
      max(
        TextMeasure.width(title(summary.key), size: 12, weight: .bold),
        TextMeasure.width(summary.key.extent, size: 11))
    }
    return min(box.width * 0.3, (widest.max() ?? 0) + 18)
  }

  private var figuresWidth: Double {
    summaries.map { TextMeasure.width(negatives($0), size: 11) }.reduce(34, max)
  }

  private func negatives(_ summary: Summary) -> String {
    guard summary.negatives > 0 else { return "none below 0" }
    // A count of some customers would be read beside the size of all.
    let isOfSome = summary.values.count < summary.key.size
    let share = Double(summary.negatives) / Double(summary.values.count)
    return "\(isOfSome ? NumberText.percent(share) : NumberText.count(summary.negatives)) below 0"
  }

  // MARK: Bands

  private func area(_ summary: Summary, _ band: Box, _ x: ContinuousScale) -> [Mark] {
    let steps = Self.steps(summary.values, count: Int(band.height.rounded()))
    guard !steps.isEmpty else { return [] }
    let positives = steps.prefix { $0 >= 0 }.count
    let step = band.height / Double(steps.count)
    let zero = x(0)
    func path(_ range: Range<Int>) -> Path {
      var path = Path()
      path.move(to: Point(zero, band.top + Double(range.lowerBound) * step))
      for i in range {
        path.line(to: Point(x(steps[i]), band.top + Double(i) * step))
        path.line(to: Point(x(steps[i]), band.top + Double(i + 1) * step))
      }
      path.line(to: Point(zero, band.top + Double(range.upperBound) * step))
      path.close()
      return path
    }
    let look = summary.key.color
    let tooltip =
      "\(summary.key.heading): mean \(NumberText.decimals(summary.mean, 3)), "
      + "\(NumberText.count(summary.negatives)) of \(NumberText.count(summary.values.count)) below 0"
    var marks: [Mark] = []
    if positives > 0 {
      let style =
        look.isHollow
        ? Style(fill: .page, stroke: look.paint, strokeWidth: 2)
        : Style(fill: look.paint, stroke: look.outline, fillOpacity: 0.85)
      marks.append(.path(path(0..<positives), style, tooltip: tooltip))
    }
    if positives < steps.count {
      // Left of zero, and with a rim: two marks besides the colour.
      let style = Style(
        fill: look.isHollow ? .page : look.paint, stroke: .text, strokeWidth: 1, fillOpacity: look.isHollow ? 1 : 0.85)
      marks.append(.path(path(positives..<steps.count), style, tooltip: tooltip))
    }
    if let least = summary.values.last, least < min(0, steps[steps.count - 1]) {
      // A few rows among thousands do not make a step, and are the ones looked for.
      let reach = (Point(zero, band.bottom), Point(x(least), band.bottom))
      marks.append(
        .line(reach.0, reach.1, Style(stroke: .text), tooltip: "least: \(NumberText.decimals(least, 3))"))
    }
    let own = x(summary.mean)
    marks.append(.line(Point(own, band.top), Point(own, band.bottom), Style(stroke: .page, strokeWidth: 3.4)))
    marks.append(.line(Point(own, band.top), Point(own, band.bottom), Style(stroke: .text, strokeWidth: 1.6)))
    return marks
  }

  /// Sorted values as at most `count` steps, each the mean of the rows it stands for.
  static func steps(_ sorted: [Double], count: Int) -> [Double] {
    let count = min(sorted.count, max(1, count))
    return (0..<count).map { i in
      let rows = sorted[i * sorted.count / count..<(i + 1) * sorted.count / count]
      return rows.reduce(0, +) / Double(rows.count)
    }
  }

  private func labels(_ summary: Summary, _ band: Box) -> [Mark] {
    let hasTwoLines = band.height >= 26
    let y = band.center.y + (hasTwoLines ? -2 : 4)
    let look = summary.key.color
    let swatch = Style(
      fill: look.isHollow ? .page : look.paint, stroke: look.isHollow ? look.paint : look.outline, strokeWidth: 1.4)
    let full = title(summary.key)
    let shown = TextMeasure.truncated(full, to: labelWidth - 16, size: 12, weight: .bold)
    var marks: [Mark] = [
      .circle(Point(box.left + 6, y - 4), radius: 5, swatch),
      .text(
        shown, Point(box.left + 16, y), TextStyle(size: 12, weight: .bold),
        tooltip: shown == full && hasTwoLines ? nil : "\(summary.key.heading), \(summary.key.extent)"),
      .text(
        NumberText.decimals(summary.mean, 2), Point(box.right, y), TextStyle(size: 12, weight: .bold, anchor: .end)),
    ]
    guard hasTwoLines else { return marks }
    marks.append(
      .text(
        TextMeasure.truncated(summary.key.extent, to: labelWidth - 16, size: 11), Point(box.left + 16, y + 14),
        TextStyle(size: 11, paint: .muted)))
    marks.append(.text(negatives(summary), Point(box.right, y + 14), TextStyle(size: 11, anchor: .end, paint: .muted)))
    return marks
  }

  private func meanLine(_ x: ContinuousScale, _ plot: Box) -> [Mark] {
    guard spec.mean.isFinite else { return [] }
    let position = x(spec.mean)
    let label = "mean of all \(spec.meanInWords)"
    let half = TextMeasure.width(label, size: 11, weight: .bold) / 2
    let center = min(max(position, plot.left + half), plot.right - half)
    return [
      .line(
        Point(position, plot.top - 2), Point(position, plot.bottom),
        Style(stroke: .text, strokeWidth: 1.2, dash: [5, 3])),
      .text(label, Point(center, plot.top - 7), TextStyle(size: 11, weight: .bold, anchor: .middle, hasHalo: true)),
    ]
  }
}
