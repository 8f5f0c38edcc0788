/// The spread of one measure in each segment, with thresholds that give it a meaning.
public struct ValueStripsSpec: Sendable, Equatable {
  /// A value of the axis with a word for what lies on its far side.
  public struct Threshold: Sendable, Equatable {
    public var value: Double
    /// Written above the line, such as `recovered from 0.75`.
    public var label: String
    /// Whether the word is about the values above the line.
    public var isAbove: Bool

    public init(_ value: Double, label: String, isAbove: Bool) {
      self.value = value
      self.label = label
      self.isAbove = isAbove
    }
  }

  /// One segment.
  public struct Strip: Sendable, Equatable {
    public var key: SegmentKey
    /// In any order; those that are not finite are left out.
    public var values: [Double]
    /// What is made of their mean, such as `stable`.
    public var verdict: String

    public init(key: SegmentKey, values: [Double], verdict: String = "") {
      self.key = key
      self.values = values
      self.verdict = verdict
    }
  }

  /// A short word for file names.
  public var kind: String
  public var text: FigureText
  /// What is measured; the axis's title.
  public var measure: String
  /// What one value belongs to, for tooltips: `resample`.
  public var unit: String
  public var domain: ClosedRange<Double>
  public var strips: [Strip]
  public var thresholds: [Threshold]
  public var options: FigureOptions

  public init(
    kind: String, text: FigureText, measure: String, unit: String, domain: ClosedRange<Double>, strips: [Strip],
    thresholds: [Threshold] = [], options: FigureOptions = .init()
  ) {
    self.kind = kind
    self.text = text
    self.measure = measure
    self.unit = unit
    self.domain = domain
    self.strips = strips
    self.thresholds = thresholds
    self.options = options
  }

  /// Dots of a strip at most; of more values each dot is a quantile.
  public static let mostDots = 100
}

extension Figure {
  /// Draws a row a segment: a dot for each value, stacked where they crowd, and their mean.
  public static func valueStrips(_ spec: ValueStripsSpec) -> Figure { laidOut(spec, drawnValueStrips) }

  private static func drawnValueStrips(_ spec: ValueStripsSpec) -> Figure {
    let isSummed = spec.strips.contains { $0.values.count(where: \.isFinite) > ValueStripsSpec.mostDots }
    let dot = isSummed ? "a hundredth of the \(spec.unit)s" : "one \(spec.unit)"
    let subtitle = [spec.text.subtitle, "a dot is \(dot), the line the mean"].filter { !$0.isEmpty }
      .joined(separator: " · ")
    let rowHeight = spec.strips.count > 12 ? 36.0 : 46
    let height = ValueStripRows.headHeight + rowHeight * Double(max(1, spec.strips.count)) + ValueStripRows.footHeight
    var frame = FigureFrame(
      text: spec.text, subtitle: subtitle, options: spec.options, contentHeight: height)
    frame.add(contentsOf: ValueStripRows(spec: spec, box: frame.content).marks)
    let rows = spec.strips.map { strip in
      let mean = ValueStripRows.mean(strip.values)
      return "\(strip.key.heading) \(NumberText.decimals(mean, 2))"
        + (strip.verdict.isEmpty ? "" : " (\(strip.verdict))")
    }
    let plain = titled(spec.text.title, "mean \(spec.measure): " + rows.joined(separator: ", "))
    return Figure(
      kind: spec.kind, text: spec.text, subtitle: subtitle, description: spec.text.description(after: plain),
      plain: plain, scene: frame.scene)
  }
}
