#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Why a figure has no PNG.
public enum RasterisationError: Error, Sendable, Equatable {
  /// The library is not installed, or too old to have the function.
  case libraryMissing(library: String, package: String)
  /// librsvg could not read or draw the document.
  case refused(String)
  /// The scale is no number, or the image would have more than 100 million pixels.
  case sizeOutOfRange(width: Double, height: Double, scale: Double)

  /// A sentence for people.
  public var message: String {
    switch self {
    case .libraryMissing(let library, let package):
      "figures have no PNG here, because \(library) is not installed (Debian, Ubuntu: apt install \(package))"
    case .refused(let reason): "the figure could not be rasterised: \(reason)"
    case .sizeOutOfRange(let width, let height, let scale):
      "a PNG of \(NumberText.value(width)) × \(NumberText.value(height)) at scale \(NumberText.value(scale)) "
        + "is out of range (scale from 0.1 to 8, 100 million pixels at most)"
    }
  }
}

/// librsvg (LGPL) and the cairo surface that it draws on, loaded when the first PNG is made.
///
/// Linked at run time, since most sessions never make a PNG and the libraries cost a first cell 20 ms and
/// 10 MB.
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
  private let surfaceCreate: @convention(c) (Int32, Int32, Int32) -> OpaquePointer
  private let surfaceStatus: @convention(c) (OpaquePointer) -> Int32
  private let surfaceFlush: @convention(c) (OpaquePointer) -> Void
  private let surfaceData: @convention(c) (OpaquePointer) -> UnsafeMutablePointer<UInt8>?
  private let surfaceMarkDirty: @convention(c) (OpaquePointer) -> Void
  private let surfaceDestroy: @convention(c) (OpaquePointer) -> Void
  private let contextCreate: @convention(c) (OpaquePointer) -> OpaquePointer
  private let contextDestroy: @convention(c) (OpaquePointer) -> Void

  private static let shared: Result<Librsvg, RasterisationError> = Result { () throws(RasterisationError) in
    try Librsvg()
  }

  private init() throws(RasterisationError) {
    let rsvg = try Library(name: "librsvg-2.so.2", package: "librsvg2-2")
    let cairo = try Library(name: "libcairo.so.2", package: "libcairo2")
    let gobject = try Library(name: "libgobject-2.0.so.0", package: "libglib2.0-0")
    newFromData = try rsvg.function("rsvg_handle_new_from_data")
    renderDocument = try rsvg.function("rsvg_handle_render_document")
    unref = try gobject.function("g_object_unref")
    surfaceCreate = try cairo.function("cairo_image_surface_create")
    surfaceStatus = try cairo.function("cairo_surface_status")
    surfaceFlush = try cairo.function("cairo_surface_flush")
    surfaceData = try cairo.function("cairo_image_surface_get_data")
    surfaceMarkDirty = try cairo.function("cairo_surface_mark_dirty")
    surfaceDestroy = try cairo.function("cairo_surface_destroy")
    contextCreate = try cairo.function("cairo_create")
    contextDestroy = try cairo.function("cairo_destroy")
  }

  /// Draws layers one over the other and encodes the image as PNG.
  static func rasterise(
    _ layers: [RasterLayer], width: Double, height: Double, scale: Double
  ) throws(RasterisationError) -> [UInt8] {
    try image(of: layers, width: width, height: height, scale: scale) { pixels, columns, rows in
      PNGEncoder.rgb(pixels: pixels, width: columns, height: rows)
    }
  }

  /// Draws layers one over the other.
  ///
  /// - Parameter body: gets the image, 0xRRGGBB a pixel in the low bits, row by row from the top, and its size.
  static func image<Made>(
    of layers: [RasterLayer], width: Double, height: Double, scale: Double,
    _ body: (_ pixels: UnsafeBufferPointer<UInt32>, _ columns: Int, _ rows: Int) -> Made
  ) throws(RasterisationError) -> Made {
    guard scale >= 0.1, scale <= 8, width * height * scale * scale <= 1e8 else {
      throw .sizeOutOfRange(width: width, height: height, scale: scale)
    }
    let columns = max(1, Int((width * scale).rounded()))
    let rows = max(1, Int((height * scale).rounded()))
    return try shared.get().draw(layers, columns: columns, rows: rows) { body($0, columns, rows) }
  }

  private func draw<Made>(
    _ layers: [RasterLayer], columns: Int, rows: Int, _ body: (UnsafeBufferPointer<UInt32>) -> Made
  ) throws(RasterisationError) -> Made {
    let opaqueFormat: Int32 = 1  // CAIRO_FORMAT_RGB24: a word a pixel, 0xRRGGBB in its low bits, rows without gaps
    let surface = surfaceCreate(opaqueFormat, Int32(columns), Int32(rows))
    defer { surfaceDestroy(surface) }
    guard surfaceStatus(surface) == 0 else { throw .refused("there is no memory for the image") }
    for layer in layers {
      switch layer {
      case .document(let svg): try draw(Array(svg.utf8), on: surface, columns: columns, rows: rows)
      case .dots(let dots):
        dots.draw(on: try pixels(of: surface, columns * rows), columns: columns)
        surfaceMarkDirty(surface)
      }
    }
    return body(UnsafeBufferPointer(try pixels(of: surface, columns * rows)))
  }

  /// The document is stretched over the whole image.
  private func draw(
    _ svg: [UInt8], on surface: OpaquePointer, columns: Int, rows: Int
  ) throws(RasterisationError) {
    guard let handle = newFromData(svg, UInt(svg.count), nil) else {
      throw .refused("librsvg does not take the document")
    }
    defer { unref(handle) }
    let context = contextCreate(surface)
    defer { contextDestroy(context) }
    var viewport = Rectangle(x: 0, y: 0, width: Double(columns), height: Double(rows))
    guard renderDocument(handle, context, &viewport, nil) != 0 else {
      throw .refused("librsvg cannot draw the document")
    }
  }

  /// The surface's own words, valid until something is drawn on it.
  private func pixels(
    of surface: OpaquePointer, _ count: Int
  ) throws(RasterisationError) -> UnsafeMutableBufferPointer<UInt32> {
    surfaceFlush(surface)
    guard let data = surfaceData(surface) else { throw .refused("cairo gives no image") }
    return UnsafeMutableBufferPointer(
      start: UnsafeMutableRawPointer(data).assumingMemoryBound(to: UInt32.self), count: count)
  }
}

/// A shared library that stays loaded.
private struct Library {
  let name: String
  let package: String
  let handle: UnsafeMutableRawPointer

  init(name: String, package: String) throws(RasterisationError) {
    guard let handle = dlopen(name, RTLD_NOW | RTLD_LOCAL) else {
      throw .libraryMissing(library: name, package: package)
    }
    self.name = name
    self.package = package
    self.handle = handle
  }

  /// The caller's type must be the C declaration's; nothing else can check it.
  func function<Function>(_ symbol: String) throws(RasterisationError) -> Function {
    guard let address = dlsym(handle, symbol) else {
      throw .libraryMissing(library: "\(name) with \(symbol)", package: package)
    }
    return unsafeBitCast(address, to: Function.self)
  }
}
