extension Scene {
  /// Points up to which an image is written as points.
  private static let pointLimit = 10_000

  /// The same picture in fewer bytes, where there are very many points: their density in one image. Else nil.
  var condensed: Scene? {
    let layers = marks.compactMap { if case .points(let points) = $0 { points } else { nil } }
    let count = layers.reduce(0) { $0 + $1.positions.count }
    guard count > Self.pointLimit, let box = Self.extent(of: layers) else { return nil }
    var colors: [Color] = []
    for layer in layers where !colors.contains(layer.paint.literal) { colors.append(layer.paint.literal) }
    guard colors.count <= DensityRaster.mostColors else { return nil }
    var raster = DensityRaster(box: box, layers: colors.count)
    for layer in layers {
      let index = colors.firstIndex(of: layer.paint.literal) ?? 0
      for position in layer.positions { raster.add(position, layer: index) }
    }
    var scene = self
    scene.marks = []
    var isDrawn = false
    for mark in marks {
      guard case .points = mark else {
        scene.add(mark)
        continue
      }
      if !isDrawn { scene.add(.image(raster.png(colors: colors), box)) }
      isDrawn = true
    }
    return scene
  }

  private static func extent(of layers: [Points]) -> Box? {
    let positions = layers.lazy.flatMap(\.positions)
    guard let x = ContinuousScale.domain(of: positions.map(\.x)), let y = ContinuousScale.domain(of: positions.map(\.y))
    else { return nil }
    return Box(
      x: x.lowerBound, y: y.lowerBound, width: max(1, x.upperBound - x.lowerBound),
      height: max(1, y.upperBound - y.lowerBound))
  }
}
