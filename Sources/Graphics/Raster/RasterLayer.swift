/// A part of an image, drawn over those before it.
enum RasterLayer: Sendable {
  /// An SVG document as large as the image.
  case document(String)
  case dots(DotRaster)

  var isDocument: Bool { if case .document = self { true } else { false } }

  /// A scene's points as dots, and what lies between them as documents; only the first has a ground.
  ///
  /// - Parameters:
  ///   - dots: the scene's.
  ///   - unit: pixels of the image per step of their grids.
  static func layers(of scene: Scene, dots: SceneDots, unit: Int) -> [RasterLayer] {
    var layers: [RasterLayer] = []
    var between = Scene(width: scene.width, height: scene.height)
    var grids = dots.grids[...]
    func finishDocument() {
      guard layers.isEmpty || !between.marks.isEmpty else { return }
      layers.append(document(of: between, hasGround: layers.isEmpty))
      between.marks = []
    }
    for mark in scene.marks {
      switch mark {
      case .points(let points):
        finishDocument()
        if let grid = grids.popFirst() { layers.append(.dots(DotRaster(grid: grid, points: points, unit: unit))) }
      default:
        // Dots within a group stay with it.
        grids = grids.dropFirst(SceneDots.points([mark]).count)
        between.add(mark)
      }
    }
    finishDocument()
    return layers
  }

  private static func document(of scene: Scene, hasGround: Bool) -> RasterLayer {
    var writer = SceneWriter(scene: scene, dots: SceneDots(scene), binding: .alone, hasTooltips: false)
    return .document(writer.head(prefix: "c", title: "", description: "") + writer.body(hasGround: hasGround))
  }
}
