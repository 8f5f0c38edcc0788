/// Draws bars with their shares, and lines for mean and median, into a box of a figure.
struct HistogramPanel {
  let data: HistogramData
  let x: ContinuousScale
  let y: ContinuousScale
  /// The box of the bars; the lines' labels stand in the strip above it.
  let plot: Box
  var paint: Paint = .color(SegmentPalette.plain)
  var outline: Paint?
  var isHollow = false
  var labelSize = 10.5
  var currency = ""
  /// Everyone's shares, drawn as an outline to compare with.
  var reference: [Double] = []
  /// Where zeros that stand apart have their bar; nil where they are among the others.
  var zeros: ClosedRange<Double>?
  /// Everyone's share of zeros, drawn to compare with.
  var zeroReference: Double?

  /// What a bar for zeros takes at the left of a logarithmic axis, the gap included.
  static func zeroRoom(_ width: Double) -> Double { min(44, max(24, width * 0.1)) }
  static let zeroGap = 10.0

  /// The height of the strip for the labels of mean and median.
  static let strip = 32.0

  var marks: [Mark] {
    var marks = bars
    if !reference.isEmpty { marks.append(referenceOutline) }
    marks += hatching
    marks += zeroBar
    marks += statistics
    return marks + shareLabels
  }

  private func box(ofBin i: Int, share: Double) -> Box {
    let left = x(data.edges[i])
    let right = x(data.edges[i + 1])
    let gap = right - left > 4 ? 0.5 : 0
    let top = y(share)
    return Box(x: left + gap, y: top, width: max(0.4, right - left - 2 * gap), height: plot.bottom - top)
  }

  private var bars: [Mark] {
    data.shares.enumerated().compactMap { i, share in
      guard share > 0 else { return nil }
      let tooltip = "\(data.binText(i)): \(NumberText.count(data.counts[i])) rows, \(NumberText.percent(share))"
      let style =
        isHollow
        ? Style(fill: .page, stroke: paint, strokeWidth: 1.5)
        : Style(fill: paint, stroke: outline, strokeWidth: 0.8, fillOpacity: 0.82)
      return .rect(box(ofBin: i, share: share), style, tooltip: tooltip)
    }
  }

  /// The bar of those that are exactly zero, left of an axis that has no place for them.
  private var zeroBar: [Mark] {
    guard let zeros else { return [] }
    let isBroken = data.zeroShare > y.domain.upperBound * 1.0001
    let height = y(min(data.zeroShare, y.domain.upperBound))
    let bar = Box(
      x: zeros.lowerBound, y: height, width: zeros.upperBound - zeros.lowerBound, height: plot.bottom - height)
    var marks: [Mark] = [
      .line(Point(bar.left, plot.bottom), Point(bar.right, plot.bottom), Style(stroke: .axis)),
      .text(
        "0", Point(bar.center.x, plot.bottom + 7 + labelSize),
        TextStyle(size: labelSize, anchor: .middle, paint: .muted)),
    ]
    let tooltip = "exactly zero: \(NumberText.count(data.zeroCount)) rows, \(NumberText.percent(data.zeroShare))"
    if data.zeroCount > 0 {
      marks.append(
        .rect(
          bar, isHollow ? Style(fill: .page, stroke: paint, strokeWidth: 1.5) : Style(fill: paint, fillOpacity: 0.82),
          tooltip: tooltip))
      marks += hatches(in: bar, tooltip)
      if isBroken {
        let (left, right) = (Point(bar.left - 2, bar.top + 14), Point(bar.right + 2, bar.top + 8))
        marks.append(.line(left, right, Style(stroke: .page, strokeWidth: 5)))
      }
      marks.append(
        .text(
          NumberText.percent(data.zeroShare, decimals: 0), Point(bar.center.x, bar.top - 3.5),
          TextStyle(size: labelSize, anchor: .middle, hasHalo: true)))
    }
    if let share = zeroReference {
      guard share <= y.domain.upperBound else { return marks }
      let level = y(share)
      marks.append(.line(Point(bar.left, level), Point(bar.right, level), Style(stroke: .muted, strokeWidth: 1.1)))
    }
    return marks
  }

  /// The part of a bar that is exactly zero, which is often a decision and not a small amount.
  private var hatching: [Mark] {
    guard data.zeroCount > 0, data.zeroShare > 0.002,
      let i = data.counts.indices.first(where: { bin in
        data.edges[bin] <= 0 && (0 < data.edges[bin + 1] || (bin == data.counts.count - 1 && data.edges[bin + 1] == 0))
      })
    else { return [] }
    let tooltip = "exactly zero: \(NumberText.count(data.zeroCount)) rows, \(NumberText.percent(data.zeroShare))"
    return hatches(in: box(ofBin: i, share: min(data.zeroShare, data.shares[i])), tooltip)
  }

  private func hatches(in area: Box, _ tooltip: String) -> [Mark] {
    var path = Path()
    // Diagonals of a square lattice, cut to the area.
    for offset in stride(from: 4.0, to: area.width + area.height, by: 4) {
      let fromX = min(offset, area.width)
      let toX = max(0, offset - area.height)
      path.move(to: Point(area.left + fromX, area.bottom - (offset - fromX)))
      path.line(to: Point(area.left + toX, area.bottom - (offset - toX)))
    }
    let top = Path([Point(area.left, area.top), Point(area.right, area.top)])
    return [
      .path(path, Style(stroke: .page, strokeWidth: 1.2, strokeOpacity: 0.85)),
      .path(top, Style(stroke: .page, strokeWidth: 1.5)),
      .rect(area, Style(fill: paint, fillOpacity: 0), tooltip: tooltip),
    ]
  }

  private var referenceOutline: Mark {
    var path = Path()
    for (i, share) in reference.enumerated() where i + 1 < data.edges.count {
      let level = y(min(share, y.domain.upperBound))
      if i == 0 { path.move(to: Point(x(data.edges[0]), level)) }
      path.line(to: Point(x(data.edges[i]), level))
      path.line(to: Point(x(data.edges[i + 1]), level))
    }
    return .path(path, Style(stroke: .muted, strokeWidth: 1.1))
  }

  private var shareLabels: [Mark] {
    let boxes = data.shares.indices.map { box(ofBin: $0, share: data.shares[$0]) }
    let lines = [data.mean, data.median].filter { $0.isFinite && x.domain.contains($0) }.map { x($0) }
    return ShareLabels(shares: data.shares, bars: boxes, lines: lines, size: labelSize).marks(in: plot)
  }

  // MARK: Mean and median

  private var statistics: [Mark] {
    let lines = [
      (name: "median", value: data.median, dash: [Double]()), (name: "mean", value: data.mean, dash: [5.0, 3]),
    ].filter { $0.value.isFinite && x.domain.contains($0.value) }
    let left = plot.left
    let ordered = lines.sorted { $0.value < $1.value }
    let labels = ordered.map { "\($0.name) \(signed($0.value))" }
    let positions = ordered.map { x($0.value) }
    let places = LineLabels(left: left, right: plot.right, size: labelSize + 0.5).places(labels, at: positions)
    return zip(ordered, zip(labels, zip(positions, places))).flatMap { line, rest -> [Mark] in
      let (label, (position, place)) = rest
      let top = plot.top - Self.strip + Double(place.row) * 15
      return [
        .line(
          Point(position, top + 3), Point(position, plot.bottom),
          Style(stroke: .text, strokeWidth: 1.4, dash: line.dash), tooltip: label),
        .text(
          label, Point(place.x, top + 12),
          TextStyle(size: labelSize + 0.5, weight: .bold, anchor: place.anchor, hasHalo: true)),
      ]
    }
  }

  private func signed(_ value: Double) -> String {
    data.notation.sign(currency) + data.statistic(value)
  }
}
