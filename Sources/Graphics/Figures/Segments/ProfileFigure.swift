/// Segments side by side: a value for each feature, and how far it lies from everyone's.
public struct ProfileSpec: Sendable, Equatable {
  public var text: FigureText
  /// The features, a row each.
  public var features: [String]
  /// The segments, a column each.
  public var keys: [SegmentKey]
  /// Formatted values, features × segments.
  public var values: [[String]]
  /// How far each value lies from everyone's, in standard deviations or the like, features × segments; NaN is
  /// unknown.
  public var deviations: [[Double]]
  /// Everyone's value of each feature, or empty.
  public var everyone: [String]
  /// The deviation that gets the full colour.
  public var fullDeviation: Double
  /// What a deviation is measured in, for tooltips and the legend: `SD`.
  public var unit: String
  public var options: FigureOptions

  public init(
    text: FigureText, features: [String], keys: [SegmentKey], values: [[String]], deviations: [[Double]],
    everyone: [String] = [], fullDeviation: Double = 2, unit: String = "SD", options: FigureOptions = .init()
  ) {
    precondition(values.count == features.count && deviations.count == features.count, "a row for each feature")
    precondition(
      (values.map(\.count) + deviations.map(\.count)).allSatisfy { $0 == keys.count }, "a value for each segment")
    precondition(everyone.isEmpty || everyone.count == features.count, "everyone has a value for each feature")
    self.text = text
    self.features = features
    self.keys = keys
    self.values = values
    self.deviations = deviations
    self.everyone = everyone
    self.fullDeviation = fullDeviation > 0 ? fullDeviation : 1
    self.unit = unit
    self.options = options
  }

  /// `+1.8 SD`, with its sign, so that colour is never alone.
  func deviationText(_ deviation: Double) -> String {
    guard deviation.isFinite else { return "no deviation known" }
    let size = NumberText.decimals(abs(deviation), 1)
    return "\(size == "0.0" ? "" : deviation < 0 ? "−" : "+")\(size) \(unit)"
  }

  /// ▲ and ▼ from one unit on, doubled from two on: what the tint says, without colour.
  func arrow(_ deviation: Double) -> String {
    guard deviation.isFinite, abs(deviation) >= 1 else { return "" }
    let sign = deviation < 0 ? "▼" : "▲"
    return abs(deviation) >= 2 ? sign + sign : sign
  }
}

extension Figure {
  /// A table tinted by deviation: HTML on a page, the same drawn in the other forms.
  public static func profile(_ spec: ProfileSpec) -> Figure {
    let key =
      "blue ▼ below, orange ▲ above everyone; full colour from \(NumberText.value(spec.fullDeviation)) \(spec.unit)"
    let subtitle = joined(spec.text.subtitle, key)
    let drawing = ProfileDrawing(spec: spec)
    var frame = FigureFrame(
      text: spec.text, subtitle: joined(subtitle, drawing.legend(width: FigureFrame.contentWidth(spec.options))),
      options: spec.options, contentHeight: drawing.height)
    frame.add(contentsOf: drawing.marks(in: frame.content))
    let plain = titled(spec.text.title, largestDeviations(spec))
    return Figure(
      kind: "profile", text: spec.text, subtitle: subtitle,
      description: spec.text.description(after: plain), plain: plain, scene: frame.scene,
      table: table(spec, subtitle: subtitle))
  }

  /// The profile as text in columns, for a terminal.
  public static func profileTable(_ spec: ProfileSpec) -> HTMLTable { table(spec, subtitle: spec.text.subtitle) }

  static func largestDeviations(_ spec: ProfileSpec) -> String {
    "the largest deviation\(spec.keys.count > 1 ? " of each segment" : ""): "
      + spec.keys.indices.map { trait(ofColumn: $0, spec) }.joined(separator: "; ")
  }

  private static func trait(ofColumn j: Int, _ spec: ProfileSpec) -> String {
    let strongest = spec.features.indices.filter { spec.deviations[$0][j].isFinite }
      .max { abs(spec.deviations[$0][j]) < abs(spec.deviations[$1][j]) }
    guard let i = strongest else { return spec.keys[j].heading }
    guard abs(spec.deviations[i][j]) >= 0.05 else { return "\(spec.keys[j].heading): none" }
    return
      "\(spec.keys[j].heading): \(spec.features[i]) \(spec.values[i][j]) (\(spec.deviationText(spec.deviations[i][j])))"
  }

  private static func table(_ spec: ProfileSpec, subtitle: String) -> HTMLTable {
    let hasEveryone = !spec.everyone.isEmpty
    let segments = spec.keys.map { key in
      // Two lines of a narrow column; the whole name is in the tooltip.
      let name = TextMeasure.truncated(key.name, to: 150, size: 13, weight: .bold)
      let title = key.number > 0 ? (name.isEmpty ? "\(key.number)" : "\(key.number) \(name)") : "Noise"
      return HTMLTable.Column(title, note: key.extent, segment: key.color, tooltip: key.heading)
    }
    let columns =
      [HTMLTable.Column("", alignment: .left)] + segments + (hasEveryone ? [HTMLTable.Column("Everyone")] : [])
    let rows = spec.features.indices.map { i in
      [HTMLTable.Cell(spec.features[i], tooltip: spec.features[i])]
        + spec.keys.indices.map { j in
          let deviation = spec.deviations[i][j]
          let arrow = spec.arrow(deviation)
          return HTMLTable.Cell(
            arrow.isEmpty ? spec.values[i][j] : "\(arrow) \(spec.values[i][j])",
            deviation: deviation.isFinite ? deviation / spec.fullDeviation : nil,
            tooltip: "\(spec.features[i]), \(spec.keys[j].heading): \(spec.deviationText(deviation))")
        } + (hasEveryone ? [HTMLTable.Cell(spec.everyone[i])] : [])
    }
    let notes = [subtitle, spec.text.caption].filter { !$0.isEmpty }.joined(separator: " · ")
    return HTMLTable(
      title: spec.text.title, columns: columns, rows: rows, insights: spec.text.insights, caption: notes)
  }
}
