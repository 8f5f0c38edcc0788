import Synchronization

/// Sets lines of text with pango (LGPL) and gives their letters' outlines, as librsvg does.
///
/// Fonts are found once, and stay loaded; one line is set at a time.
final class TextOutlines: Sendable {
  /// A line's outlines with its first letter's origin at the place asked for.
  struct Line {
    /// A path of cairo's, in CSS pixels; whoever asked destroys it.
    let path: OpaquePointer
    /// The box around the letters.
    let box: Box
  }

  private let cairo: Cairo
  private let pango: Pango
  private let lock = Mutex(())
  /// Takes paths at one unit a CSS pixel. Used under the lock, as is the next.
  nonisolated(unsafe) private let recorder: OpaquePointer
  nonisolated(unsafe) private let fonts: OpaquePointer

  static let shared: Result<TextOutlines, RasterisationError> = Result { () throws(RasterisationError) in
    TextOutlines(cairo: try Cairo.shared.get(), pango: try Pango())
  }

  private init(cairo: Cairo, pango: Pango) {
    self.cairo = cairo
    self.pango = pango
    let colorAlpha: Int32 = 0x3000  // CAIRO_CONTENT_COLOR_ALPHA
    let surface = cairo.recordingSurfaceCreate(colorAlpha, nil)
    recorder = cairo.contextCreate(surface)
    cairo.surfaceDestroy(surface)
    fonts = pango.createContext(pango.fontMapNew())
    // Lengths scale with the drawing, so that letters keep their ideal widths.
    let options = cairo.fontOptionsCreate()
    cairo.fontOptionsSetHintStyle(options, 1)  // CAIRO_HINT_STYLE_NONE
    cairo.fontOptionsSetHintMetrics(options, 1)  // CAIRO_HINT_METRICS_OFF
    pango.setFontOptions(fonts, options)
    cairo.fontOptionsDestroy(options)
    pango.setRoundGlyphPositions(fonts, 0)
    pango.setBaseDirection(fonts, 0)  // PANGO_DIRECTION_LTR
    // Sizes are given in CSS pixels, so that a point is one.
    pango.setResolution(fonts, 72)
    pango.updateContext(recorder, fonts)
  }

  /// Sets a line at an anchor; its rotation is left to who draws it.
  func line(_ text: String, at anchor: Point, _ style: TextStyle) -> Line {
    lock.withLock { _ in
      let layout = pango.layoutNew(fonts)
      defer { pango.unref(layout) }
      set(text, style, on: layout)
      var (width, height) = (Int32(0), Int32(0))
      pango.layoutSize(layout, &width, &height)
      let shift =
        switch style.anchor {
        case .start: 0.0
        case .middle: -Double(width) / Self.unitsPerPixel / 2
        case .end: -Double(width) / Self.unitsPerPixel
        }
      let baseline = Double(pango.layoutBaseline(layout)) / Self.unitsPerPixel
      cairo.newPath(recorder)
      cairo.moveTo(recorder, anchor.x + shift, anchor.y - baseline)
      pango.layoutPath(recorder, layout)
      var (left, top, right, bottom) = (0.0, 0.0, 0.0, 0.0)
      cairo.pathExtents(recorder, &left, &top, &right, &bottom)
      return Line(
        path: cairo.copyPath(recorder), box: Box(x: left, y: top, width: right - left, height: bottom - top))
    }
  }

  /// Loads both weights' fonts, so that the first figure does not wait for them.
  func loadFonts() {
    for weight in [FontWeight.regular, .bold] {
      cairo.pathDestroy(line("0", at: Point(0, 0), TextStyle(weight: weight)).path)
    }
  }

  private static let unitsPerPixel = 1024.0

  private func set(_ text: String, _ style: TextStyle, on layout: OpaquePointer) {
    pango.setAutoDirection(layout, 0)
    let font = pango.fontNew()
    defer { pango.fontFree(font) }
    pango.fontSetFamily(font, TextMeasure.fontFamily)
    pango.fontSetWeight(font, style.weight == .bold ? 700 : 400)
    pango.fontSetSize(font, Int32(style.size * Self.unitsPerPixel + 0.5))
    pango.layoutSetFont(layout, font)
    // No room between letters is some all the same: pango joins none to ligatures.
    let attributes = pango.attributesNew()
    pango.attributesInsert(attributes, pango.letterSpacingNew(0))
    pango.layoutSetAttributes(layout, attributes)
    pango.attributesUnref(attributes)
    pango.layoutSetText(layout, text, -1)
  }
}
