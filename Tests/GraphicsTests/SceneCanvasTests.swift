import Testing

@testable import Graphics

@Suite("Marks drawn without a document")
struct SceneCanvasTests {
  /// The pixels of both ways; nil, said aloud, where a library is missing.
  static func images(_ scene: Scene, scale: Double) -> (direct: [UInt32], document: [UInt32])? {
    let layer = MarkLayer(scene: scene, hasGround: true)
    do {
      func image(_ layer: RasterLayer) throws(RasterisationError) -> [UInt32] {
        try Rasteriser.image(of: [layer], width: scene.width, height: scene.height, scale: scale) { pixels, _, _ in
          pixels.map { $0 & 0xFF_FFFF }
        }
      }
      return (try image(.marks(layer)), try image(.document(layer.document)))
    } catch {
      print("NOT RUN: \(error.message)")
      return nil
    }
  }

  /// How many pixels differ.
  static func differences(_ scene: Scene, scale: Double = 2) -> Int {
    guard let (direct, document) = images(scene, scale: scale) else { return 0 }
    return zip(direct, document).count { $0 != $1 } + abs(direct.count - document.count)
  }

  /// Marks of every kind at places that are no pixels.
  private static func scene(_ seed: UInt64) -> Scene {
    var random = Fixtures(seed: seed)
    func point() -> Point { Point(-20 + 340 * random.unit(), -20 + 240 * random.unit()) }
    func box() -> Box { Box(x: point().x, y: point().y, width: 90 * random.unit(), height: 60 * random.unit()) }
    let paint = Paint.color(Color(0xD55E00))
    var scene = Scene(width: 300, height: 200)
    for i in 0..<6 {
      scene.add(.rect(box(), Style(fill: paint, stroke: .axis, strokeWidth: 0.8, fillOpacity: 0.82)))
      scene.add(.rect(box(), cornerRadius: Double(3 * i), Style(fill: .grid, stroke: paint, dash: [4, 2.5])))
      scene.add(.line(point(), point(), Style(stroke: .text, strokeWidth: 1.4, strokeOpacity: 0.5, dash: [5, 3])))
      var path = Path([point(), point(), point(), point()])
      path.close()
      scene.add(.path(path, Style(fill: paint, stroke: .page, strokeWidth: 2.5, fillOpacity: 0.3, roundCaps: true)))
      scene.add(.circle(point(), radius: 25 * random.unit(), Style(fill: paint, stroke: .muted)))
      scene.add(
        .points(
          Points(
            positions: (0..<9).map { _ in point() }, radius: 2.3, paint: paint, opacity: 0.7, outline: .axis,
            isHollow: i % 2 == 0)))
      let anchors = [TextStyle.Anchor.start, .middle, .end]
      scene.add(
        .group([
          .text(
            "Affine fi, 12.5% − “ÄÖ” Привет \(i)", point(),
            TextStyle(
              size: 9 + 6 * random.unit(), weight: i % 2 == 0 ? .bold : .regular, anchor: anchors[i % 3], paint: .muted,
              hasHalo: i % 3 != 1, rotation: i < 4 ? 0 : i == 4 ? -90 : 33.3))
        ]))
    }
    return scene
  }

  @Test("are the document's, pixel for pixel", arguments: 1...8)
  func everyKind(seed: UInt64) {
    for scale in [1, 2, 3] { #expect(Self.differences(Self.scene(seed), scale: Double(scale)) == 0) }
  }

  @Test("are the document's at scales that are no whole numbers", arguments: [0.7, 1.25, 1.502])
  func fractions(scale: Double) {
    #expect(Self.differences(Self.scene(9), scale: scale) == 0)
  }

  @Test("show halos wherever anything lies under them, also beside, below and between letters")
  func halos() {
    var scene = Scene(width: 300, height: 200)
    for x in stride(from: 10.0, to: 290, by: 37) {
      scene.add(.line(Point(x, 0), Point(x, 200), Style(stroke: .text, strokeWidth: 0.6)))
    }
    for row in 0..<9 {
      let anchor = Point(5.3 + 7.7 * Double(row), 15 + 20.3 * Double(row))
      scene.add(.text("jÅ| \(row) 12.8%", anchor, TextStyle(size: 10.5, hasHalo: true)))
      scene.add(.text("12.8%", Point(anchor.x + 120, anchor.y), TextStyle(size: 10.5, hasHalo: true)))
      scene.add(.rect(Box(x: anchor.x + 160, y: anchor.y + 1.2, width: 30, height: 3), Style(fill: .axis)))
      scene.add(.text("4.1%", Point(anchor.x + 160, anchor.y), TextStyle(size: 10.5, hasHalo: true)))
    }
    #expect(Self.differences(scene) == 0)
  }

  @Test(
    "with a text that a document would change, are left to the document",
    arguments: ["a  b", " a", "a ", "a\tb", "a\u{1}"])
  func changedTexts(text: String) {
    var scene = Scene(width: 100, height: 40)
    scene.add(.text("a b", Point(10, 20), TextStyle()))
    #expect(scene.isDrawable)
    scene.add(.group([.text(text, Point(10, 30), TextStyle())]))
    #expect(!scene.isDrawable)
    #expect(Self.differences(scene) == 0)
  }

  @Test("look the same after libraries were loaded ahead, once and twice")
  func loadedAhead() {
    let figure = Figure.histogram(HistogramSpec(data: Fixtures.histogram("X", [0, 0, 1, 2, 3, 5, 8], bins: 4)))
    ImageLibraries.loadAhead()
    ImageLibraries.loadAhead()
    #expect(Self.differences(figure.scene) == 0)
  }
}
