/// Writes a scene as SVG, with colours bound to a page's theme or literally.
struct SceneWriter {
  /// Where the drawing will stand.
  enum Binding { case page, alone }

  let scene: Scene
  /// The dots of the scene's points.
  let dots: SceneDots
  let binding: Binding
  /// An image answers no pointer, so that its tooltips would only be bytes.
  let hasTooltips: Bool

  private var out = ""
  private var dotsWritten = 0
  /// Whether a mark with a tooltip was met, so that documents with tooltips and without them differ.
  private(set) var metTooltip = false

  /// CSS pixels of a pixel of the scene.
  let scale: Double

  init(scene: Scene, dots: SceneDots, binding: Binding, hasTooltips: Bool = true, scale: Double = 1) {
    self.scale = scale
    self.scene = scene
    self.dots = dots
    self.binding = binding
    self.hasTooltips = hasTooltips
  }

  /// The start of the element, with the title and description that screen readers speak.
  ///
  /// A document has elements for them. In a page they are an attribute: where drawings are taken out of a page, the text of
  /// their elements stays.
  ///
  /// It alone holds names, so that one body goes with any prefix.
  ///
  /// - Parameters:
  ///   - prefix: before every id in the document, since several figures share a page.
  ///   - pageStyle: how it fits into a page.
  func head(
    prefix: String, title: String, description: String, pageStyle: String = "max-width:100%;height:auto"
  ) -> String {
    let width = coordinate(scene.width)
    let height = coordinate(scene.height)
    var head = binding == .alone ? "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" : ""
    head += "<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"\(prefix)\" role=\"img\" "
    switch binding {
    case .alone: head += "aria-labelledby=\"\(prefix)-title \(prefix)-desc\" "
    case .page:
      let spoken = [title, description].filter { !$0.isEmpty }.joined(separator: ". ")
      head += "aria-label=\"\(escapedMarkup(spoken))\" "
    }
    head +=
      "width=\"\(coordinate(scene.width * scale))\" height=\"\(coordinate(scene.height * scale))\" viewBox=\"0 0 \(width) \(height)\" "
    head += "font-family=\"\(TextMeasure.fontFamily)\""
    // A page's MathJax would read two dollar signs in one label as a formula.
    if binding == .page { head += " class=\"mathjax_ignore\" style=\"\(pageStyle)\"" }
    head += ">\n"
    switch binding {
    case .alone:
      head += "<title id=\"\(prefix)-title\">\(escapedMarkup(title))</title>"
      head += "<desc id=\"\(prefix)-desc\">\(escapedMarkup(description))</desc>\n"
    case .page: head += "<style>\(themeRules(prefix))</style>\n"
    }
    return head
  }

  /// All marks and the end of the element.
  ///
  /// - Parameter hasGround: whether a document of its own begins with its ground; a layer over another has none.
  mutating func body(hasGround: Bool = true) -> String {
    out = ""
    dotsWritten = 0
    if binding == .alone, hasGround {
      write(.rect(Box(x: 0, y: 0, width: scene.width, height: scene.height), Style(fill: .page)))
    }
    for mark in scene.marks { write(mark) }
    out += "</svg>\n"
    return out
  }

  /// One rule for each role as a fill and as a stroke, valid inside this figure alone.
  private func themeRules(_ prefix: String) -> String {
    ThemeColor.allCases.map { color in
      "#\(prefix) .f\(color.rawValue){fill:\(color.css)}#\(prefix) .s\(color.rawValue){stroke:\(color.css)}"
    }.joined()
  }

  // MARK: Marks

  private mutating func write(_ mark: Mark) {
    switch mark {
    case .rect(let box, let radius, let style, let tooltip):
      out += "<rect x=\"\(coordinate(box.x))\" y=\"\(coordinate(box.y))\" "
      out += "width=\"\(coordinate(box.width))\" height=\"\(coordinate(box.height))\""
      if radius > 0 { out += " rx=\"\(coordinate(radius))\"" }
      close("rect", style, tooltip)
    case .line(let from, let to, let style, let tooltip):
      out += "<line x1=\"\(coordinate(from.x))\" y1=\"\(coordinate(from.y))\" "
      out += "x2=\"\(coordinate(to.x))\" y2=\"\(coordinate(to.y))\""
      close("line", style, tooltip)
    case .path(let path, let style, let tooltip):
      out += "<path d=\"\(data(of: path))\""
      close("path", style, tooltip)
    case .circle(let center, let radius, let style, let tooltip):
      out += "<circle cx=\"\(coordinate(center.x))\" cy=\"\(coordinate(center.y))\" r=\"\(coordinate(radius))\""
      close("circle", style, tooltip)
    case .text(let text, let anchor, let style, let tooltip):
      writeText(text, at: anchor, style, tooltip)
    case .points(let points):
      let writer = PointsWriter(
        points: points, binding: binding, dots: dots.paths[dotsWritten], hasTooltips: hasTooltips)
      dotsWritten += 1
      out += writer.markup(attributes: attributes)
    case .image(let png, let box):
      out += "<image x=\"\(coordinate(box.x))\" y=\"\(coordinate(box.y))\" "
      out += "width=\"\(coordinate(box.width))\" height=\"\(coordinate(box.height))\" "
      out += "preserveAspectRatio=\"none\" href=\"data:image/png;base64,\(base64(png))\"/>\n"
    case .group(let marks):
      out += "<g>\n"
      for mark in marks { write(mark) }
      out += "</g>\n"
    }
  }

  private mutating func close(_ element: String, _ style: Style, _ tooltip: String?) {
    out += attributes(style)
    metTooltip = metTooltip || tooltip != nil
    if let tooltip, hasTooltips {
      out += "><title>\(escapedMarkup(tooltip))</title></\(element)>\n"
    } else {
      out += "/>\n"
    }
  }

  private mutating func writeText(_ text: String, at anchor: Point, _ style: TextStyle, _ tooltip: String?) {
    out += "<text x=\"\(coordinate(anchor.x))\" y=\"\(coordinate(anchor.y))\" font-size=\"\(coordinate(style.size))\""
    if style.weight == .bold { out += " font-weight=\"bold\"" }
    if style.anchor != .start { out += " text-anchor=\"\(style.anchor.rawValue)\"" }
    if style.rotation != 0 {
      let center = "\(coordinate(anchor.x)) \(coordinate(anchor.y))"
      out += " transform=\"rotate(\(coordinate(style.rotation)) \(center))\""
    }
    var shape = Style(fill: style.paint)
    if style.hasHalo {
      shape.stroke = .page
      shape.strokeWidth = 3
      out += " paint-order=\"stroke\" stroke-linejoin=\"round\""
    }
    out += attributes(shape) + ">"
    metTooltip = metTooltip || tooltip != nil
    if let tooltip, hasTooltips { out += "<title>\(escapedMarkup(tooltip))</title>" }
    out += "\(escapedMarkup(text))</text>\n"
  }

  private func data(of path: Path) -> String {
    path.elements.map { element in
      switch element {
      case .move(let p): "M\(coordinate(p.x)) \(coordinate(p.y))"
      case .line(let p): "L\(coordinate(p.x)) \(coordinate(p.y))"
      case .close: "Z"
      }
    }.joined()
  }

  // MARK: Attributes

  private func attributes(_ style: Style) -> String {
    var classes: [String] = []
    var text = paint("fill", style.fill, &classes)
    if style.stroke != nil {
      text += paint("stroke", style.stroke, &classes)
      if style.strokeWidth != 1 { text += " stroke-width=\"\(coordinate(style.strokeWidth))\"" }
      if style.strokeOpacity < 1 { text += " stroke-opacity=\"\(coordinate(style.strokeOpacity))\"" }
      if !style.dash.isEmpty {
        text += " stroke-dasharray=\"\(style.dash.map(coordinate).joined(separator: " "))\""
      }
      if style.roundCaps { text += " stroke-linecap=\"round\"" }
    }
    if style.fill != nil, style.fillOpacity < 1 { text += " fill-opacity=\"\(coordinate(style.fillOpacity))\"" }
    if !classes.isEmpty { text += " class=\"\(classes.joined(separator: " "))\"" }
    return text
  }

  private func paint(_ property: String, _ paint: Paint?, _ classes: inout [String]) -> String {
    switch paint {
    case nil: return property == "fill" ? " fill=\"none\"" : ""
    case .color(let color): return " \(property)=\"\(color.hex)\""
    case .theme(let role):
      if binding == .alone { return " \(property)=\"\(role.literal.hex)\"" }
      classes.append("\(property.prefix(1))\(role.rawValue)")
      return ""
    }
  }
}
