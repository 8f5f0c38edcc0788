/// A table to read: HTML in the page's theme, and columns of text for a terminal.
///
/// Cells are text already; numbers come formatted (see `NumberText`), so that a table means the same in
/// both forms.
public struct HTMLTable: Sendable, Equatable {
  public enum Alignment: String, Sendable { case left, right, center }

  public struct Column: Sendable, Equatable {
    public var title: String
    /// A second, smaller line in the header.
    public var note: String
    public var alignment: Alignment
    /// The segment's colour, shown before the title.
    public var segment: SegmentColor?
    public var tooltip: String?
    /// Whether its cells hold sentences, which go on in a next line where others are cut.
    public var wraps: Bool

    public init(
      _ title: String, note: String = "", alignment: Alignment = .right, segment: SegmentColor? = nil,
      tooltip: String? = nil, wraps: Bool = false
    ) {
      self.title = TextCut.readable(title)
      self.note = TextCut.readable(note)
      self.alignment = alignment
      self.segment = segment
      self.tooltip = tooltip
      self.wraps = wraps
    }
  }

  public struct Cell: Sendable, Equatable {
    public var text: String
    /// A second, smaller line below the text.
    public var note: String
    /// Shown muted: there is no value.
    public var isMissing: Bool
    /// Tints the cell: −1 far below … 1 far above; nil leaves it plain.
    public var deviation: Double?
    /// A mini-histogram drawn in place of the text: counts per bin, from left to right.
    public var bins: [Double]?
    /// A bar that is filled so far, 0…1, drawn before the text.
    public var filled: Double?
    /// The segment's colour, shown before the text.
    public var segment: SegmentColor?
    public var tooltip: String?

    public init(
      _ text: String, isMissing: Bool = false, deviation: Double? = nil, bins: [Double]? = nil,
      filled: Double? = nil, segment: SegmentColor? = nil, tooltip: String? = nil, note: String = ""
    ) {
      self.text = TextCut.readable(text)
      self.note = TextCut.readable(note)
      self.isMissing = isMissing
      self.deviation = deviation
      self.bins = bins
      self.filled = filled
      self.segment = segment
      self.tooltip = tooltip.map(TextCut.readable)
    }

    /// A cell without a value.
    public static let missing = Cell("–", isMissing: true)

    /// A cell that is a mini-histogram.
    public static func histogram(_ bins: [Double], tooltip: String? = nil) -> Cell {
      Cell("", bins: bins, tooltip: tooltip)
    }
  }

  /// Above the table; empty for none.
  public var title: String
  public var columns: [Column]
  /// Row by row; rows shorter than `columns` end in empty cells, longer ones are cut.
  public var rows: [[Cell]]
  /// Whether the first column names its row.
  public var hasRowHeader: Bool
  /// Lines below: what to notice.
  public var insights: [String]
  /// The choices behind the table, small at the foot.
  public var caption: String

  public init(
    title: String = "", columns: [Column], rows: [[Cell]], hasRowHeader: Bool = true, insights: [String] = [],
    caption: String = ""
  ) {
    self.title = title
    self.columns = columns
    self.rows = rows.map { Array(($0 + Array(repeating: Cell(""), count: columns.count)).prefix(columns.count)) }
    self.hasRowHeader = hasRowHeader
    self.insights = insights
    self.caption = caption
  }

  /// The same without its caption, for a table beside a figure that has the same.
  public var uncaptioned: HTMLTable {
    var table = self
    table.caption = ""
    return table
  }

  /// For a notebook page, in its theme's colours.
  public var html: String { HTMLTableWriter(table: self).markup }

  /// The same for a page whose column of text has a width of its own in print, in CSS pixels.
  func html(printedWidth: Double) -> String { HTMLTableWriter(table: self, printedWidth: printedWidth).markup }

  /// For a terminal: columns aligned by blanks, no line ends in one.
  public var plain: String { PlainTableWriter(table: self).text }
}
