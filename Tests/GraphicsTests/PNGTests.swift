import Foundation
import Testing

@testable import Graphics

/// Images, where the machine has what makes them.
enum PNG {
  /// Nil, said aloud, where librsvg is missing.
  static func rendered(_ figure: Figure, scale: Double = 2) -> [UInt8]? {
    do {
      return try figure.png(scale: scale)
    } catch {
      print("NOT RUN: \(error.message)")
      return nil
    }
  }

  static func size(_ png: [UInt8]) -> (width: Int, height: Int) {
    func number(_ offset: Int) -> Int { png[offset..<(offset + 4)].reduce(0) { $0 << 8 | Int($1) } }
    return (number(16), number(20))
  }
}

@Suite("Images")
struct PNGTests {
  private var figure: Figure {
    Figure.histogram(HistogramSpec(data: Fixtures.histogram("X", [0, 0, 1, 2, 3, 5, 8], bins: 4)))
  }

  @Test("an image has the figure's size times the scale", arguments: [0.5, 1, 2, 3])
  func size(scale: Double) throws {
    guard let png = PNG.rendered(figure, scale: scale) else { return }
    #expect(Array(png.prefix(8)) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
    #expect(PNG.size(png).width == Int((Double(figure.width) * scale).rounded()))
    #expect(PNG.size(png).height == Int((Double(figure.height) * scale).rounded()))
  }

  @Test("the same figure gives the same bytes")
  func deterministic() throws {
    #expect(PNG.rendered(figure) == PNG.rendered(figure))
  }

  @Test("a scale out of range is refused with the range", arguments: [0, -1, 9, Double.nan])
  func scale(scale: Double) {
    let error = #expect(throws: RasterisationError.self) { try figure.png(scale: scale) }
    #expect(error?.message.contains("0.1 to 8") == true)
  }

  @Test("a missing library is named with the package that has it")
  func missing() {
    let error = RasterisationError.libraryMissing(library: "librsvg-2.so.2", package: "librsvg2-2")
    #expect(error.message.contains("librsvg2-2"))
  }

  @Test("librsvg refuses what is no document")
  func refused() {
    #expect(throws: RasterisationError.self) {
      try Rasteriser.png(of: [.document("no svg")], width: 10, height: 10, scale: 1)
    }
  }

  @Test("few colours stay exact, many become 256")
  func reduction() {
    let few = (0..<300).map { UInt32($0 % 4) << 16 | 10 << 8 | 20 }
    let exact = few.withUnsafeBufferPointer { ColorReduction(pixels: $0) }
    #expect(exact.palette.count == 4)
    #expect(exact.indices.map { exact.palette[Int($0)].red } == (0..<300).map { UInt8($0 % 4) })
    var random = Fixtures(seed: 1)
    let many = (0..<10_000).map { _ in UInt32(random.unit() * 0x100_0000) }
    let reduced = many.withUnsafeBufferPointer { ColorReduction(pixels: $0) }
    #expect(reduced.palette.count <= 256)
    #expect(reduced.indices.allSatisfy { Int($0) < reduced.palette.count })
  }
}
