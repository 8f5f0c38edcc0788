/// How often each value of a text column occurs.
public struct CountsSpec: Sendable, Equatable {
  /// An empty title becomes the column's name.
  public var text: FigureText
  /// The column's name.
  public var name: String
  /// Values and their rows, in any order.
  public var counts: [(value: String, count: Int)] {
    get { entries.map { ($0.value, $0.count) } }
    set { entries = newValue.map { Entry(value: $0.value, count: $0.count) } }
  }
  public var missingCount: Int
  /// How many values have a bar of their own; the rest are one bar, `other (n)`.
  public var limit: Int
  public var options: FigureOptions

  private struct Entry: Sendable, Equatable {
    var value: String
    var count: Int
  }

  private var entries: [Entry] = []

  public init(
    name: String, counts: [(value: String, count: Int)], missingCount: Int = 0, limit: Int = 15,
    text: FigureText = FigureText(title: ""), options: FigureOptions = .init()
  ) {
    self.name = name
    self.missingCount = missingCount
    self.limit = max(1, limit)
    self.text = text
    self.options = options
    self.counts = counts
  }
}

extension Figure {
  /// Draws horizontal bars, the most frequent value first (of equals, the first in the alphabet).
  public static func counts(_ spec: CountsSpec) -> Figure {
    var text = spec.text
    if text.title.isEmpty { text.title = spec.name }
    let total = spec.counts.reduce(0) { $0 + $1.count }
    let ranked = spec.counts.sorted { ($1.count, $0.value) < ($0.count, $1.value) }
    // One value over the limit is better shown than called "other (1)".
    let shown = ranked.count <= spec.limit + 1 ? ranked : Array(ranked.prefix(spec.limit))
    let rest = ranked.dropFirst(shown.count)
    var subtitle = joined(
      text.subtitle, "\(NumberText.count(total)) rows", "\(NumberText.count(spec.counts.count)) values")
    if spec.missingCount > 0 {
      let share = Double(spec.missingCount) / Double(total + spec.missingCount)
      subtitle = joined(subtitle, "\(NumberText.count(spec.missingCount)) missing (\(NumberText.percent(share)))")
    }
    var bars = shown.map { Bar(label: $0.value, value: Double($0.count), share: share($0.count, of: total)) }
    if !rest.isEmpty {
      let count = rest.reduce(0) { $0 + $1.count }
      bars.append(
        Bar(
          label: "other (\(NumberText.count(rest.count)))", value: Double(count), share: share(count, of: total),
          paint: SegmentPalette.noise.paint))
    }
    let height = Double(max(1, bars.count)) * 24
    var frame = FigureFrame(text: text, subtitle: subtitle, options: spec.options, contentHeight: height)
    frame.add(contentsOf: BarRows(bars: bars, box: frame.content).marks)
    let list = bars.map { "\($0.label) \(NumberText.count(Int($0.value))) (\(NumberText.percent($0.share)))" }
    let plain = "\(spec.name): \(bars.isEmpty ? "no values to draw" : list.joined(separator: ", "))"
    return Figure(
      kind: "hist", text: text, subtitle: subtitle,
      description: ([plain] + text.insights).joined(separator: ". "), plain: plain, scene: frame.scene)
  }

  private static func share(_ count: Int, of total: Int) -> Double { Double(count) / Double(max(1, total)) }
}

/// One labelled length.
struct Bar: Sendable, Equatable {
  var label: String
  var value: Double
  /// Of all, 0…1.
  var share: Double
  var paint: Paint = .color(SegmentPalette.plain)
  var outline: Paint?
  var isHollow = false
}

/// Horizontal bars with labels to the left and values to the right.
struct BarRows {
  let bars: [Bar]
  let box: Box

  var marks: [Mark] {
    guard !bars.isEmpty else { return FigureFrame.emptyMessage("there are no values to draw", in: box) }
    let band = BandScale(count: bars.count, from: box.top, to: box.bottom, padding: 0.28)
    let size = min(12, max(8, band.step * 0.55))
    let labels = bars.map { TextMeasure.truncated($0.label, to: box.width * 0.36, size: size) }
    let values = bars.map { "\(NumberText.count(Int($0.value))) · \(NumberText.percent($0.share))" }
    let labelWidth = labels.map { TextMeasure.width($0, size: size) }.max() ?? 0
    let valueWidth = values.map { TextMeasure.width($0, size: size) }.max() ?? 0
    let start = box.left + labelWidth + 8
    let end = max(start + 20, box.right - valueWidth - 10)
    let x = ContinuousScale(0...max(bars.map(\.value).max() ?? 1, 1e-9), from: start, to: end)
    return bars.indices.flatMap { i -> [Mark] in
      let bar = bars[i]
      let y = band(i)
      let length = max(bar.value > 0 ? 1 : 0, x(bar.value) - start)
      let baseline = band.center(i) + size * TextMeasure.capHeight / 2
      let style =
        bar.isHollow
        ? Style(fill: .page, stroke: bar.paint, strokeWidth: 2)
        : Style(fill: bar.paint, stroke: bar.outline, fillOpacity: 0.88)
      return [
        .text(
          labels[i], Point(start - 8, baseline), TextStyle(size: size, anchor: .end),
          tooltip: labels[i] == bar.label ? nil : bar.label),
        .rect(
          Box(x: start, y: y, width: length, height: band.bandwidth), cornerRadius: 1, style,
          tooltip: "\(bar.label): \(values[i])"),
        .text(values[i], Point(start + length + 6, baseline), TextStyle(size: size, paint: .muted)),
      ]
    }
  }
}
