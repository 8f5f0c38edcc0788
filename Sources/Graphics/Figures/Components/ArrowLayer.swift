#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Arrows from a map's origin, as long as the plot allows, with labels that keep clear of each other.
struct ArrowLayer {
  let arrows: [MapArrow]
  let plane: Plane
  /// What the labels must not cover.
  let obstacles: [Box]

  private static let labelSize = 11.0

  var marks: [Mark] {
    let drawn = arrows.filter { $0.length > 0 && $0.length.isFinite }
    guard !drawn.isEmpty, plane.x.domain.contains(0), plane.y.domain.contains(0) else { return [] }
    let origin = plane.position(0, 0)
    let tips = drawn.map { tip(of: $0, origin) }
    // The longest first: they say most, so that their labels find the nearest places.
    let order = drawn.indices.sorted { (drawn[$1].length, $0) < (drawn[$0].length, $1) }
    var placer = LabelPlacer(bounds: plane.plot.expanded(by: -1), obstacles: obstacles)
    let shafts = tips.flatMap { Self.shaft(origin, $0) }
    var free = LabelPlacer(bounds: plane.plot.expanded(by: -1), obstacles: obstacles + shafts)
    var labels: [Mark] = []
    for i in order {
      labels += label(drawn[i], tips[i], origin, &placer, &free)
    }
    return zip(drawn, tips).flatMap { arrow(from: origin, to: $1, $0) } + labels
  }

  /// Pixels for a unit of the arrows: the longest in any direction ends short of the plot's border.
  private var stretch: Double {
    let plot = plane.plot
    let origin = plane.position(0, 0)
    let factors = arrows.filter { $0.length > 0 }.map { arrow -> Double in
      // The share of the way to the border in either direction.
      let toX = (arrow.x >= 0 ? plot.right - origin.x : origin.x - plot.left) / max(abs(arrow.x), 1e-12)
      let toY = (arrow.y >= 0 ? origin.y - plot.top : plot.bottom - origin.y) / max(abs(arrow.y), 1e-12)
      return min(toX, toY)
    }
    return 0.78 * (factors.min() ?? 0)
  }

  private func tip(of arrow: MapArrow, _ origin: Point) -> Point {
    Point(origin.x + stretch * arrow.x, origin.y - stretch * arrow.y)
  }

  // MARK: Arrows

  private func arrow(from origin: Point, to tip: Point, _ arrow: MapArrow) -> [Mark] {
    let head = Self.head(origin, tip)
    let tooltip = arrow.tooltip.isEmpty ? arrow.name : arrow.tooltip
    return [
      .line(origin, tip, Style(stroke: .page, strokeWidth: 4, strokeOpacity: 0.7)),
      .line(origin, tip, Style(stroke: .text, strokeWidth: 1.4), tooltip: tooltip),
      .path(head, Style(fill: .text, stroke: .page, strokeWidth: 0.6), tooltip: tooltip),
    ]
  }

  private static func head(_ from: Point, _ tip: Point) -> Path {
    let (dx, dy) = direction(from, tip)
    let back = Point(tip.x - 8 * dx, tip.y - 8 * dy)
    var path = Path([tip, Point(back.x - 3.4 * dy, back.y + 3.4 * dx), Point(back.x + 3.4 * dy, back.y - 3.4 * dx)])
    path.close()
    return path
  }

  private static func direction(_ from: Point, _ to: Point) -> (Double, Double) {
    let (dx, dy) = (to.x - from.x, to.y - from.y)
    let length = max(1e-9, (dx * dx + dy * dy).squareRoot())
    return (dx / length, dy / length)
  }

  /// Small boxes along an arrow.
  private static func shaft(_ from: Point, _ to: Point) -> [Box] {
    (2...16).map { step in
      let share = Double(step) / 16
      let place = Point(from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share)
      return Box(x: place.x - 2, y: place.y - 2, width: 4, height: 4)
    }
  }

  // MARK: Labels

  /// Beyond the tip, else in widening arcs about it; a thin line leads to a label that stands further away.
  private func label(
    _ arrow: MapArrow, _ tip: Point, _ origin: Point, _ placer: inout LabelPlacer, _ free: inout LabelPlacer
  ) -> [Mark] {
    let name = TextMeasure.truncated(arrow.name, to: min(190, plane.plot.width * 0.4), size: Self.labelSize)
    let width = TextMeasure.width(name, size: Self.labelSize, weight: .bold) + 4
    let candidates = places(tip, origin, width: width)
    guard let box = free.place(candidates) ?? placer.place(candidates) else { return [] }
    // Each placer has to know what the other gave away.
    placer.take(box)
    free.take(box)
    let anchor = Point(min(max(tip.x, box.left), box.right), min(max(tip.y, box.top), box.bottom))
    let distance = ((anchor.x - tip.x) * (anchor.x - tip.x) + (anchor.y - tip.y) * (anchor.y - tip.y)).squareRoot()
    let leader: [Mark] =
      distance > 12 ? [.line(tip, anchor, Style(stroke: .muted, strokeWidth: 0.8, dash: [2, 2]))] : []
    return leader + [
      .text(
        name, Point(box.center.x, box.bottom - 3),
        TextStyle(size: Self.labelSize, weight: .bold, anchor: .middle, hasHalo: true),
        tooltip: arrow.tooltip.isEmpty ? arrow.name : arrow.tooltip)
    ]
  }

  private func places(_ tip: Point, _ origin: Point, width: Double) -> [Box] {
    let height = Self.labelSize + 3
    let (dx, dy) = Self.direction(origin, tip)
    let angle = atan2(dy, dx)
    let turns: [Double] = [0, 0.4, -0.4, 0.8, -0.8, 1.2, -1.2, 1.6, -1.6]
    return [6.0, 14, 24, 36, 50, 66, 84].flatMap { distance in
      turns.map { turn -> Box in
        let (ux, uy) = (cos(angle + turn), sin(angle + turn))
        // The label's nearest edge or corner is what stands at the distance.
        let center = Point(tip.x + ux * distance + ux * width / 2, tip.y + uy * distance + uy * height / 2)
        return Box(x: center.x - width / 2, y: center.y - height / 2, width: width, height: height)
      }
    }
  }
}
