/// Where points lie: the plot's box and the scales that take values into it.
struct Plane {
  let plot: Box
  let x: ContinuousScale
  let y: ContinuousScale
  /// Guide lines, ticks and titles; a mere frame when a map has no axes.
  let axes: [Mark]

  private static let headroom = 6.0
  /// What a plot with axes takes above and below its box.
  static let axisRoom = 50.0

  init(spec: MapSpec, drawn: [Int], in area: Box) {
    let domainX = ContinuousScale.domain(of: drawn.lazy.map { spec.xs[$0] }) ?? 0...1
    let domainY = ContinuousScale.domain(of: drawn.lazy.map { spec.ys[$0] }) ?? 0...1
    guard let titles = spec.axisTitles else {
      (plot, x, y) = Self.equal(domainX, domainY, in: area)
      axes = [.rect(plot, cornerRadius: 3, Style(stroke: .grid))]
      return
    }
    var box = area.inset(top: Self.headroom, right: 8, bottom: Self.axisRoom - Self.headroom)
    let provisional = ContinuousScale(domainY, from: box.bottom, to: box.top, transform: spec.transforms.y)
    let breadth = Axis(side: .left, scale: provisional, title: titles.y, labels: spec.notations.y.tick).breadth(
      length: box.height)
    box = box.inset(left: breadth)
    if spec.isEqualAspect, spec.transforms == MapSpec.Transforms() {
      let (tight, tightX, tightY) = Self.equal(domainX, domainY, in: box)
      (plot, x, y) = spec.arrows.isEmpty ? (tight, tightX, tightY) : Self.widened(tightX, tightY, from: tight, to: box)
    } else {
      let inner = box.inset(left: 6, top: 6, right: 6, bottom: 6)
      plot = box
      x = ContinuousScale(domainX, from: inner.left, to: inner.right, transform: spec.transforms.x)
      y = ContinuousScale(domainY, from: inner.bottom, to: inner.top, transform: spec.transforms.y)
    }
    let bottom = Axis(side: .bottom, scale: x, title: titles.x, labels: spec.notations.x.tick, hasGrid: true)
    let left = Axis(side: .left, scale: y, title: titles.y, labels: spec.notations.y.tick, hasGrid: true)
    axes = bottom.marks(around: plot) + left.marks(around: plot)
  }

  func position(_ valueX: Double, _ valueY: Double) -> Point { Point(x(valueX), y(valueY)) }

  /// The same units in a box as wide as there is room: the labels of arrows need it.
  private static func widened(
    _ x: ContinuousScale, _ y: ContinuousScale, from plot: Box, to area: Box
  ) -> (Box, ContinuousScale, ContinuousScale) {
    let unit = (x.range.to - x.range.from) / (x.domain.upperBound - x.domain.lowerBound)
    let middle = (x.domain.lowerBound + x.domain.upperBound) / 2
    let half = (area.width / 2 - 10) / unit
    guard half.isFinite, area.width > plot.width else { return (plot, x, y) }
    let box = Box(x: area.x, y: plot.y, width: area.width, height: plot.height)
    return (box, ContinuousScale(middle - half...middle + half, from: box.left + 10, to: box.right - 10), y)
  }

  /// One unit, one length; the box keeps its height and takes the width that it needs.
  private static func equal(
    _ domainX: ClosedRange<Double>, _ domainY: ClosedRange<Double>, in area: Box
  ) -> (Box, ContinuousScale, ContinuousScale) {
    let margin = 10.0
    let unitX = ContinuousScale(domainX, from: 0, to: 1).domain
    let unitY = ContinuousScale(domainY, from: 0, to: 1).domain
    let spanX = unitX.upperBound - unitX.lowerBound
    let spanY = unitY.upperBound - unitY.lowerBound
    let ratio = spanX / spanY
    let scale = min((area.width - 2 * margin) / spanX, (area.height - 2 * margin) / spanY)
    guard scale.isFinite, scale > 0, ratio.isFinite else {
      return (
        area, ContinuousScale(unitX, from: area.left + margin, to: area.right - margin),
        ContinuousScale(unitY, from: area.bottom - margin, to: area.top + margin)
      )
    }
    // A map much narrower than high still keeps room for its labels.
    let width = min(area.width, max(spanX * scale + 2 * margin, area.height * 0.6))
    let height = min(area.height, max(spanY * scale + 2 * margin, area.width * 0.45))
    let plot = Box(x: area.x, y: area.y, width: width, height: height)
    let halfX = spanX * scale / 2
    let halfY = spanY * scale / 2
    return (
      plot, ContinuousScale(unitX, from: plot.center.x - halfX, to: plot.center.x + halfX),
      ContinuousScale(unitY, from: plot.center.y + halfY, to: plot.center.y - halfY)
    )
  }
}
