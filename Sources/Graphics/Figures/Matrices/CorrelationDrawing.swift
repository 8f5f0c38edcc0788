/// The triangle of a `CorrelationSpec`: cells as large as the names leave room for.
struct CorrelationDrawing {
  let spec: CorrelationSpec
  let labels: [String]
  /// The side of a cell, in pixels.
  let cell: Double
  private let labelSize: Double
  private let legendWidth: Double
  /// The room above the triangle; none where the legend fits into the corner that the triangle leaves free.
  private let headroom: Double
  /// The size of a coefficient from which on its cell has a mark and a tooltip of its own.
  private let leastSingled: Double

  /// More cells of their own make a page that is slow to read and to store.
  private static let mostSingled = 300

  private static let legendHeight = 34.0
  private static let gap = 6.0
  private static let largestCell = 44.0

  init(spec: CorrelationSpec, width: Double) {
    self.spec = spec
    let count = spec.names.count
    labelSize = count > 40 ? 8.5 : count > 24 ? 10 : 11.5
    let size = labelSize
    // Long names give way before the cells do.
    let most = max(70, width * 0.36)
    labels = spec.names.map { TextMeasure.truncated($0, to: most, size: size) }
    let widths = labels.map { TextMeasure.width($0, size: size) + Self.gap }
    // Name i begins behind i cells.
    let fitting = widths.indices.dropFirst().map { (width - widths[$0]) / Double($0) }
    let cell = max(4, min(Self.largestCell, fitting.min() ?? Self.largestCell))
    self.cell = cell
    legendWidth = min(200, width * 0.4)
    let corner = width - legendWidth - 24
    let first = widths.prefix(2).enumerated().map { Double($0) * cell + $1 }.max() ?? 0
    leastSingled = Self.leastSingled(spec)
    headroom = first < corner ? 0 : Self.legendHeight
  }

  private static func leastSingled(_ spec: CorrelationSpec) -> Double {
    let sizes = spec.names.indices.flatMap { i in spec.coefficients[i].prefix(i).map { $0.isNaN ? 0 : abs($0) } }
    guard sizes.count > mostSingled else { return -1 }
    return sizes.sorted(by: >)[mostSingled]
  }

  private var rowHeight: Double { min(30, max(cell, labelSize + 1)) }

  /// What the colours say, in words.
  var key: String {
    "orange: together, blue: against each other"
      + (numberSize(rowHeight) == nil ? "; a line in a cell: −0.3 or below" : "")
      + (leastSingled < 0 ? "" : "; the strongest \(Self.mostSingled) answer the pointer")
  }

  var height: Double { headroom + Double(max(1, spec.names.count)) * rowHeight + 4 }

  func marks(in box: Box) -> [Mark] {
    guard spec.names.count > 1 else { return FigureFrame.emptyMessage("there is no pair to draw", in: box) }
    let step = (box.height - headroom - 4) / Double(spec.names.count)
    let plot = box.inset(top: headroom)
    return legend(in: box) + weakCells(in: plot, step: step)
      + spec.names.indices.flatMap { row($0, in: plot, step: step) } + signs(in: plot, step: step)
  }

  /// The largest size at which every number fits its cell, nil when that cannot be read.
  private func numberSize(_ step: Double) -> Double? {
    let widest = spec.coefficients.joined().contains { $0 <= -0.995 } ? "−1.00" : "−.88"
    let size = min(11, (cell - 3) / TextMeasure.width(widest, size: 1), step * 0.8)
    return size >= NarrowLayout.size(7.5, in: spec.options) ? size : nil
  }

  private func row(_ i: Int, in plot: Box, step: Double) -> [Mark] {
    let y = plot.top + Double(i) * step
    let middle = y + step / 2
    var marks: [Mark] = []
    for j in 0..<i {
      let value = spec.coefficients[i][j]
      if isSingled(value) {
        marks.append(
          .rect(
            box(i, j, plot, step), cornerRadius: cell > 14 ? 2 : 0, style(value), tooltip: spec.tooltip(i, j)))
      }
      let x = plot.left + (Double(j) + 0.5) * cell
      if let size = numberSize(step) {
        marks.append(
          .text(
            CorrelationSpec.short(value), Point(x, middle + size * TextMeasure.capHeight / 2),
            TextStyle(size: size, anchor: .middle, paint: abs(value) >= 0.1 ? .text : .muted)))
      }
    }
    let isCut = labels[i] != spec.names[i]
    marks.append(
      .text(
        labels[i],
        Point(plot.left + Double(i) * cell + (i == 0 ? 0 : Self.gap), middle + labelSize * TextMeasure.capHeight / 2),
        TextStyle(size: labelSize), tooltip: isCut ? spec.names[i] : nil))
    return marks
  }

  private func box(_ i: Int, _ j: Int, _ plot: Box, _ step: Double) -> Box {
    Box(
      x: plot.left + Double(j) * cell + 0.5, y: plot.top + Double(i) * step + 0.5, width: max(1, cell - 1),
      height: max(1, step - 1))
  }

  private func style(_ value: Double) -> Style {
    guard !value.isNaN else { return Style(stroke: .grid, dash: [2, 2]) }
    let (color, opacity) = Ramp.diverging(value)
    return Style(fill: .color(color), fillOpacity: max(0.02, opacity))
  }

  // MARK: Many cells

  private func isSingled(_ value: Double) -> Bool { leastSingled < 0 || abs(value) > leastSingled }

  /// The cells of weak ties where there are many: one path for each twentieth, without tooltips.
  private func weakCells(in plot: Box, step: Double) -> [Mark] {
    var paths: [Int: Path] = [:]
    for i in spec.names.indices {
      for j in 0..<i where !isSingled(spec.coefficients[i][j]) {
        let value = spec.coefficients[i][j]
        let box = box(i, j, plot, step)
        paths[value.isNaN ? .max : Int((value * 20).rounded()), default: Path()].dash(box.left, box.right, box.center.y)
      }
    }
    return paths.sorted { $0.key < $1.key }.map { level, path in
      guard level < .max else { return .path(path, Style(stroke: .grid)) }
      let (color, opacity) = Ramp.diverging(Double(level) / 20)
      // A line as thick as a cell is high takes half the bytes of a rectangle.
      return .path(
        path,
        Style(stroke: .color(color), strokeWidth: max(1, step - 1), strokeOpacity: max(0.02, opacity)))
    }
  }

  /// Where there is no room for a sign, a line in a cell says what blue says.
  private func signs(in plot: Box, step: Double) -> [Mark] {
    guard numberSize(step) == nil else { return [] }
    var path = Path()
    for i in spec.names.indices {
      for j in 0..<i where spec.coefficients[i][j] <= -0.3 {
        let center = box(i, j, plot, step).center
        let half = min(cell, step) * 0.28
        path.dash(center.x - half, center.x + half, center.y)
      }
    }
    return path.elements.isEmpty ? [] : [.path(path, Style(stroke: .text))]
  }

  /// The colours from −1 to 1, in the corner at the right.
  private func legend(in box: Box) -> [Mark] {
    let steps = 20
    let width = legendWidth
    let left = box.right - width - 8
    let top = box.top + 2
    var marks: [Mark] = (0..<steps).map { i in
      let value = -1 + 2 * (Double(i) + 0.5) / Double(steps)
      let (color, opacity) = Ramp.diverging(value)
      return .rect(
        Box(
          x: left + width * Double(i) / Double(steps), y: top, width: width / Double(steps), height: 9),
        Style(fill: .color(color), fillOpacity: opacity))
    }
    let style = TextStyle(size: 10, anchor: .middle, paint: .muted)
    for (share, label) in [(0.0, "−1"), (0.5, "0"), (1.0, "1")] {
      marks.append(.text(label, Point(left + width * share, top + 20), style))
    }
    return marks
  }
}

extension Path {
  fileprivate mutating func dash(_ left: Double, _ right: Double, _ y: Double) {
    move(to: Point(left, y))
    line(to: Point(right, y))
  }
}
