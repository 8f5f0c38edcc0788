/// The rows of a box figure: names to the left, boxes on a shared axis, everyone's middle half behind all of them.
struct BoxRows {
  let spec: BoxSpec
  let content: Box

  /// For the axis with its title below the rows.
  static let axisHeight = 48.0

  /// Lower rows where there are many.
  static func rowHeight(of count: Int) -> Double {
    switch count {
    case ...1: 110
    case ...6: 62
    default: 52
    }
  }

  var marks: [Mark] {
    let names = GroupNames(groups: spec.groups, room: content.width * 0.32)
    // The margin to the right is for the counts of what lies beyond the axis.
    let plot = content.inset(left: names.width + 10, right: beyondRoom, bottom: Self.axisHeight)
    let x = ContinuousScale(domain, from: plot.left + 6, to: plot.right - 6, transform: spec.transform)
    let sign = spec.notation.sign(spec.options.currency)
    let axis = Axis(
      side: .bottom, scale: x, title: spec.transform == .log ? "\(spec.name) (logarithmic)" : spec.name,
      labels: { [notation = spec.notation] in sign + notation.tick($0) }, hasGrid: true)
    let band = BandScale(count: spec.groups.count, from: plot.top, to: plot.bottom, padding: 0)
    let rows = spec.groups.enumerated().map { i, group in
      BoxRow(
        group: group, x: x, row: Box(x: plot.left, y: band(i), width: plot.width, height: band.step),
        drawsDots: spec.drawsDots, notation: spec.notation, sign: sign)
    }
    var marks = axis.marks(around: plot) + reference(x, plot, beside: rows.flatMap(\.labelBoxes))
    for row in rows {
      marks += names.marks(
        of: row.group, in: Box(x: content.left, y: row.row.y, width: names.width, height: row.row.height))
      marks += row.marks
    }
    return marks
  }

  private var drawn: [BoxData] { spec.groups.filter(\.isDrawn) }

  /// The axis, with a place for every box, mean and whisker.
  private var domain: ClosedRange<Double> {
    let kept = drawn.flatMap { [$0.whiskers.lower, $0.whiskers.upper, $0.firstQuartile, $0.thirdQuartile] }
    let wanted = spec.domain.map { [$0.lowerBound, $0.upperBound] } ?? drawn.flatMap(\.outliers)
    return ContinuousScale.domain(of: kept + wanted) ?? 0...1
  }

  private var beyondRoom: Double {
    let upper = domain.upperBound
    return drawn.contains { $0.outliers.contains { $0 > upper } } ? 52 : 10
  }

  /// Everyone's middle half and median through all rows, but for the numbers that the line would strike through.
  private func reference(_ x: ContinuousScale, _ plot: Box, beside labels: [Box]) -> [Mark] {
    guard spec.groups.count > 1, let everyone = drawn.first(where: { $0.key == nil }) else { return [] }
    let left = x.clamped(everyone.firstQuartile)
    let right = x.clamped(everyone.thirdQuartile)
    let median = x.clamped(everyone.median)
    var line = Path()
    var top = plot.top
    for label in labels.filter({ $0.left <= median && median <= $0.right }).sorted(by: { $0.top < $1.top }) {
      if label.top > top {
        line.move(to: Point(median, top))
        line.line(to: Point(median, label.top))
      }
      top = max(top, label.bottom)
    }
    line.move(to: Point(median, top))
    line.line(to: Point(median, plot.bottom))
    return [
      .rect(
        Box(x: left, y: plot.top, width: max(1, right - left), height: plot.height),
        Style(fill: .muted, fillOpacity: 0.1)),
      .path(
        line, Style(stroke: .muted, strokeWidth: 1.1, dash: [4, 3]),
        tooltip: "everyone's median \(spec.notation.statistic(everyone.median))"),
    ]
  }
}

/// What the groups are called, how many they are.
struct GroupNames {
  let groups: [BoxData]
  let width: Double

  private static let swatch = 18.0

  /// - Parameter room: the widest they may be.
  init(groups: [BoxData], room: Double) {
    self.groups = groups
    let widths = groups.flatMap { group in
      [
        TextMeasure.width(group.heading, size: 12, weight: .bold), TextMeasure.width(Self.extent(group), size: 11),
        TextMeasure.width(group.note, size: 11),
      ]
    }
    width = min(room, Self.swatch + (widths.max() ?? 0) + 2)
  }

  func marks(of group: BoxData, in box: Box) -> [Mark] {
    let room = box.width - Self.swatch
    let left = box.left + Self.swatch
    let heading = TextMeasure.truncated(group.heading, to: room, size: 12, weight: .bold)
    let extent = TextMeasure.truncated(Self.extent(group), to: room, size: 11)
    let tooltip = heading == group.heading ? nil : group.heading
    let note = group.note.isEmpty ? "" : TextMeasure.truncated(group.note, to: room, size: 11)
    let top = box.center.y - (note.isEmpty ? 3 : 10)
    var marks: [Mark] = [
      swatch(group, at: Point(box.left + 6, top - 4)),
      .text(heading, Point(left, top), TextStyle(size: 12, weight: .bold), tooltip: tooltip),
      .text(extent, Point(left, top + 15), TextStyle(size: 11, paint: .muted)),
    ]
    if !note.isEmpty { marks.append(.text(note, Point(left, top + 29), TextStyle(size: 11, paint: .muted))) }
    return marks
  }

  private static func extent(_ group: BoxData) -> String {
    group.key?.extent ?? "\(NumberText.count(group.count)) rows"
  }

  private func swatch(_ group: BoxData, at center: Point) -> Mark {
    guard let look = group.key?.color else {
      return .circle(center, radius: 5, Style(fill: SegmentPalette.noise.paint))
    }
    return .circle(
      center, radius: 5,
      Style(
        fill: look.isHollow ? .page : look.paint, stroke: look.isHollow ? look.paint : look.outline, strokeWidth: 1.4))
  }
}
