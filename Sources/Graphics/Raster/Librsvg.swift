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
  private let surfaceStride: @convention(c) (OpaquePointer) -> Int32
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
    surfaceStride = try cairo.function("cairo_image_surface_get_stride")
    surfaceDestroy = try cairo.function("cairo_surface_destroy")
    contextCreate = try cairo.function("cairo_create")
    contextDestroy = try cairo.function("cairo_destroy")
  }

  /// Draws an SVG document and encodes it as PNG.
  static func rasterise(
    _ svg: String, width: Double, height: Double, scale: Double
  ) throws(RasterisationError) -> [UInt8] {
    guard scale >= 0.1, scale <= 8, width * height * scale * scale <= 1e8 else {
      throw .sizeOutOfRange(width: width, height: height, scale: scale)
    }
    let columns = max(1, Int((width * scale).rounded()))
    let rows = max(1, Int((height * scale).rounded()))
    let pixels = try shared.get().draw(Array(svg.utf8), columns: columns, rows: rows)
    return PNGEncoder.rgb(pixels: pixels, width: columns, height: rows)
  }

  /// Three bytes a pixel; the document is stretched over the whole image.
  private func draw(_ svg: [UInt8], columns: Int, rows: Int) throws(RasterisationError) -> [UInt8] {
    guard let handle = newFromData(svg, UInt(svg.count), nil) else {
      throw .refused("librsvg does not take the document")
    }
    defer { unref(handle) }
    let opaqueFormat: Int32 = 1  // CAIRO_FORMAT_RGB24: four bytes a pixel, blue first, the last unused
    let surface = surfaceCreate(opaqueFormat, Int32(columns), Int32(rows))
    defer { surfaceDestroy(surface) }
    guard surfaceStatus(surface) == 0 else { throw .refused("there is no memory for the image") }
    let context = contextCreate(surface)
    defer { contextDestroy(context) }
    var viewport = Rectangle(x: 0, y: 0, width: Double(columns), height: Double(rows))
    guard renderDocument(handle, context, &viewport, nil) != 0 else {
      throw .refused("librsvg cannot draw the document")
    }
    surfaceFlush(surface)
    guard let data = surfaceData(surface) else { throw .refused("cairo gives no image") }
    return Self.rgb(UnsafeBufferPointer(start: data, count: rows * Int(surfaceStride(surface))), columns, rows)
  }

  /// The surface's bytes are rows of stride bytes, valid until the surface is destroyed.
  private static func rgb(_ bytes: UnsafeBufferPointer<UInt8>, _ columns: Int, _ rows: Int) -> [UInt8] {
    let stride = bytes.count / rows
    return [UInt8](unsafeUninitializedCapacity: 3 * columns * rows) { out, count in
      for y in 0..<rows {
        for x in 0..<columns {
          let from = y * stride + 4 * x
          let to = 3 * (y * columns + x)
          out[to] = bytes[from + 2]
          out[to + 1] = bytes[from + 1]
          out[to + 2] = bytes[from]
        }
      }
      count = 3 * columns * rows
    }
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
