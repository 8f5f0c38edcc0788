/// The bars and the matrix of a `MissingSpec`.
struct MissingDrawing {
  let spec: MissingSpec
  /// Patterns that there is room for.
  let patternCount: Int

  private let labels: [String]
  private let labelWidth: Double
  private let values: [String]
  private let valueWidth: Double
  private let step: Double
  /// Where bars of columns begin and end, and where the matrix begins, from the left.
  private let barStart: Double
  private let barEnd: Double
  private let matrixStart: Double

  private static let rowHeight = 24.0
  private static let topHeight = 96.0
  private static let size = 11.5
  private static let barColor = Style(fill: .color(SegmentPalette.plain), fillOpacity: 0.88)

  init(spec: MissingSpec, width: Double) {
    self.spec = spec
    labels = spec.columns.map { TextMeasure.truncated($0.name, to: width * 0.3, size: Self.size) }
    labelWidth = labels.map { TextMeasure.width($0, size: Self.size) }.max() ?? 0
    values = spec.columns.map { "\(NumberText.count($0.count)) · \(NumberText.percent(spec.share($0.count)))" }
    valueWidth = values.map { TextMeasure.width($0, size: 11) }.max() ?? 0
    barStart = labelWidth + 8
    let room = width - barStart - valueWidth - 36
    // Bars get by with little: their numbers stand beside them.
    let bars = max(30, min(160, room * 0.35))
    barEnd = barStart + bars
    matrixStart = barEnd + valueWidth + 30
    step = 26
    patternCount = max(1, min(spec.patterns.count, Int((width - matrixStart) / 26)))
  }

  var height: Double { Self.topHeight + Double(max(1, spec.columns.count)) * Self.rowHeight + 6 }

  func marks(in box: Box) -> [Mark] {
    guard !spec.columns.isEmpty else { return FigureFrame.emptyMessage("nothing is missing", in: box) }
    let band = BandScale(
      count: spec.columns.count, from: box.top + Self.topHeight, to: box.bottom - 6, padding: 0.3)
    return headings(in: box) + spec.columns.indices.flatMap { column($0, band, box) }
      + spec.patterns.prefix(patternCount).enumerated().flatMap { pattern($1, at: $0, band, box) }
  }

  private func headings(in box: Box) -> [Mark] {
    let baseline = box.top + Self.topHeight - 8
    let style = TextStyle(size: 11, weight: .bold)
    let right = box.left + matrixStart - step / 2
    let room = box.right - right
    let titles = ["rows that lack the dotted columns", "rows by pattern", "rows"]
    let title = titles.first { TextMeasure.width($0, size: 11, weight: .bold) <= room } ?? ""
    return [
      .text("missing values", Point(box.left + barStart, baseline), style),
      .text(title, Point(right, box.top + 10), style),
    ]
  }

  private func column(_ i: Int, _ band: BandScale, _ box: Box) -> [Mark] {
    let most = Double(spec.columns.map(\.count).max() ?? 1)
    let length = max(1, (barEnd - barStart) * Double(spec.columns[i].count) / max(1, most))
    let baseline = band.center(i) + Self.size * TextMeasure.capHeight / 2
    let name = spec.columns[i].name
    let start = box.left + barStart
    let guide = Point(box.left + matrixStart - step / 2, band.center(i))
    return [
      .text(
        labels[i], Point(start - 8, baseline), TextStyle(size: Self.size, anchor: .end),
        tooltip: labels[i] == name ? nil : name),
      .rect(
        Box(x: start, y: band(i), width: length, height: band.bandwidth), cornerRadius: 1, Self.barColor,
        tooltip: "\(name): \(values[i])"),
      .text(values[i], Point(start + length + 6, baseline), TextStyle(size: 11, paint: .muted)),
      .line(
        guide, Point(guide.x + Double(patternCount) * step, guide.y), Style(stroke: .grid)),
    ]
  }

  private func pattern(_ pattern: MissingSpec.Pattern, at place: Int, _ band: BandScale, _ box: Box) -> [Mark] {
    let x = box.left + matrixStart + Double(place) * step
    let bottom = box.top + Self.topHeight - 22
    let most = Double(spec.patterns.first?.rows ?? 1)
    let length = max(1, 46 * Double(pattern.rows) / max(1, most))
    let tooltip = spec.described(pattern)
    let full = NumberText.count(pattern.rows)
    let label = TextMeasure.width(full, size: 10) <= step - 2 ? full : NumberText.compact(Double(pattern.rows))
    let radius = min(5.5, band.step * 0.3)
    var marks: [Mark] = [
      .rect(
        Box(x: x - 7, y: bottom - length, width: 14, height: length), cornerRadius: 1, Self.barColor, tooltip: tooltip),
      .text(label, Point(x, bottom - length - 4), TextStyle(size: 10, anchor: .middle, paint: .muted)),
    ]
    if let first = pattern.columns.min(), let last = pattern.columns.max(), first < last {
      marks.append(
        .line(
          Point(x, band.center(first)), Point(x, band.center(last)),
          Style(stroke: .color(SegmentPalette.plain), strokeWidth: 2)))
    }
    let lacking = Set(pattern.columns)
    for i in spec.columns.indices {
      let center = Point(x, band.center(i))
      marks.append(
        lacking.contains(i)
          ? .circle(center, radius: radius, Style(fill: .color(SegmentPalette.plain)), tooltip: tooltip)
          : .circle(center, radius: radius * 0.6, Style(fill: .page, stroke: .axis)))
    }
    return marks
  }
}
