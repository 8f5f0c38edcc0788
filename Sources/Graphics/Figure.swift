/// A drawing with all its forms: for a notebook page, as a document of its own, as an image, as a line of text.
///
/// The forms are written when asked for; a figure itself is a value that is cheap to keep.
public struct Figure: Sendable, Equatable {
  /// What sort of figure it is, a short word for file names: `hist`, `tsne`, `dendrogram`.
  public let kind: String
  public let title: String
  public let subtitle: String
  /// The choices behind the figure, in one line.
  public let caption: String
  /// What a person who cannot see it should know; spoken by screen readers.
  public let description: String
  /// One line that says what is to be seen.
  public let plain: String
  /// What to notice; sentences.
  public let insights: [String]
  let scene: Scene
  /// The same laid out for narrow pages; nil where one layout does for all.
  var narrow: Scene?
  /// How much larger it is shown than it was laid out.
  private(set) var scale = 1.0
  /// Shown on pages in place of the drawing, when the figure is a table.
  let table: HTMLTable?

  /// Whether a page shows it as a table.
  public var isTable: Bool { table != nil }

  init(
    kind: String, text: FigureText, subtitle: String? = nil, description: String, plain: String, scene: Scene,
    table: HTMLTable? = nil
  ) {
    self.kind = kind
    self.title = text.title
    self.subtitle = subtitle ?? text.subtitle
    self.caption = text.caption
    self.insights = text.insights
    self.description = description
    self.plain = plain
    self.scene = scene
    self.table = table
  }

  /// In CSS pixels.
  public var width: Int { Int((scene.width * scale).rounded()) }
  /// In CSS pixels.
  public var height: Int { Int((scene.height * scale).rounded()) }

  /// The same shown larger, letters and all: for a projector.
  public func enlarged(by factor: Double) -> Figure {
    guard factor != 1 else { return self }
    var figure = self
    figure.scale = factor
    return figure
  }

  /// For terminals: what is to be seen, of what, what to notice, and the choices behind it, a line each.
  public var terminal: String {
    let further = ([subtitle] + insights.map { "· \($0)" } + [caption]).filter { line in
      !line.isEmpty && !plain.contains(line.hasPrefix("· ") ? String(line.dropFirst(2)) : line)
    }
    return ([plain] + further).joined(separator: "\n")
  }

  /// All forms for a notebook, written together; cheaper than one after the other.
  public var forms: FigureForms { FigureForms(self) }

  /// For a notebook page: inline SVG (or a table) in the page's own colours, with tooltips.
  public var html: String { table?.html ?? FigureWriter(self).page }

  /// A whole document on a light ground.
  public var svg: String { FigureWriter(self).document }

  /// The document rasterised.
  ///
  /// - Parameter scale: pixels of the image per CSS pixel, 0.1 … 8; 2 is sharp on most screens.
  /// - Throws: `RasterisationError` when librsvg is not installed or refuses.
  public func png(scale: Double = 2) throws(RasterisationError) -> [UInt8] {
    try FigureWriter(self).png(scale: scale)
  }
}

/// The words around a figure.
public struct FigureText: Sendable, Equatable {
  public var title: String
  /// What is counted, and what was left out.
  public var subtitle: String
  /// What to notice; sentences below the drawing.
  public var insights: [String]
  /// The choices behind the figure (rows used, recipe, method, seed), small at the foot.
  public var caption: String

  public init(title: String, subtitle: String = "", insights: [String] = [], caption: String = "") {
    self.title = title
    self.subtitle = subtitle
    self.insights = insights
    self.caption = caption
  }
}

extension FigureText {
  /// What a screen reader speaks: `sentence`, then what to notice.
  func description(after sentence: String) -> String {
    ([sentence] + insights).map { $0.hasSuffix(".") ? $0 : $0 + "." }.joined(separator: " ")
  }
}

/// What a user may set for every figure.
public struct FigureOptions: Sendable, Equatable {
  /// In CSS pixels, 320 … 2400; values outside are moved to the nearer end.
  public var width: Double
  /// In CSS pixels, nil for what suits the figure.
  public var height: Double?
  /// Written before amounts, such as `$`; empty for none.
  public var currency: String
  /// Leaves title, what to notice and caption to the page around the drawing, which sets them in its own type.
  public var isBare: Bool

  public init(width: Double = 760, height: Double? = nil, currency: String = "", isBare: Bool = false) {
    self.width = width.isFinite ? min(2400, max(320, width)) : 760
    self.height = height.map { $0.isFinite ? min(4000, max(160, $0)) : 480 }
    self.currency = currency
    self.isBare = isBare
  }
}

/// A segment as figures show it.
public struct SegmentKey: Sendable, Equatable {
  /// 1…k; 0 is noise.
  public var number: Int
  /// Empty when it has none.
  public var name: String
  /// How many rows it has.
  public var size: Int
  /// Its share of all rows, 0…1.
  public var share: Double
  /// Its place in the palette, counted from 1; numbers change with the sizes, and a colour stays with its segment.
  public var paletteIndex: Int
  /// The column whose value the group is; nil for a segment.
  public var grouping: String?

  /// - Parameter paletteIndex: the number where nil.
  public init(
    number: Int, name: String = "", size: Int, share: Double, paletteIndex: Int? = nil, grouping: String? = nil
  ) {
    self.number = number
    self.name = name
    self.size = size
    self.share = share
    self.paletteIndex = paletteIndex ?? number
    self.grouping = grouping
  }

  /// Noise is grey, whatever its place.
  public var color: SegmentColor { number > 0 ? SegmentPalette.color(at: paletteIndex) : SegmentPalette.noise }

  /// `Segment 2`, `Segment 2 Revolvers`, or `Noise`; for a group that is no segment its value.
  public var heading: String {
    if grouping != nil { return name }
    let base = number > 0 ? "Segment \(number)" : "Noise"
    return name.isEmpty ? base : "\(base) \(name)"
  }

  /// `1,971 (22.8%)`.
  public var extent: String { "\(NumberText.count(size)) (\(NumberText.percent(share)))" }
}

extension [SegmentKey] {
  /// The look of a segment; by its number where there is no key for it.
  func color(of segment: Int) -> SegmentColor {
    first { $0.number == segment }?.color ?? SegmentPalette.color(at: segment)
  }
}
