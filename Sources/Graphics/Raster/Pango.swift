/// pango (LGPL), which finds fonts and sets text. librsvg comes with it.
struct Pango: Sendable {
  let unref: @convention(c) (OpaquePointer) -> Void
  let fontMapNew: @convention(c) () -> OpaquePointer
  let createContext: @convention(c) (OpaquePointer) -> OpaquePointer
  let setFontOptions: @convention(c) (OpaquePointer, OpaquePointer) -> Void
  let setResolution: @convention(c) (OpaquePointer, Double) -> Void
  let setRoundGlyphPositions: @convention(c) (OpaquePointer, Int32) -> Void
  let setBaseDirection: @convention(c) (OpaquePointer, Int32) -> Void
  /// The drawing's transformation and options, from the first to the second.
  let updateContext: @convention(c) (OpaquePointer, OpaquePointer) -> Void

  let layoutNew: @convention(c) (OpaquePointer) -> OpaquePointer
  let setAutoDirection: @convention(c) (OpaquePointer, Int32) -> Void
  let layoutSetText: @convention(c) (OpaquePointer, UnsafePointer<CChar>, Int32) -> Void
  let layoutSetFont: @convention(c) (OpaquePointer, OpaquePointer) -> Void
  let layoutSetAttributes: @convention(c) (OpaquePointer, OpaquePointer) -> Void
  let layoutSize: @convention(c) (OpaquePointer, UnsafeMutablePointer<Int32>, UnsafeMutablePointer<Int32>) -> Void
  let layoutBaseline: @convention(c) (OpaquePointer) -> Int32
  let layoutPath: @convention(c) (OpaquePointer, OpaquePointer) -> Void

  let fontNew: @convention(c) () -> OpaquePointer
  let fontFree: @convention(c) (OpaquePointer) -> Void
  let fontSetFamily: @convention(c) (OpaquePointer, UnsafePointer<CChar>) -> Void
  let fontSetWeight: @convention(c) (OpaquePointer, Int32) -> Void
  let fontSetSize: @convention(c) (OpaquePointer, Int32) -> Void

  let attributesNew: @convention(c) () -> OpaquePointer
  /// The list owns the attribute.
  let attributesInsert: @convention(c) (OpaquePointer, OpaquePointer) -> Void
  let attributesUnref: @convention(c) (OpaquePointer) -> Void
  let letterSpacingNew: @convention(c) (Int32) -> OpaquePointer

  init() throws(RasterisationError) {
    let gobject = try SharedLibrary(name: "libgobject-2.0.so.0", package: "libglib2.0-0")
    let pango = try SharedLibrary(name: "libpango-1.0.so.0", package: "libpango-1.0-0")
    let bridge = try SharedLibrary(name: "libpangocairo-1.0.so.0", package: "libpangocairo-1.0-0")
    unref = try gobject.function("g_object_unref")
    fontMapNew = try bridge.function("pango_cairo_font_map_new")
    createContext = try pango.function("pango_font_map_create_context")
    setFontOptions = try bridge.function("pango_cairo_context_set_font_options")
    setResolution = try bridge.function("pango_cairo_context_set_resolution")
    setRoundGlyphPositions = try pango.function("pango_context_set_round_glyph_positions")
    setBaseDirection = try pango.function("pango_context_set_base_dir")
    updateContext = try bridge.function("pango_cairo_update_context")
    layoutNew = try pango.function("pango_layout_new")
    setAutoDirection = try pango.function("pango_layout_set_auto_dir")
    layoutSetText = try pango.function("pango_layout_set_text")
    layoutSetFont = try pango.function("pango_layout_set_font_description")
    layoutSetAttributes = try pango.function("pango_layout_set_attributes")
    layoutSize = try pango.function("pango_layout_get_size")
    layoutBaseline = try pango.function("pango_layout_get_baseline")
    layoutPath = try bridge.function("pango_cairo_layout_path")
    fontNew = try pango.function("pango_font_description_new")
    fontFree = try pango.function("pango_font_description_free")
    fontSetFamily = try pango.function("pango_font_description_set_family")
    fontSetWeight = try pango.function("pango_font_description_set_weight")
    fontSetSize = try pango.function("pango_font_description_set_size")
    attributesNew = try pango.function("pango_attr_list_new")
    attributesInsert = try pango.function("pango_attr_list_insert")
    attributesUnref = try pango.function("pango_attr_list_unref")
    letterSpacingNew = try pango.function("pango_attr_letter_spacing_new")
  }
}
