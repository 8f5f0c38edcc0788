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
  public static func counts(_ spec: CountsSpec) -> Figure { laidOut(spec, drawnCounts) }

  private static func drawnCounts(_ spec: CountsSpec) -> Figure {
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
      description: text.description(after: plain), plain: plain, scene: frame.scene)
  }

  private static func share(_ count: Int, of total: Int) -> Double { Double(count) / Double(max(1, total)) }
}
