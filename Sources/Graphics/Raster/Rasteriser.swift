import Dispatch
import Synchronization

/// Draws layers on an image in memory.
struct Rasteriser {
  private let cairo: Cairo
  private let columns: Int
  private let rows: Int

  /// CAIRO_FORMAT_RGB24: a word a pixel, 0xRRGGBB in its low bits, rows without gaps.
  private static let opaqueFormat: Int32 = 1

  /// Draws layers one over the other and encodes the image as PNG.
  static func png(
    of layers: [RasterLayer], width: Double, height: Double, scale: Double
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
    try ImageLibraries.requireRoom()
    let rasteriser = Rasteriser(cairo: try Cairo.shared.get(), columns: columns, rows: rows)
    return try rasteriser.draw(layers) { body($0, columns, rows) }
  }

  private func draw<Made>(
    _ layers: [RasterLayer], _ body: (UnsafeBufferPointer<UInt32>) -> Made
  ) throws(RasterisationError) -> Made {
    let surface = cairo.surfaceCreate(Self.opaqueFormat, Int32(columns), Int32(rows))
    defer { cairo.surfaceDestroy(surface) }
    guard cairo.surfaceStatus(surface) == 0 else { throw .refused("there is no memory for the image") }
    for layer in layers {
      switch layer {
      case .document(let svg):
        try withContext(of: surface) { context throws(RasterisationError) in
          try Librsvg.shared.get().draw(svg, into: context, columns: columns, rows: rows)
        }
      case .marks(let layer): try draw(layer, on: surface)
      case .dots(let dots):
        dots.draw(on: try pixels(of: surface), columns: columns)
        cairo.surfaceMarkDirty(surface)
      }
    }
    return body(UnsafeBufferPointer(try pixels(of: surface)))
  }

  /// Where pango is not to be had, librsvg draws the document, and at scales that are no whole numbers: letters that the image's
  /// edge cuts are then rounded in another way.
  private func draw(_ layer: MarkLayer, on surface: OpaquePointer) throws(RasterisationError) {
    let scale = Double(columns) / layer.scene.width
    let isExact = scale == scale.rounded() && scale * layer.scene.height == Double(rows)
    if isExact, layer.scene.isDrawable, case .success(let outlines) = TextOutlines.shared {
      try draw(layer, with: outlines, scale: scale, on: surface)
    } else {
      try withContext(of: surface) { context throws(RasterisationError) in
        try Librsvg.shared.get().draw(layer.document, into: context, columns: columns, rows: rows)
      }
    }
  }

  /// Draws two bands of rows at once, each on a surface of its own over the same memory. Clipped to whole rows, a drawing is
  /// that part of the whole drawing.
  private func draw(
    _ layer: MarkLayer, with outlines: TextOutlines, scale: Double, on surface: OpaquePointer
  ) throws(RasterisationError) {
    let memory = SharedMemory(start: try pixels(of: surface).baseAddress)
    let split = min(rows, max(0, Int((layer.middleOfText * scale).rounded())))
    let statuses = Mutex<[Int32]>([])
    DispatchQueue.concurrentPerform(iterations: 2) { half in
      let band = half == 0 ? 0..<split : split..<rows
      let part = cairo.surfaceCreateForData(
        memory.start, Self.opaqueFormat, Int32(columns), Int32(rows), Int32(4 * columns))
      defer { cairo.surfaceDestroy(part) }
      let context = cairo.contextCreate(part)
      defer { cairo.contextDestroy(context) }
      SceneCanvas(cairo: cairo, outlines: outlines, context: context, scale: scale, rows: band, columns: columns).draw(
        layer)
      cairo.surfaceFlush(part)
      statuses.withLock { $0.append(cairo.contextStatus(context)) }
    }
    cairo.surfaceMarkDirty(surface)
    guard statuses.withLock({ $0.allSatisfy { $0 == 0 } }) else { throw .refused("cairo cannot draw the figure") }
  }

  /// The two threads write to different rows.
  private struct SharedMemory: @unchecked Sendable {
    let start: UnsafeMutablePointer<UInt32>?
  }

  private func withContext(
    of surface: OpaquePointer, _ body: (OpaquePointer) throws(RasterisationError) -> Void
  ) throws(RasterisationError) {
    let context = cairo.contextCreate(surface)
    defer { cairo.contextDestroy(context) }
    try body(context)
  }

  /// The surface's own words, valid until something is drawn on it.
  private func pixels(of surface: OpaquePointer) throws(RasterisationError) -> UnsafeMutableBufferPointer<UInt32> {
    cairo.surfaceFlush(surface)
    guard let data = cairo.surfaceData(surface) else { throw .refused("cairo gives no image") }
    return UnsafeMutableBufferPointer(
      start: UnsafeMutableRawPointer(data).assumingMemoryBound(to: UInt32.self), count: columns * rows)
  }
}
