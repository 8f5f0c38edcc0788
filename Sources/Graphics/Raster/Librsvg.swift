/// librsvg (LGPL), which draws SVG documents, loaded when one is first drawn.
struct Librsvg: Sendable {
  /// Mirrors RsvgRectangle.
  private struct Rectangle {
    var x: Double
    var y: Double
    var width: Double
    var height: Double
  }

  private let newFromData:
    @convention(c) (UnsafePointer<UInt8>, UInt, UnsafeMutablePointer<OpaquePointer?>?) -> OpaquePointer?
  private let renderDocument:
    @convention(c) (OpaquePointer, OpaquePointer, UnsafeRawPointer, UnsafeMutablePointer<OpaquePointer?>?) -> Int32
  private let unref: @convention(c) (OpaquePointer) -> Void

  static let shared: Result<Librsvg, RasterisationError> = Result { () throws(RasterisationError) in try Librsvg() }

  private init() throws(RasterisationError) {
    let rsvg = try SharedLibrary(name: "librsvg-2.so.2", package: "librsvg2-2")
    let gobject = try SharedLibrary(name: "libgobject-2.0.so.0", package: "libglib2.0-0")
    newFromData = try rsvg.function("rsvg_handle_new_from_data")
    renderDocument = try rsvg.function("rsvg_handle_render_document")
    unref = try gobject.function("g_object_unref")
  }

  /// Draws a document, stretched over the whole image, into a context of cairo's.
  func draw(
    _ svg: String, into context: OpaquePointer, columns: Int, rows: Int
  ) throws(RasterisationError) {
    let bytes = Array(svg.utf8)
    guard let handle = newFromData(bytes, UInt(bytes.count), nil) else {
      throw .refused("librsvg does not take the document")
    }
    defer { unref(handle) }
    var viewport = Rectangle(x: 0, y: 0, width: Double(columns), height: Double(rows))
    guard renderDocument(handle, context, &viewport, nil) != 0 else {
      throw .refused("librsvg cannot draw the document")
    }
  }
}
