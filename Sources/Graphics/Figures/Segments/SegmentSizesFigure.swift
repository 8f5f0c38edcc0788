/// How large the segments are, and how they score.
public struct SegmentSizesSpec: Sendable, Equatable {
  public var text: FigureText
  public var keys: [SegmentKey]
  public var options: FigureOptions

  public init(text: FigureText, keys: [SegmentKey], options: FigureOptions = .init()) {
    self.text = text
    self.keys = keys
    self.options = options
  }
}

extension Figure {
  /// Draws a bar a segment with rows and share, in the segments' colours.
  public static func segmentSizes(_ spec: SegmentSizesSpec) -> Figure { laidOut(spec, drawnSegmentSizes) }

  private static func drawnSegmentSizes(_ spec: SegmentSizesSpec) -> Figure {
    let bars = spec.keys.map { key in
      Bar(
        label: key.heading, value: Double(key.size), share: key.share, paint: key.color.paint,
        outline: key.color.outline, isHollow: key.color.isHollow)
    }
    var frame = FigureFrame(
      text: spec.text, subtitle: spec.text.subtitle, options: spec.options,
      contentHeight: Double(max(1, bars.count)) * 26)
    frame.add(contentsOf: BarRows(bars: bars, box: frame.content).marks)
    let list = spec.keys.map { "\($0.heading) \($0.extent)" }.joined(separator: ", ")
    let plain = titled(spec.text.title, list)
    return Figure(
      kind: "sizes", text: spec.text, description: spec.text.description(after: plain),
      plain: plain, scene: frame.scene)
  }
}
