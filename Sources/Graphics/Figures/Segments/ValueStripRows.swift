/// The rows of a figure of strips: names to the left, dots over a shared axis, mean and verdict to the right.
struct ValueStripRows {
  let spec: ValueStripsSpec
  let box: Box

  static let headHeight = 18.0
  static let footHeight = 46.0
  private static let radius = 3.0

  /// NaN when there is none.
  static func mean(_ values: [Double]) -> Double {
    let finite = values.filter(\.isFinite)
    return finite.reduce(0, +) / Double(finite.count)
  }

  var marks: [Mark] {
    guard !spec.strips.isEmpty else { return FigureFrame.emptyMessage("there are no values to draw", in: box) }
    let headings = widest(spec.strips.map(\.key.heading), size: 12, weight: .bold)
    let names = min(box.width * 0.3, max(headings, widest(spec.strips.map(\.key.extent), size: 11)) + 18)
    let verdicts = min(box.width * 0.24, max(34, widest(spec.strips.map(\.verdict), size: 11) + 2))
    let plot = box.inset(
      left: names + 10, top: Self.headHeight, right: verdicts + 12, bottom: Self.footHeight)
    // Dots at the ends stay whole.
    let x = ContinuousScale(spec.domain, from: plot.left + Self.radius + 1, to: plot.right - Self.radius - 1)
    let rows = BandScale(count: spec.strips.count, from: plot.top, to: plot.bottom, padding: 0.1)
    let axis = Axis(side: .bottom, scale: x, title: spec.measure)
    return axis.marks(around: plot) + spec.thresholds.flatMap { threshold($0, x, plot) }
      + spec.strips.indices.flatMap { i -> [Mark] in
        let band = Box(x: plot.x, y: rows(i), width: plot.width, height: rows.bandwidth)
        let strip = spec.strips[i]
        return separator(above: band, isFirst: i == 0) + name(strip.key, band) + dots(strip, x, band)
          + mean(strip, x, band, room: verdicts)
      }
  }

  private func widest(_ texts: [String], size: Double, weight: FontWeight = .regular) -> Double {
    texts.map { TextMeasure.width($0, size: size, weight: weight) }.max() ?? 0
  }

  private func separator(above band: Box, isFirst: Bool) -> [Mark] {
    guard !isFirst else { return [] }
    let y = band.top - band.height / 0.9 * 0.05
    return [.line(Point(box.left, y), Point(box.right, y), Style(stroke: .grid))]
  }

  private func threshold(_ threshold: ValueStripsSpec.Threshold, _ x: ContinuousScale, _ plot: Box) -> [Mark] {
    guard x.domain.contains(threshold.value) else { return [] }
    let position = x(threshold.value)
    let room = threshold.isAbove ? box.right - position : position - box.left
    let label = TextMeasure.truncated(threshold.label, to: room - 2, size: 11)
    return [
      .line(Point(position, plot.top - 4), Point(position, plot.bottom), Style(stroke: .muted, dash: [4, 3])),
      .text(
        label, Point(position + (threshold.isAbove ? 4 : -4), plot.top - 7),
        TextStyle(size: 11, anchor: threshold.isAbove ? .start : .end, paint: .muted), tooltip: threshold.label),
    ]
  }

  private func name(_ key: SegmentKey, _ band: Box) -> [Mark] {
    let room = band.left - 10 - box.left - 16
    let heading = TextMeasure.truncated(key.heading, to: room, size: 12, weight: .bold)
    let extent = TextMeasure.truncated(key.extent, to: room, size: 11)
    let style =
      key.color.isHollow
      ? Style(fill: .page, stroke: key.color.paint, strokeWidth: 2.2)
      : Style(fill: key.color.paint, stroke: key.color.outline, strokeWidth: 1)
    let middle = band.center.y
    return [
      .circle(Point(box.left + 6, middle - 5), radius: 5, style),
      .text(
        heading, Point(box.left + 16, middle - 1), TextStyle(size: 12, weight: .bold),
        tooltip: heading == key.heading ? nil : key.heading),
      .text(extent, Point(box.left + 16, middle + 13), TextStyle(size: 11, paint: .muted)),
    ]
  }

  private func dots(_ strip: ValueStripsSpec.Strip, _ x: ContinuousScale, _ band: Box) -> [Mark] {
    let values = Self.quantileDots(strip.values)
    guard !values.isEmpty else {
      return [.text("no value", Point(band.left + 4, band.center.y + 4), TextStyle(size: 11, paint: .muted))]
    }
    let offsets = DotStack.offsets(of: values.map { x.clamped($0) }, radius: Self.radius, room: band.height)
    let color = strip.key.color
    let tooltips = values.map { "\(strip.key.heading): \(NumberText.decimals($0, 3))" }
    return [
      .points(
        Points(
          positions: zip(values, offsets).map { Point(x.clamped($0), band.center.y + $1) }, radius: Self.radius,
          paint: color.paint, opacity: 0.8, outline: color.outline, isHollow: color.isHollow, tooltips: tooltips))
    ]
  }

  private func mean(_ strip: ValueStripsSpec.Strip, _ x: ContinuousScale, _ band: Box, room: Double) -> [Mark] {
    let mean = Self.mean(strip.values)
    guard mean.isFinite else { return [] }
    let position = x.clamped(mean)
    let label = NumberText.decimals(mean, 2)
    let left = box.right - room
    let top = Point(position, band.top + 2)
    let bottom = Point(position, band.bottom - 2)
    let verdict = TextMeasure.wrapped(strip.verdict, to: room, size: 11, limit: 2)
    let first = band.center.y - 1 - (verdict.count > 1 ? 5 : 0)
    return [
      // The page's colour around the line keeps it apart from the dots.
      .line(top, bottom, Style(stroke: .page, strokeWidth: 4.6)),
      .line(top, bottom, Style(stroke: .text, strokeWidth: 2.2), tooltip: "\(strip.key.heading): mean \(label)"),
      .text(label, Point(left, first), TextStyle(size: 12, weight: .bold)),
    ]
      + verdict.enumerated().map { i, line in
        .text(
          line, Point(left, first + 13 + 12 * Double(i)), TextStyle(size: 11, paint: .muted), tooltip: strip.verdict)
      }
  }

  /// The finite values, rising; of more than `mostDots` that many quantiles, in the middle of their shares.
  private static func quantileDots(_ values: [Double]) -> [Double] {
    let sorted = values.filter(\.isFinite).sorted()
    let most = ValueStripsSpec.mostDots
    guard sorted.count > most else { return sorted }
    return (0..<most).map { sorted[(2 * $0 + 1) * sorted.count / (2 * most)] }
  }
}

/// Dots on one axis, moved aside where they would lie upon one another.
enum DotStack {
  /// How far aside each dot goes, in pixels, 0 where there is room on the line.
  /// - Parameters:
  ///   - positions: pixels, rising.
  ///   - room: the height that all may take; where it is short, dots overlap.
  static func offsets(of positions: [Double], radius: Double, room: Double) -> [Double] {
    // The last dot of each lane; lanes are 0 for the line itself, then alternately below and above it.
    var ends: [Double] = []
    let lanes = positions.map { position -> Int in
      let free = ends.firstIndex { position - $0 >= 2 * radius }
      let lane = free ?? ends.count
      if free == nil { ends.append(position) } else { ends[lane] = position }
      return lane
    }
    let step = min(2 * radius, (room - 2 * radius - 2) / Double(max(1, ends.count)))
    return lanes.map { lane in Double((lane + 1) / 2) * (lane % 2 == 0 ? -step : step) }
  }
}
