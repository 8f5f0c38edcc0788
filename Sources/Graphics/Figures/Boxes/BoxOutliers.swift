#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The values beyond a box's whiskers: dots while they are few, shades where they are many, counts off the axis.
struct BoxOutliers {
  let group: BoxData
  let x: ContinuousScale
  /// The strip that they are drawn in.
  let band: Box
  let paint: Paint
  let sign: String

  /// Pixels of a shade; smaller ones only cost bytes.
  private static let cellWidth = 2.0
  private static let levels = 6

  private var shown: [Int] { group.outliers.indices.filter { x.domain.contains(group.outliers[$0]) } }

  /// A dot each, spread over the strip's height so that equal values are not one dot.
  var dots: [Mark] {
    let order = shown.sorted { (group.outliers[$0], $0) < (group.outliers[$1], $1) }
    guard !order.isEmpty else { return [] }
    return [
      .points(
        Points(
          positions: order.enumerated().map { rank, i in
            Point(x(group.outliers[i]), band.top + band.height * Self.spread(rank))
          },
          radius: order.count > 300 ? 1.7 : 2.2, paint: paint, opacity: 0.6,
          tooltips: group.names.isEmpty ? [] : order.map { String(group.names[$0].prefix(120)) }))
    ]
  }

  /// The van der Corput sequence: neighbours lie far apart, and nothing is left to chance.
  private static func spread(_ rank: Int) -> Double {
    var value = 0.0
    var part = 0.5
    var rest = rank + 1
    while rest > 0 {
      if rest & 1 == 1 { value += part }
      rest >>= 1
      part /= 2
    }
    return value
  }

  /// Cells along the strip, the more opaque the more values they hold (on a logarithmic scale).
  var shades: [Mark] {
    let columns = max(1, Int(band.width / Self.cellWidth))
    var counts = [Int](repeating: 0, count: columns)
    for i in shown {
      let place = (x(group.outliers[i]) - band.left) / Self.cellWidth
      counts[min(columns - 1, max(0, Int(place)))] += 1
    }
    let fullest = log(1 + Double(counts.max() ?? 0))
    guard fullest > 0 else { return [] }
    var paths = [Path](repeating: Path(), count: Self.levels)
    for (column, count) in counts.enumerated() where count > 0 {
      let level = min(Self.levels - 1, Int(log(1 + Double(count)) / fullest * Double(Self.levels)))
      let middle = band.left + (Double(column) + 0.5) * Self.cellWidth
      paths[level].move(to: Point(middle, band.top))
      paths[level].line(to: Point(middle, band.bottom))
    }
    return paths.enumerated().filter { !$0.element.elements.isEmpty }.map { level, path in
      .path(
        path,
        Style(
          stroke: paint, strokeWidth: Self.cellWidth,
          strokeOpacity: 0.25 + 0.7 * Double(level) / Double(Self.levels - 1)))
    }
  }

  /// How many lie off the axis, at the side where they do.
  var counts: [Mark] {
    let above = group.outliers.filter { $0 > x.domain.upperBound }
    let below = group.outliers.filter { $0 < x.domain.lowerBound }
    var marks: [Mark] = []
    if let most = above.max() {
      marks.append(
        .text(
          "▸ \(NumberText.count(above.count))", Point(band.right + 4, band.center.y + 4),
          TextStyle(size: 10.5, paint: .muted),
          tooltip: "\(NumberText.count(above.count)) beyond the axis, up to \(sign)\(NumberText.value(most))"))
    }
    if let least = below.min() {
      marks.append(
        .text(
          "\(NumberText.count(below.count)) ◂", Point(band.left + 4, band.top - 3),
          TextStyle(size: 10.5, paint: .muted, hasHalo: true),
          tooltip: "\(NumberText.count(below.count)) beyond the axis, down to \(sign)\(NumberText.value(least))"))
    }
    return marks
  }
}
