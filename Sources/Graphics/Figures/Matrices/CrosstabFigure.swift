/// Segments against the groups of another division of the same rows: how many rows each segment has in each group.
public struct CrosstabSpec: Sendable, Equatable {
  public var text: FigureText
  /// The segments, a row each.
  public var keys: [SegmentKey]
  /// The groups, a column each.
  public var groups: [String]
  /// Rows in both, segments × groups.
  public var counts: [[Int]]
  /// Rows of every segment in each group, those of segments that are not shown among them.
  public var everyone: [Int]
  /// How far the two agree, for the line of text: `adjusted Rand index 0.416`.
  public var headline: String
  public var options: FigureOptions

  public init(
    text: FigureText, keys: [SegmentKey], groups: [String], counts: [[Int]], everyone: [Int],
    headline: String = "", options: FigureOptions = .init()
  ) {
    precondition(counts.count == keys.count, "a row for each segment")
    precondition(counts.allSatisfy { $0.count == groups.count }, "a count for each group")
    precondition(everyone.count == groups.count, "everyone has a count for each group")
    self.text = text
    self.keys = keys
    self.groups = groups
    self.counts = counts
    self.everyone = everyone
    self.headline = headline
    self.options = options
  }

  /// The segments' rows, then everyone's.
  var lines: [Line] {
    zip(keys, counts).map { Line(key: $0, counts: $1) } + [Line(key: nil, counts: everyone)]
  }

  struct Line {
    /// nil for everyone.
    let key: SegmentKey?
    let counts: [Int]

    var total: Int { counts.reduce(0, +) }
    func share(_ group: Int) -> Double { total == 0 ? .nan : Double(counts[group]) / Double(total) }
    /// Nothing at all is not a small share.
    func text(_ group: Int) -> String {
      guard counts[group] > 0 else { return "–" }
      let share = share(group)
      // Nearly all is not all either.
      return NumberText.percent(share, decimals: share == 1 || (share >= 0.0995 && share < 0.995) ? 0 : 1)
    }
    var heading: String { key?.heading ?? "Everyone" }
  }

  func tooltip(_ line: Line, _ group: Int) -> String {
    "\(line.heading), \(groups[group]): \(NumberText.count(line.counts[group])) of \(NumberText.count(line.total)) "
      + "(\(NumberText.percent(line.share(group))))"
  }

  static let key = "the deeper the blue, the larger the share of the segment"
}

extension Figure {
  /// A cross table tinted by the share of the segment: HTML on a page, the same drawn in the other forms.
  public static func crosstab(_ spec: CrosstabSpec) -> Figure {
    let subtitle = joined(spec.text.subtitle, CrosstabSpec.key)
    let drawing = CrosstabDrawing(spec: spec, width: FigureFrame.contentWidth(spec.options))
    var frame = FigureFrame(
      text: spec.text, subtitle: subtitle, options: spec.options, contentHeight: drawing.height)
    frame.add(contentsOf: drawing.marks(in: frame.content))
    let facts = (spec.headline.isEmpty ? [] : [spec.headline]) + spec.keys.indices.map { largest(ofRow: $0, spec) }
    let plain = titled(spec.text.title, facts.joined(separator: "; "))
    return Figure(
      kind: "crosstab", text: spec.text, subtitle: subtitle, description: spec.text.description(after: plain),
      plain: plain, scene: frame.scene, table: crosstabTable(spec, subtitle: subtitle))
  }

  private static func largest(ofRow row: Int, _ spec: CrosstabSpec) -> String {
    let line = spec.lines[row]
    guard line.total > 0, let group = spec.groups.indices.max(by: { line.counts[$0] < line.counts[$1] }) else {
      return "\(line.heading): nobody"
    }
    return "\(line.heading): \(line.text(group)) \(spec.groups[group])"
  }

  private static func crosstabTable(_ spec: CrosstabSpec, subtitle: String) -> HTMLTable {
    let columns =
      [HTMLTable.Column("segment", alignment: .left)]
      + [HTMLTable.Column("customers")] + spec.groups.map { HTMLTable.Column($0, tooltip: $0) }
    let rows = spec.lines.map { line in
      let name = line.key.map { $0.name.isEmpty ? "Segment \($0.number)" : "\($0.number) \($0.name)" } ?? "Everyone"
      return [HTMLTable.Cell(name, segment: line.key?.color, tooltip: line.heading)]
        + [HTMLTable.Cell(NumberText.count(line.total))]
        + spec.groups.indices.map { group in
          HTMLTable.Cell(
            line.text(group), isMissing: line.counts[group] == 0,
            deviation: line.key == nil ? nil : -line.share(group), tooltip: spec.tooltip(line, group),
            note: line.counts[group] == 0 ? "" : NumberText.count(line.counts[group]))
        }
    }
    let notes = [subtitle, spec.text.caption].filter { !$0.isEmpty }.joined(separator: " · ")
    return HTMLTable(
      title: spec.text.title, columns: columns, rows: rows, insights: spec.text.insights, caption: notes)
  }
}
