/// A map's points as marks, as paths or as a density, by their number; with labels and legend.
struct PointLayers {
  let spec: MapSpec
  /// Rows of points that have a place.
  let drawn: [Int]
  let plane: Plane

  func marks(legend: Box) -> [Mark] {
    switch spec.coloring {
    case .none:
      let look = Layer(paint: .color(SegmentPalette.plain), rows: drawn)
      return points([look]) + arrows(beside: [])
    case .segments(let labels, let keys): return segmentMarks(labels, keys, legend)
    case .values(let values, let name, let notation):
      let scale = ValueColors(values: drawn.map { values[$0] })
      let caption = ValueLegend(
        title: name, scale: scale, notation: notation, currency: notation.sign(spec.options.currency))
      return points(valueLayers(values, scale)) + arrows(beside: []) + caption.marks(in: legend)
    }
  }

  private func arrows(beside labels: [DirectLabel]) -> [Mark] {
    ArrowLayer(arrows: spec.arrows, plane: plane, obstacles: labels.map(\.box)).marks
  }

  /// Points that look alike.
  private struct Layer {
    var paint: Paint
    var outline: Paint?
    var isHollow = false
    var rows: [Int]
  }

  // MARK: By segment

  private func segmentMarks(_ labels: [Int], _ keys: [SegmentKey], _ legend: Box) -> [Mark] {
    precondition(labels.count == spec.xs.count, "every point has a segment")
    var rows: [Int: [Int]] = [:]
    for row in drawn { rows[max(0, labels[row]), default: []].append(row) }
    // The largest first, so that small segments are not covered.
    let order = rows.keys.sorted {
      ($0 == 0 ? 0 : 1, rows[$1]?.count ?? 0, $0) < ($1 == 0 ? 0 : 1, rows[$0]?.count ?? 0, $1)
    }
    let layers = order.map { segment in
      let look = keys.color(of: segment)
      return Layer(
        paint: look.paint, outline: look.outline, isHollow: look.isHollow, rows: rows[segment] ?? [])
    }
    let labels = DirectLabels(spec: spec, plane: plane, rows: rows, keys: keys).labels
    return points(layers) + arrows(beside: labels) + labels.flatMap(\.leader) + labels.flatMap(\.marks)
      + (spec.hasSegmentLegend ? SegmentLegend(keys: keys).marks(in: legend) : [])
  }

  // MARK: By value

  /// Points in a few steps of the ramp, low values first; those without a value lie below.
  private func valueLayers(_ values: [Double], _ scale: ValueColors) -> [Layer] {
    precondition(values.count == spec.xs.count, "every point has a value")
    var rows = [[Int]](repeating: [], count: ValueColors.steps)
    var missing: [Int] = []
    for row in drawn {
      if let step = scale.step(of: values[row]) { rows[step].append(row) } else { missing.append(row) }
    }
    return [Layer(paint: SegmentPalette.noise.paint, rows: missing)]
      + rows.enumerated().map { Layer(paint: .color(scale.color(ofStep: $0.offset)), rows: $0.element) }
  }

  // MARK: By number

  private func points(_ layers: [Layer]) -> [Mark] {
    if drawn.count > MapSpec.pathLimit { return density(layers) }
    let hasTooltips = drawn.count <= MapSpec.markLimit && tooltipsFit
    return layers.filter { !$0.rows.isEmpty }.map { layer in
      .points(
        Points(
          positions: layer.rows.map { plane.position(spec.xs[$0], spec.ys[$0]) }, radius: radius,
          paint: layer.paint, opacity: drawn.count > 500 ? 0.8 : 0.9, outline: layer.outline,
          isHollow: layer.isHollow, tooltips: hasTooltips ? layer.rows.map { tooltip($0) } : []))
    }
  }

  private var radius: Double {
    switch drawn.count {
    case ...300: 4
    case ...1000: 3.2
    case ...2000: 2.6
    case ...6000: 1.9
    case ...12000: 1.6
    default: 1.3
    }
  }

  private func tooltip(_ row: Int) -> String { String(spec.tooltips[row].prefix(120)) }

  /// Long texts on many points would outweigh the drawing.
  private var tooltipsFit: Bool {
    guard spec.tooltips.count == spec.xs.count else { return false }
    return drawn.reduce(0) { $0 + min(480, spec.tooltips[$1].utf8.count) } <= 120_000
  }

  private func density(_ layers: [Layer]) -> [Mark] {
    var colors: [Color] = []
    // Segments beyond the tenth share a colour with another; an image has no rings to tell them apart.
    let indices = layers.map { layer in
      var color = Color(0x6E6E6E)
      if case .color(let literal) = layer.paint { color = literal }
      if let index = colors.firstIndex(of: color) { return index }
      colors.append(color)
      return colors.count - 1
    }
    var raster = DensityRaster(box: plane.plot, layers: colors.count)
    for (layer, index) in zip(layers, indices) {
      for row in layer.rows { raster.add(plane.position(spec.xs[row], spec.ys[row]), layer: index) }
    }
    return [.image(raster.png(colors: colors), raster.box)]
  }
}
