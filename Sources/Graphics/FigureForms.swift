/// The forms of one figure for a notebook, written in one go.
public struct FigureForms: Sendable {
  /// A whole document on a light ground.
  public let svg: String
  /// The drawing for a page, with the document in reserve as an image, for pages that do not trust what they show.
  ///
  /// From those JupyterLab takes style sheets and drawings, but neither images nor whether an element is displayed:
  /// the image is seen there, and the drawing everywhere else. A table needs no reserve. The image is SVG and not PNG,
  /// so that the page's bytes do not depend on a rasteriser.
  public let html: String
  private let writer: FigureWriter

  init(_ figure: Figure) {
    writer = FigureWriter(figure)
    svg = writer.document
    html = figure.table?.html ?? Self.page(writer)
  }

  private static func page(_ writer: FigureWriter) -> String {
    let figure = writer.figure
    return page(
      writer, reserve: "img",
      " style=\"max-width:100%;height:auto\" width=\"\(figure.width)\" height=\"\(figure.height)\" "
        + "alt=\"\(escapedMarkup(figure.description))\" src=\"\(svgDataURI(writer.reserve))\">")
  }

  /// The drawing for a page, and an element that is seen where the drawing is not.
  ///
  /// The words of a drawing that was taken out stay, and are hidden with what held it: only a style sheet shows that.
  fileprivate static func page(_ writer: FigureWriter, reserve element: String, _ rest: String) -> String {
    let id = "p" + writer.contentDigits
    let (drawing, narrowRules) = layouts(writer, id, isKept: element == "img")
    let rules =
      "#\(id){display:block!important}#\(id)+\(element){display:none}@media print{#\(id){break-inside:avoid}}"
      + narrowRules
    return "<div><style>\(rules)</style>"
      + "<div id=\"\(id)\" style=\"display:none\">\(drawing)</div><\(element)\(rest)</div>"
  }

  /// The drawing, laid out for narrow places as well where there is room for that, and the rules that choose.
  /// - Parameter isKept: whether it stays on the page, and is no picture that others soon replace.
  fileprivate static func layouts(_ writer: FigureWriter, _ id: String, isKept: Bool) -> (markup: String, rules: String)
  {
    guard isKept, let narrow = writer.narrowPage else { return (writer.page, "") }
    return (
      "<div class=\"w\">\(writer.page)</div><div class=\"n\">\(narrow)</div>",
      narrowRules(id, width: Double(writer.figure.width))
    )
  }

  /// Which of two layouts is displayed goes by the width of the cell, not of the window. Where an element is as wide as what is in it,
  /// one whose size does not ask its content would have none: it never becomes narrower than its least. On paper small letters are read
  /// more easily than a figure that goes on over the page's end.
  private static func narrowRules(_ id: String, width: Double) -> String {
    "#\(id){container-type:inline-size;min-width:280px}#\(id)>.n{display:none}"
      + "@media screen{@container (max-width:\(NarrowLayout.threshold(width))px){#\(id)>.w{display:none}#\(id)>.n{display:block}}}"
  }

  /// What a notebook should have to store for one figure at most, all forms together, in bytes.
  public static let limit = 500_000

  /// The document rasterised as finely as all forms together stay under `limit`: at scale 2, or less where a drawing
  /// compresses badly. A front end shows it in the figure's width and height.
  ///
  /// - Throws: `RasterisationError` when librsvg is not installed or refuses.
  public func png() throws(RasterisationError) -> [UInt8] {
    let room = Self.limit - html.utf8.count - svg.utf8.count - writer.figure.terminal.utf8.count - 1000
    var png: [UInt8] = []
    for scale in [2, 1.5, 1, 0.75, 0.5] {
      png = try writer.png(scale: scale)
      // In base64 three bytes take four.
      if (png.count + 2) / 3 * 4 <= room { break }
    }
    return png
  }
}

extension Figure {
  /// `html` for a page that keeps what it is given, such as a widget: laid out for narrow places as well, with nothing in reserve.
  public var htmlForWidget: String {
    if let table { return table.html }
    let writer = FigureWriter(self)
    let id = "q" + writer.contentDigits
    let (drawing, rules) = FigureForms.layouts(writer, id, isKept: true)
    return "<style>\(rules)</style><div id=\"\(id)\">\(drawing)</div>"
  }

  /// `html` with its line of text in reserve: in few bytes, for pictures that others soon replace.
  public var htmlWithWords: String {
    table?.html ?? FigureForms.page(FigureWriter(self), reserve: "p", ">\(escapedMarkup(plain))</p>")
  }
}
