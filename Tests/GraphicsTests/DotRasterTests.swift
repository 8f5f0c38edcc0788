import Testing

@testable import Graphics

@Suite("Dots as an image")
struct DotRasterTests {
  private static let columns = 40
  private static let rows = 30

  private static func drawn(_ points: Points, unit: Int) -> [UInt32] {
    var pixels = [UInt32](repeating: 0xFFFFFF, count: columns * rows)
    let raster = DotRaster(grid: DotGrid(points.positions), points: points, unit: unit)
    pixels.withUnsafeMutableBufferPointer { raster.draw(on: $0, columns: columns) }
    return pixels
  }

  /// Each pixel's share under any dot, sample by sample; places as `DotGrid` rounds them.
  private static func naive(_ positions: [Point], radius: Double, unit: Int) -> [Int] {
    let step = 2.0
    let places = positions.map { Point(($0.x * step).rounded() * Double(unit), ($0.y * step).rounded() * Double(unit)) }
    func isCovered(_ x: Double, _ y: Double) -> Bool {
      places.contains { place in
        let (dx, dy) = (place.x - x, place.y - y)
        return dx * dx + dy * dy <= radius * radius
      }
    }
    var counts = [Int](repeating: 0, count: columns * rows)
    for pixel in counts.indices {
      for sample in 0..<64 {
        let x = Double(pixel % columns) + (Double(sample % 8) + 0.5) / 8
        let y = Double(pixel / columns) + (Double(sample / 8) + 0.5) / 8
        if isCovered(x, y) { counts[pixel] += 1 }
      }
    }
    return counts
  }

  @Test("are the naive drawing, at the borders and beyond too", arguments: [1, 2, 3])
  func naive(unit: Int) {
    var random = Fixtures(seed: 3)
    let positions = (0..<60).map { _ in Point(-4 + 30 * random.unit(), -4 + 25 * random.unit()) }
    let points = Points(positions: positions, radius: 1.3, paint: .color(Color(0)), opacity: 1)
    let pixels = Self.drawn(points, unit: unit)
    let covered = Self.naive(positions, radius: 1.3 * 2 * Double(unit), unit: unit)
    for (pixel, count) in zip(pixels, covered) {
      let grey = Int(pixel & 0xFF)
      #expect(abs(grey - (255 - 255 * count / 64)) <= 1 && pixel == UInt32(grey) * 0x010101)
    }
  }

  @Test("do not grow denser where they overlap, however often a place comes")
  func overlap() {
    let once = Points(positions: [Point(8, 8)], radius: 2, paint: .color(Color(0xD55E00)), opacity: 0.8)
    var often = once
    often.positions = Array(repeating: Point(8, 8), count: 50)
    #expect(Self.drawn(often, unit: 1) == Self.drawn(once, unit: 1))
    often.positions = [Point(8, 8), Point(8.5, 8)]
    let middle = Self.drawn(often, unit: 1)[16 * Self.columns + 16]
    #expect(middle == Self.drawn(once, unit: 1)[16 * Self.columns + 16])
  }

  @Test("look as the document does, layer by layer", arguments: [1, 2, 4])
  func document(scale: Int) throws {
    for segments in [1, 12] {
      let figure = Figure.map(MapTests.segments(3000, segments))
      let layers = FigureWriter(figure).layers(scale: Double(scale))
      // Half pixels of the grid fall on whole pixels of the image at an even scale only.
      #expect((layers.count > 1) == (scale > 1))
      guard let ours = Self.image(layers, figure, scale),
        let theirs = Self.image([.document(figure.svg)], figure, scale)
      else { return }
      let differences = zip(ours, theirs).map { Self.difference($0, $1) }
      // A rasteriser draws a dot as a polygon, so that rims differ a little.
      #expect(differences.max() ?? 0 <= 64)
      #expect(Double(differences.reduce(0, +)) / Double(differences.count) < 0.6)
    }
  }

  /// The largest of the three channels'.
  private static func difference(_ a: UInt32, _ b: UInt32) -> Int {
    var most = 0
    for shift in [0, 8, 16] as [UInt32] {
      let (one, other) = (Int(a >> shift & 0xFF), Int(b >> shift & 0xFF))
      most = max(most, abs(one - other))
    }
    return most
  }

  /// Nil, said aloud, where librsvg is missing.
  private static func image(_ layers: [RasterLayer], _ figure: Figure, _ scale: Int) -> [UInt32]? {
    do {
      return try Rasteriser.image(
        of: layers, width: figure.scene.width, height: figure.scene.height, scale: Double(scale)
      ) { pixels, _, _ in Array(pixels) }
    } catch {
      print("NOT RUN: \(error.message)")
      return nil
    }
  }
}
