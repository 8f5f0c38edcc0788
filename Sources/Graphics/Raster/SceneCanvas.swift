/// Draws marks with cairo as librsvg draws the document that `SceneWriter` writes of them, pixel for pixel and in half the
/// time: nothing is written and read again, and librsvg computes the exact extents of each text, which takes longer than to
/// draw it.
///
/// Numbers are rounded as in the document, see `written`.
struct SceneCanvas {
  let cairo: Cairo
  let outlines: TextOutlines
  let context: OpaquePointer
  /// Pixels of the image per CSS pixel.
  let scale: Double
  /// The pixels that are drawn on.
  let rows: Range<Int>
  let columns: Int

  func draw(_ layer: MarkLayer) {
    cairo.save(context)
    clip()
    cairo.scale(context, scale, scale)
    cairo.setMiterLimit(context, 4)
    var ground = BareGround(isBare: layer.hasGround)
    if layer.hasGround {
      let box = Box(x: 0, y: 0, width: layer.scene.width, height: layer.scene.height)
      draw(.rect(box, Style(fill: .page)), &ground)
      ground = BareGround(isBare: true)
    }
    for mark in layer.scene.marks { draw(mark, &ground) }
    cairo.restore(context)
  }

  private func clip() {
    cairo.moveTo(context, 0, Double(rows.lowerBound))
    cairo.lineTo(context, Double(columns), Double(rows.lowerBound))
    cairo.lineTo(context, Double(columns), Double(rows.upperBound))
    cairo.lineTo(context, 0, Double(rows.upperBound))
    cairo.closePath(context)
    cairo.clip(context)
  }

  private func draw(_ mark: Mark, _ ground: inout BareGround) {
    switch mark {
    case .rect(let box, let radius, let style, _):
      rect(box, radius)
      paint(style)
    case .line(let from, let to, let style, _):
      cairo.moveTo(context, written(from.x), written(from.y))
      cairo.lineTo(context, written(to.x), written(to.y))
      paint(style)
    case .path(let path, let style, _):
      trace(path)
      paint(style)
    case .circle(let center, let radius, let style, _):
      circle(Point(written(center.x), written(center.y)), written(radius))
      paint(style)
    case .text(let text, let anchor, let style, _): draw(text, at: anchor, style, &ground)
    case .points(let points): draw(points)
    case .group(let marks): for mark in marks { draw(mark, &ground) }
    case .image: preconditionFailure("images are drawn by librsvg, see `isDrawable`")
    }
    ground.cover(mark)
  }

  // MARK: Shapes

  private func rect(_ box: Box, _ cornerRadius: Double) {
    let (left, top) = (written(box.x), written(box.y))
    let (width, height) = (written(box.width), written(box.height))
    guard width > 0, height > 0 else { return }
    let (right, bottom) = (left + width, top + height)
    if cornerRadius > 0, written(cornerRadius) > 0 {
      roundedRect(
        left, top, right, bottom, min(written(cornerRadius), width / 2), min(written(cornerRadius), height / 2))
    } else {
      cairo.moveTo(context, left, top)
      cairo.lineTo(context, right, top)
      cairo.lineTo(context, right, bottom)
      cairo.lineTo(context, left, bottom)
      cairo.closePath(context)
    }
  }

  private func roundedRect(
    _ left: Double, _ top: Double, _ right: Double, _ bottom: Double, _ rx: Double, _ ry: Double
  ) {
    cairo.moveTo(context, left + rx, top)
    cairo.lineTo(context, right - rx, top)
    quarter(around: Point(right - rx, top + ry), rx, ry, from: -1)
    cairo.lineTo(context, right, bottom - ry)
    quarter(around: Point(right - rx, bottom - ry), rx, ry, from: 0)
    cairo.lineTo(context, left + rx, bottom)
    quarter(around: Point(left + rx, bottom - ry), rx, ry, from: 1)
    cairo.lineTo(context, left, top + ry)
    quarter(around: Point(left + rx, top + ry), rx, ry, from: 2)
    cairo.closePath(context)
  }

  /// A quarter of an ellipse, clockwise, as one curve.
  ///
  /// - Parameter from: where it begins, in right angles from the right.
  private func quarter(around center: Point, _ rx: Double, _ ry: Double, from start: Int) {
    // The share of the radius that makes a cubic curve nearly a circle's quarter: 4/3 tan(π/8).
    let bend = 0.552_284_749_830_793_4
    let directions = [(1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0)]
    let (a, b) = (directions[(start + 4) % 4], directions[(start + 5) % 4])
    cairo.curveTo(
      context, center.x + rx * (a.0 + bend * b.0), center.y + ry * (a.1 + bend * b.1),
      center.x + rx * (b.0 + bend * a.0), center.y + ry * (b.1 + bend * a.1),
      center.x + rx * b.0, center.y + ry * b.1)
  }

  private func circle(_ center: Point, _ radius: Double) {
    guard radius > 0 else { return }
    let (x, y) = (center.x, center.y)
    let bend = 0.552_284_749_8 * radius
    cairo.moveTo(context, x + radius, y)
    cairo.curveTo(context, x + radius, y + bend, x + bend, y + radius, x, y + radius)
    cairo.curveTo(context, x - bend, y + radius, x - radius, y + bend, x - radius, y)
    cairo.curveTo(context, x - radius, y - bend, x - bend, y - radius, x, y - radius)
    cairo.curveTo(context, x + bend, y - radius, x + radius, y - bend, x + radius, y)
    cairo.closePath(context)
  }

  private func trace(_ path: Path) {
    for element in path.elements {
      switch element {
      case .move(let p): cairo.moveTo(context, hundredths(p.x), hundredths(p.y))
      case .line(let p): cairo.lineTo(context, hundredths(p.x), hundredths(p.y))
      case .close: cairo.closePath(context)
      }
    }
  }

  private func draw(_ points: Points) {
    let cells = DotGrid(points.positions).cells
    cairo.save(context)
    cairo.scale(context, 1 / DotGrid.unitsPerPixel, 1 / DotGrid.unitsPerPixel)
    for stroke in points.strokes {
      for cell in cells {
        cairo.moveTo(context, Double(cell.x), Double(cell.y))
        cairo.lineTo(context, Double(cell.x), Double(cell.y))
      }
      var style = Style(stroke: stroke.paint, strokeWidth: stroke.width * DotGrid.unitsPerPixel, roundCaps: true)
      style.strokeOpacity = points.opacity
      paint(style)
    }
    cairo.restore(context)
  }

  // MARK: Text

  private func draw(_ text: String, at anchor: Point, _ style: TextStyle, _ ground: inout BareGround) {
    guard !text.isEmpty, reaches(anchor, style) else { return }
    var style = style
    style.size = written(style.size)
    let (x, y) = (written(anchor.x), written(anchor.y))
    let line = outlines.line(text, at: Point(x, y), style)
    defer { cairo.pathDestroy(line.path) }
    cairo.save(context)
    if style.rotation != 0 {
      cairo.translate(context, x, y)
      cairo.rotate(context, written(style.rotation) * .pi / 180)
      cairo.translate(context, -x, -y)
    }
    let halo = line.box.expanded(by: Self.haloWidth / 2)
    if style.hasHalo, style.rotation != 0 || !ground.isBare(under: halo) {
      cairo.appendPath(context, line.path)
      setSource(.page, opacity: 1)
      cairo.setLineWidth(context, Self.haloWidth)
      cairo.setLineJoin(context, 1)  // CAIRO_LINE_JOIN_ROUND
      cairo.setLineCap(context, 0)  // CAIRO_LINE_CAP_BUTT
      cairo.setDash(context, nil, 0, 0)
      cairo.stroke(context)
    }
    cairo.appendPath(context, line.path)
    setSource(style.paint, opacity: 1)
    cairo.fill(context)
    cairo.restore(context)
    ground.cover(style.rotation == 0 ? halo : .everywhere)
  }

  private static let haloWidth = 3.0

  /// Whether any of a text's letters can stand on the rows: no font's are four times as high as its size.
  private func reaches(_ anchor: Point, _ style: TextStyle) -> Bool {
    let reach = 4 * style.size + Self.haloWidth
    let (top, bottom) = ((anchor.y - reach) * scale, (anchor.y + reach) * scale)
    return style.rotation != 0 || top < Double(rows.upperBound) && bottom > Double(rows.lowerBound)
  }

  // MARK: Paint

  /// Fills the path, then strokes it, and forgets it.
  private func paint(_ style: Style) {
    if let fill = style.fill {
      setSource(fill, opacity: style.fillOpacity)
      cairo.fillPreserve(context)
    }
    if let stroke = style.stroke {
      setSource(stroke, opacity: style.strokeOpacity)
      cairo.setLineWidth(context, written(style.strokeWidth))
      cairo.setLineCap(context, style.roundCaps ? 1 : 0)  // CAIRO_LINE_CAP_ROUND, CAIRO_LINE_CAP_BUTT
      cairo.setLineJoin(context, 0)  // CAIRO_LINE_JOIN_MITER
      let dash = style.dash.map(written)
      cairo.setDash(context, dash, Int32(dash.count), 0)
      cairo.stroke(context)
    }
    cairo.newPath(context)
  }

  /// Opacities are bytes in librsvg.
  private func setSource(_ paint: Paint, opacity: Double) {
    let color = paint.literal
    let alpha = UInt8((255 * written(min(1, max(0, opacity)))).rounded())
    func share(_ byte: UInt8) -> Double { Double(Float(byte) / 255) }
    cairo.setSource(context, share(color.red), share(color.green), share(color.blue), share(alpha))
  }

  // MARK: Numbers

  /// A number as `coordinate` writes it.
  private func hundredths(_ value: Double) -> Double {
    guard value.isFinite, abs(value) < 1e12 else { return 0 }
    return (value * 100).rounded() / 100
  }

  /// The same in an attribute, which librsvg reads in single precision.
  private func written(_ value: Double) -> Double { Double(Float(hundredths(value))) }
}
