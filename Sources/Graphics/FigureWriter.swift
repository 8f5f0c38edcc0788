/// Writes the documents of a figure. What they share is written once: the dots of its points, and the marks of the
/// document alone, whose content names the figure.
struct FigureWriter: Sendable {
  let figure: Figure
  private let dots: SceneDots
  /// The marks of the document alone.
  private let marks: String
  private let hasTooltips: Bool
  /// The content in a few letters and digits, so that several figures share a page without sharing names.
  let contentDigits: String

  init(_ figure: Figure) {
    self.figure = figure
    dots = SceneDots(figure.scene)
    var writer = SceneWriter(scene: figure.scene, dots: dots, binding: .alone)
    marks = writer.body()
    hasTooltips = writer.metTooltip
    var hash = ContentHash()
    hash.add(figure.kind)
    hash.add(writer.head(prefix: "c", title: figure.title, description: figure.description))
    hash.add(marks)
    contentDigits = String(hash.value, radix: 36)
  }

  private var prefix: String { "c" + contentDigits }

  /// A whole document on a light ground.
  var document: String {
    let writer = SceneWriter(scene: figure.scene, dots: dots, binding: .alone, scale: figure.scale)
    return writer.head(prefix: prefix, title: figure.title, description: figure.description) + marks
  }

  /// The drawing in a page's own colours.
  var page: String {
    var writer = SceneWriter(scene: figure.scene, dots: dots, binding: .page, scale: figure.scale)
    return writer.head(prefix: prefix, title: figure.title, description: figure.description) + writer.body()
  }

  /// The layout for narrow pages, as wide as the page there; nil where there is none, or where it would take too many bytes.
  var narrowPage: String? {
    guard let scene = figure.narrow else { return nil }
    var writer = SceneWriter(scene: scene, dots: SceneDots(scene), binding: .page, hasTooltips: false)
    let body = writer.body()
    guard body.utf8.count <= NarrowLayout.mostBytes else { return nil }
    return writer.head(
      prefix: "n" + contentDigits, title: figure.title, description: figure.description,
      pageStyle: "width:100%;max-width:\(coordinate(NarrowLayout.widest * figure.scale))px;height:auto") + body
  }

  /// The document as an image needs it: without tooltips, and many points as their density.
  var reserve: String {
    let condensed = figure.scene.condensed
    let scene = condensed ?? figure.scene
    var writer = SceneWriter(
      scene: scene, dots: condensed.map { SceneDots($0) } ?? dots, binding: .alone, hasTooltips: false)
    let isSame = condensed == nil && !hasTooltips
    return writer.head(prefix: "c", title: figure.title, description: "") + (isSame ? marks : writer.body())
  }

  // MARK: Images

  /// The document rasterised.
  ///
  /// - Parameter scale: pixels of the image per CSS pixel, 0.1 … 8.
  func png(scale: Double) throws(RasterisationError) -> [UInt8] {
    let layers = layers(scale: scale)
    let scene = figure.scene
    return try Rasteriser.png(of: layers, width: scene.width, height: scene.height, scale: scale)
  }

  /// What gives the document's picture: the marks, and where there are many dots, those apart from the marks below and above
  /// them.
  func layers(scale: Double) -> [RasterLayer] {
    let count = dots.grids.reduce(0) { $0 + $1.cells.count }
    guard count > Self.layeredFrom, let unit = DotRaster.unit(of: figure.scene, scale: scale) else {
      return [.marks(MarkLayer(scene: figure.scene, hasGround: true))]
    }
    let layers = RasterLayer.layers(of: figure.scene, dots: dots, unit: unit)
    let isWorthwhile = layers.count { !$0.isDots } <= Self.mostMarkLayers
    return isWorthwhile ? layers : [.marks(MarkLayer(scene: figure.scene, hasGround: true))]
  }

  /// Dots from which drawing them apart is worth a second layer of marks.
  private static let layeredFrom = 1000
  private static let mostMarkLayers = 3
}
