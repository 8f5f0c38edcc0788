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
  /// One line that says what is to be seen, for terminals.
  public let plain: String
  let scene: Scene
  /// Shown on pages in place of the drawing, when the figure is a table.
  let table: HTMLTable?

  init(
    kind: String, text: FigureText, subtitle: String? = nil, description: String, plain: String, scene: Scene,
    table: HTMLTable? = nil
  ) {
    self.kind = kind
    self.title = text.title
    self.subtitle = subtitle ?? text.subtitle
    self.caption = text.caption
    self.description = description
    self.plain = plain
    self.scene = scene
    self.table = table
  }

  /// In CSS pixels.
  public var width: Int { Int(scene.width.rounded()) }
  /// In CSS pixels.
  public var height: Int { Int(scene.height.rounded()) }

  /// For a notebook page: inline SVG (or a table) in the page's own colours, with tooltips.
  public var html: String { table?.html ?? written(.page) }

  /// A whole document on a light ground.
  public var svg: String { written(.alone) }

  /// The document rasterised.
  ///
  /// - Parameter scale: pixels of the image per CSS pixel, 0.1 … 8; 2 is sharp on most screens.
  /// - Throws: `RasterisationError` when librsvg is not installed or refuses.
  public func png(scale: Double = 2) throws(RasterisationError) -> [UInt8] {
    try Librsvg.rasterise(svg, width: scene.width, height: scene.height, scale: scale)
  }

  /// What a notebook should have to store for one figure at most, all forms together, in bytes.
  public static let bundleLimit = 500_000

  /// The document rasterised as finely as all forms together stay under `bundleLimit`: at scale 2, or less
  /// where a drawing compresses badly. A front end shows it in the figure's width and height.
  ///
  /// - Throws: `RasterisationError` when librsvg is not installed or refuses.
  public func bundledPNG() throws(RasterisationError) -> [UInt8] {
    let document = svg
    let room = Self.bundleLimit - htmlWithReserve.utf8.count - document.utf8.count - plain.utf8.count - 1000
    var png: [UInt8] = []
    for scale in [2, 1.5, 1, 0.75, 0.5] {
      png = try Librsvg.rasterise(document, width: scene.width, height: scene.height, scale: scale)
      // In base64 three bytes take four.
      if (png.count + 2) / 3 * 4 <= room { break }
    }
    return png
  }

  /// `html` with the document in reserve as an image, for pages that do not trust what they show.
  ///
  /// From those JupyterLab takes style sheets and drawings, but neither images nor whether an element is displayed:
  /// the image is seen there, and the drawing everywhere else. A table needs no reserve. The image is SVG and not PNG,
  /// so that the page's bytes do not depend on a rasteriser.
  public var htmlWithReserve: String {
    guard table == nil else { return html }
    let id = "p" + contentDigits
    return "<div><style>#\(id){display:block!important}#\(id)+img{display:none}</style>"
      + "<div id=\"\(id)\" style=\"display:none\">\(html)</div>"
      + "<img style=\"max-width:100%;height:auto\" width=\"\(width)\" height=\"\(height)\" alt=\"\(escapedMarkup(description))\" "
      + "src=\"\(svgDataURI(reserve))\"></div>"
  }

  /// The document as an image needs it: without tooltips, and many points as their density.
  private var reserve: String {
    var writer = SceneWriter(scene: scene.condensed, binding: .alone, prefix: "c", hasTooltips: false)
    return writer.document(title: title, description: "")
  }

  private func written(_ binding: SceneWriter.Binding) -> String {
    var writer = SceneWriter(scene: scene, binding: binding, prefix: "c" + contentDigits)
    return writer.document(title: title, description: description)
  }

  /// The content in a few letters and digits, so that several figures share a page without sharing names.
  private var contentDigits: String {
    var draft = SceneWriter(scene: scene, binding: .alone, prefix: "c")
    return String(contentHash(kind + draft.document(title: title, description: description)), radix: 36)
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

  public init(width: Double = 760, height: Double? = nil, currency: String = "") {
    self.width = width.isFinite ? min(2400, max(320, width)) : 760
    self.height = height.map { $0.isFinite ? min(4000, max(160, $0)) : 480 }
    self.currency = currency
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

  /// - Parameter paletteIndex: the number where nil.
  public init(number: Int, name: String = "", size: Int, share: Double, paletteIndex: Int? = nil) {
    self.number = number
    self.name = name
    self.size = size
    self.share = share
    self.paletteIndex = paletteIndex ?? number
  }

  /// Noise is grey, whatever its place.
  public var color: SegmentColor { number > 0 ? SegmentPalette.color(at: paletteIndex) : SegmentPalette.noise }

  /// `Segment 2`, `Segment 2 Revolvers`, or `Noise`.
  public var heading: String {
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
