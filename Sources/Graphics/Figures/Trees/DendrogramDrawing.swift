/// Lays a truncated tree out: root above, leaves below, the segments named under them.
struct DendrogramDrawing {
  let spec: DendrogramSpec
  let tree: TruncatedTree
  let plot: Box
  private let y: ContinuousScale
  private let labels: [String]
  private let isRotated: Bool
  private let step: Double
  private let axis: Axis

  private static let labelSize = 10.0
  private static let bracketHeight = 40.0

  init(spec: DendrogramSpec, tree: TruncatedTree, box: Box) {
    self.spec = spec
    self.tree = tree
    labels = tree.leaves.map { index in
      let node = tree.nodes[index]
      if node.size > 1 { return "(\(NumberText.count(node.size)))" }
      return spec.names.isEmpty ? "(1)" : TextMeasure.truncated(spec.names[node.id], to: 90, size: Self.labelSize)
    }
    let widest = labels.map { TextMeasure.width($0, size: Self.labelSize) }.max() ?? 0
    isRotated = widest + 4 > (box.width - 60) / Double(max(1, labels.count))
    let brackets = spec.segments.isEmpty ? 0 : Self.bracketHeight
    let height = box.height - 14 - (isRotated ? widest : Self.labelSize) - 10 - brackets
    let frame = Box(x: box.x, y: box.top + 14, width: box.width, height: max(40, height))
    let top = (tree.nodes.last?.height ?? 1) * 1.06
    y = ContinuousScale(0...(top > 0 && top.isFinite ? top : 1), from: frame.bottom, to: frame.top)
    axis = Axis(side: .left, scale: y, title: spec.heightTitle, hasGrid: true, hasLine: false)
    plot = frame.inset(left: axis.breadth(length: frame.height))
    step = plot.width / Double(max(1, labels.count))
  }

  var marks: [Mark] { axis.marks(around: plot) + tails + branches + cut + leafLabels + brackets }

  private func x(_ position: Double) -> Double { plot.left + (position + 0.5) * step }

  private func paint(_ segment: Int?) -> Paint {
    segment.map { spec.keys.color(of: $0).paint } ?? .muted
  }

  /// A bridge over each pair; its legs have the colours of what hangs on them.
  private var branches: [Mark] {
    tree.nodes.flatMap { node -> [Mark] in
      guard let children = node.children else { return [] }
      let level = y(node.height)
      let feet = [tree.nodes[children.left], tree.nodes[children.right]]
      let tooltip = "\(NumberText.count(node.size)) rows, merged at \(NumberText.score(node.height))"
      let legs = feet.map { foot -> Mark in
        .line(
          Point(x(foot.position), y(foot.height)), Point(x(foot.position), level),
          Style(stroke: paint(foot.segment), strokeWidth: 1.8, roundCaps: true), tooltip: tooltip)
      }
      let bridge = Mark.line(
        Point(x(feet[0].position), level), Point(x(feet[1].position), level),
        Style(stroke: paint(node.segment), strokeWidth: 1.8, roundCaps: true), tooltip: tooltip)
      return legs + [bridge]
    }
  }

  /// What is summed up goes on below its last merge shown; a faint line leads to its label.
  private var tails: [Mark] {
    tree.leaves.map { tree.nodes[$0] }.filter { $0.height > 0 }.map { node in
      .line(
        Point(x(node.position), y(node.height)), Point(x(node.position), plot.bottom),
        Style(stroke: paint(node.segment), strokeOpacity: 0.4))
    }
  }

  private var cut: [Mark] {
    guard let k = spec.k, let height = tree.cutHeight(into: k), height <= y.domain.upperBound else { return [] }
    let level = y(height)
    let label = "cut: k = \(k)"
    return [
      .line(
        Point(plot.left, level), Point(plot.right, level), Style(stroke: .text, strokeWidth: 1.3, dash: [6, 4])),
      .text(
        label, Point(plot.right, level - 4), TextStyle(size: 11, weight: .bold, anchor: .end, hasHalo: true)),
    ]
  }

  private var leafLabels: [Mark] {
    zip(labels, tree.leaves).map { label, index in
      let node = tree.nodes[index]
      let tooltip = node.size == 1 && !spec.names.isEmpty ? spec.names[node.id] : "\(NumberText.count(node.size)) rows"
      let center = x(node.position)
      return isRotated
        ? .text(
          label, Point(center + 3.5, plot.bottom + 6),
          TextStyle(size: Self.labelSize, anchor: .end, paint: .muted, rotation: -90), tooltip: tooltip)
        : .text(
          label, Point(center, plot.bottom + 6 + Self.labelSize),
          TextStyle(size: Self.labelSize, anchor: .middle, paint: .muted), tooltip: tooltip)
    }
  }

  // MARK: Segments

  /// Leaves side by side that are one segment.
  private var runs: [(segment: Int, first: Int, last: Int)] {
    var runs: [(segment: Int, first: Int, last: Int)] = []
    for (place, index) in tree.leaves.enumerated() {
      guard let segment = tree.nodes[index].segment else { continue }
      if let last = runs.last, last.segment == segment, last.last == place - 1 {
        runs[runs.count - 1].last = place
      } else {
        runs.append((segment, place, place))
      }
    }
    return runs
  }

  /// A bar under each run with the segment's number, and its name and size where there is room.
  private var brackets: [Mark] {
    guard !spec.segments.isEmpty else { return [] }
    let widest = labels.map { TextMeasure.width($0, size: Self.labelSize) }.max() ?? 0
    let top = plot.bottom + (isRotated ? widest : Self.labelSize) + 14
    return runs.flatMap { run -> [Mark] in
      let left = x(Double(run.first)) - step * 0.42
      let right = x(Double(run.last)) + step * 0.42
      let look = spec.keys.color(of: run.segment)
      let key = spec.keys.first { $0.number == run.segment }
      let tooltip = key.map { "\($0.heading): \($0.extent)" } ?? "Segment \(run.segment)"
      let bar = Mark.rect(
        Box(x: left, y: top, width: right - left, height: 5), cornerRadius: 2,
        look.isHollow
          ? Style(fill: .page, stroke: look.paint, strokeWidth: 1.5) : Style(fill: look.paint, stroke: look.outline),
        tooltip: tooltip)
      let room = right - left + step * 0.1
      let lines = captions(key, run.segment).prefix(2)
      return [bar]
        + lines.enumerated().compactMap { i, choices -> Mark? in
          guard let text = choices.first(where: { TextMeasure.width($0, size: 11, weight: .bold) <= room }) else {
            return nil
          }
          return .text(
            text, Point((left + right) / 2, top + 18 + Double(i) * 13),
            TextStyle(
              size: i == 0 ? 11 : 10.5, weight: i == 0 ? .bold : .regular, anchor: .middle,
              paint: i == 0 ? .text : .muted), tooltip: tooltip)
        }
    }
  }

  /// What each of two lines says, the longest first.
  private func captions(_ key: SegmentKey?, _ segment: Int) -> [[String]] {
    let short = segment > 0 ? String(segment) : "–"
    guard let key else { return [["Segment \(segment)", short], []] }
    let bare = key.number > 0 ? "Segment \(segment)" : "Noise"
    let named = key.name.isEmpty ? [] : ["\(segment) \(key.name)"]
    return [
      named + [bare, short], [key.extent, NumberText.percent(key.share), NumberText.percent(key.share, decimals: 0)],
    ]
  }
}
