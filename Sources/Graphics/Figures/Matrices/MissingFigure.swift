/// What is missing, and what is missing together.
public struct MissingSpec: Sendable, Equatable {
  /// A column that lacks values.
  public struct Column: Sendable, Equatable {
    public var name: String
    public var count: Int

    public init(name: String, count: Int) {
      self.name = name
      self.count = count
    }
  }

  /// Rows that lack exactly these columns.
  public struct Pattern: Sendable, Equatable {
    /// Indices into the spec's columns.
    public var columns: [Int]
    public var rows: Int

    public init(columns: [Int], rows: Int) {
      self.columns = columns
      self.rows = rows
    }
  }

  public var text: FigureText
  /// Most missing first.
  public var columns: [Column]
  /// Most frequent first; as many are drawn as there is room for.
  public var patterns: [Pattern]
  public var rowCount: Int
  public var completeRows: Int
  public var options: FigureOptions

  public init(
    text: FigureText, columns: [Column], patterns: [Pattern], rowCount: Int, completeRows: Int,
    options: FigureOptions = .init()
  ) {
    precondition(patterns.allSatisfy { $0.columns.allSatisfy(columns.indices.contains) }, "patterns are of columns")
    self.text = text
    self.columns = columns
    self.patterns = patterns
    self.rowCount = rowCount
    self.completeRows = completeRows
    self.options = options
  }

  func share(_ rows: Int) -> Double { Double(rows) / Double(max(1, rowCount)) }

  /// `MINIMUM_PAYMENTS and CREDIT_LIMIT missing together: 12 rows (0.1%)`.
  func described(_ pattern: Pattern) -> String {
    let names = pattern.columns.map { columns[$0].name }
    let list =
      names.count < 2 ? names.joined() : names.dropLast().joined(separator: ", ") + " and " + names[names.count - 1]
    let rows = "\(NumberText.count(pattern.rows)) \(pattern.rows == 1 ? "row" : "rows")"
    let how = names.count > 1 ? "together" : "alone"
    return "\(list) missing \(how): \(rows) (\(NumberText.percent(share(pattern.rows))))"
  }
}

extension Figure {
  /// Draws a bar for each column and, beside them, a column of dots for each pattern under the bar of its rows.
  ///
  /// A. Lex et al. (2014), UpSet, doi:10.1109/TVCG.2014.2346248. A line for each row of the table would show neither how
  /// often a pattern comes nor, from a few hundred rows on, that it is there.
  public static func missing(_ spec: MissingSpec) -> Figure { laidOut(spec, drawnMissing) }

  private static func drawnMissing(_ spec: MissingSpec) -> Figure {
    let drawing = MissingDrawing(spec: spec, width: FigureFrame.contentWidth(spec.options))
    var subtitle = joined(
      spec.text.subtitle,
      "\(NumberText.count(spec.completeRows)) of \(NumberText.count(spec.rowCount)) rows are complete "
        + "(\(NumberText.percent(spec.share(spec.completeRows))))")
    let hidden = spec.patterns.dropFirst(drawing.patternCount)
    if !hidden.isEmpty {
      let rows = hidden.reduce(0) { $0 + $1.rows }
      subtitle = joined(
        subtitle,
        "\(NumberText.count(hidden.count)) rarer patterns of \(NumberText.count(rows)) rows are not drawn")
    }
    var frame = FigureFrame(
      text: spec.text, subtitle: subtitle, options: spec.options, contentHeight: drawing.height)
    frame.add(contentsOf: drawing.marks(in: frame.content))
    let columns = spec.columns.prefix(6).map { "\($0.name) \(NumberText.count($0.count))" }.joined(separator: ", ")
    let patterns = spec.patterns.prefix(3).map(spec.described).joined(separator: "; ")
    let plain = titled(spec.text.title, "\(columns); \(patterns)")
    return Figure(
      kind: "missing", text: spec.text, subtitle: subtitle, description: spec.text.description(after: plain),
      plain: plain, scene: frame.scene)
  }
}
