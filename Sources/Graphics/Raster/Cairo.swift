/// cairo (LGPL), which fills and strokes paths on a surface in memory.
///
/// Linked at run time, as is all that draws images: most sessions never make a PNG, and the libraries cost a first cell 20 ms
/// and 10 MB.
struct Cairo: Sendable {
  let surfaceCreate: @convention(c) (Int32, Int32, Int32) -> OpaquePointer
  let surfaceCreateForData: @convention(c) (UnsafeMutablePointer<UInt32>?, Int32, Int32, Int32, Int32) -> OpaquePointer
  let recordingSurfaceCreate: @convention(c) (Int32, UnsafeRawPointer?) -> OpaquePointer
  let surfaceStatus: @convention(c) (OpaquePointer) -> Int32
  let surfaceFlush: @convention(c) (OpaquePointer) -> Void
  let surfaceData: @convention(c) (OpaquePointer) -> UnsafeMutablePointer<UInt8>?
  let surfaceMarkDirty: @convention(c) (OpaquePointer) -> Void
  let surfaceDestroy: @convention(c) (OpaquePointer) -> Void

  let contextCreate: @convention(c) (OpaquePointer) -> OpaquePointer
  let contextStatus: @convention(c) (OpaquePointer) -> Int32
  let contextDestroy: @convention(c) (OpaquePointer) -> Void
  let save: @convention(c) (OpaquePointer) -> Void
  let restore: @convention(c) (OpaquePointer) -> Void
  let translate: @convention(c) (OpaquePointer, Double, Double) -> Void
  let scale: @convention(c) (OpaquePointer, Double, Double) -> Void
  /// Clockwise, in radians.
  let rotate: @convention(c) (OpaquePointer, Double) -> Void

  let newPath: @convention(c) (OpaquePointer) -> Void
  let moveTo: @convention(c) (OpaquePointer, Double, Double) -> Void
  let lineTo: @convention(c) (OpaquePointer, Double, Double) -> Void
  let curveTo: @convention(c) (OpaquePointer, Double, Double, Double, Double, Double, Double) -> Void
  let closePath: @convention(c) (OpaquePointer) -> Void
  let copyPath: @convention(c) (OpaquePointer) -> OpaquePointer
  let appendPath: @convention(c) (OpaquePointer, OpaquePointer) -> Void
  let pathDestroy: @convention(c) (OpaquePointer) -> Void
  /// Left, top, right and bottom.
  let pathExtents:
    @convention(c) (
      OpaquePointer, UnsafeMutablePointer<Double>, UnsafeMutablePointer<Double>, UnsafeMutablePointer<Double>,
      UnsafeMutablePointer<Double>
    ) -> Void

  let setSource: @convention(c) (OpaquePointer, Double, Double, Double, Double) -> Void
  let setLineWidth: @convention(c) (OpaquePointer, Double) -> Void
  let setLineCap: @convention(c) (OpaquePointer, Int32) -> Void
  let setLineJoin: @convention(c) (OpaquePointer, Int32) -> Void
  let setMiterLimit: @convention(c) (OpaquePointer, Double) -> Void
  let setDash: @convention(c) (OpaquePointer, UnsafePointer<Double>?, Int32, Double) -> Void
  let clip: @convention(c) (OpaquePointer) -> Void
  let fill: @convention(c) (OpaquePointer) -> Void
  let fillPreserve: @convention(c) (OpaquePointer) -> Void
  let stroke: @convention(c) (OpaquePointer) -> Void

  let fontOptionsCreate: @convention(c) () -> OpaquePointer
  let fontOptionsDestroy: @convention(c) (OpaquePointer) -> Void
  let fontOptionsSetHintStyle: @convention(c) (OpaquePointer, Int32) -> Void
  let fontOptionsSetHintMetrics: @convention(c) (OpaquePointer, Int32) -> Void

  static let shared: Result<Cairo, RasterisationError> = Result { () throws(RasterisationError) in try Cairo() }

  private init() throws(RasterisationError) {
    let cairo = try SharedLibrary(name: "libcairo.so.2", package: "libcairo2")
    surfaceCreate = try cairo.function("cairo_image_surface_create")
    surfaceCreateForData = try cairo.function("cairo_image_surface_create_for_data")
    recordingSurfaceCreate = try cairo.function("cairo_recording_surface_create")
    surfaceStatus = try cairo.function("cairo_surface_status")
    surfaceFlush = try cairo.function("cairo_surface_flush")
    surfaceData = try cairo.function("cairo_image_surface_get_data")
    surfaceMarkDirty = try cairo.function("cairo_surface_mark_dirty")
    surfaceDestroy = try cairo.function("cairo_surface_destroy")
    contextCreate = try cairo.function("cairo_create")
    contextStatus = try cairo.function("cairo_status")
    contextDestroy = try cairo.function("cairo_destroy")
    save = try cairo.function("cairo_save")
    restore = try cairo.function("cairo_restore")
    translate = try cairo.function("cairo_translate")
    scale = try cairo.function("cairo_scale")
    rotate = try cairo.function("cairo_rotate")
    newPath = try cairo.function("cairo_new_path")
    moveTo = try cairo.function("cairo_move_to")
    lineTo = try cairo.function("cairo_line_to")
    curveTo = try cairo.function("cairo_curve_to")
    closePath = try cairo.function("cairo_close_path")
    copyPath = try cairo.function("cairo_copy_path")
    appendPath = try cairo.function("cairo_append_path")
    pathDestroy = try cairo.function("cairo_path_destroy")
    pathExtents = try cairo.function("cairo_path_extents")
    setSource = try cairo.function("cairo_set_source_rgba")
    setLineWidth = try cairo.function("cairo_set_line_width")
    setLineCap = try cairo.function("cairo_set_line_cap")
    setLineJoin = try cairo.function("cairo_set_line_join")
    setMiterLimit = try cairo.function("cairo_set_miter_limit")
    setDash = try cairo.function("cairo_set_dash")
    clip = try cairo.function("cairo_clip")
    fill = try cairo.function("cairo_fill")
    fillPreserve = try cairo.function("cairo_fill_preserve")
    stroke = try cairo.function("cairo_stroke")
    fontOptionsCreate = try cairo.function("cairo_font_options_create")
    fontOptionsDestroy = try cairo.function("cairo_font_options_destroy")
    fontOptionsSetHintStyle = try cairo.function("cairo_font_options_set_hint_style")
    fontOptionsSetHintMetrics = try cairo.function("cairo_font_options_set_hint_metrics")
  }
}
