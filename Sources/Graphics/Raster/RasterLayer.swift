/// A part of an image, drawn over those before it.
enum RasterLayer: Sendable {
  /// An SVG document as large as the image.
  case document(String)
  case marks(MarkLayer)
  case dots(DotRaster)

  var isDots: Bool { if case .dots = self { true } else { false } }

  /// A scene's points as dots, and the other marks between them; only the first layer has a ground.
  ///
  /// - Parameters:
  ///   - dots: the scene's.
  ///   - unit: pixels of the image per step of their grids.
  static func layers(of scene: Scene, dots: SceneDots, unit: Int) -> [RasterLayer] {
    var layers: [RasterLayer] = []
    var between = Scene(width: scene.width, height: scene.height)
    var grids = dots.grids[...]
    func finishMarks() {
      guard layers.isEmpty || !between.marks.isEmpty else { return }
      layers.append(.marks(MarkLayer(scene: between, hasGround: layers.isEmpty)))
      between.marks = []
    }
    for mark in scene.marks {
      switch mark {
      case .points(let points):
        finishMarks()
        if let grid = grids.popFirst() { layers.append(.dots(DotRaster(grid: grid, points: points, unit: unit))) }
      default:
        // Dots within a group stay with it.
        grids = grids.dropFirst(SceneDots.points([mark]).count)
        between.add(mark)
      }
    }
    finishMarks()
    return layers
  }
}
