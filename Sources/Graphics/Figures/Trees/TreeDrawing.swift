/// Draws a tree that has been laid out.
struct TreeDrawing {
  let spec: TreeSpec
  let layout: TreeLayout
  let box: Box
  private let step: Double
  /// Where the nodes of each depth stand.
  private let levels: [Double]
  private let largestLeaf: Int
  private let bar: (x: Double, width: Double)
  private let labelWidth: Double

  private static let textSize = 11.0
  private static let thickest = 14.0

  init(spec: TreeSpec, layout: TreeLayout, box: Box) {
    self.spec = spec
    self.layout = layout
    self.box = box
    let shown = layout.leaves.map { leaf in
      let node = spec.nodes[leaf]
      return max(
        TextMeasure.width(spec.categories[node.majority].label, size: 12, weight: .bold),
        TextMeasure.width(Self.extent(node), size: 11))
    }
    labelWidth = min(box.width * 0.24, (shown.max() ?? 60) + 4)
    let width = min(150, box.width * 0.18)
    bar = (box.right - labelWidth - 8 - width, width)
    step = box.height / Double(max(1, layout.leaves.count))
    levels = Self.levels(spec, layout, from: box.left + 8, to: bar.x - 6)
    largestLeaf = max(1, layout.leaves.map { spec.nodes[$0].size }.max() ?? 1)
  }

  /// Evenly spread, but further left where a question would not fit before the bars.
  private static func levels(_ spec: TreeSpec, _ layout: TreeLayout, from left: Double, to right: Double) -> [Double] {
    let even = (right - left) / Double(max(1, layout.depth))
    let least = min(even, 44)
    var levels = (0...layout.depth).map { left + Double($0) * even }
    for (i, node) in spec.nodes.enumerated() where !node.children.isEmpty {
      let width = TextMeasure.width(node.question, size: textSize, weight: .bold) + 16
      levels[layout.depths[i]] = min(levels[layout.depths[i]], right - width)
    }
    for depth in stride(from: layout.depth - 1, through: 0, by: -1) {
      levels[depth] = min(levels[depth], levels[depth + 1] - least)
    }
    for depth in levels.indices { levels[depth] = max(levels[depth], left + Double(depth) * least) }
    return levels
  }

  /// Thin branches lie over thick ones, text over all.
  var marks: [Mark] { branches + texts + leafBars }

  private func x(_ node: Int) -> Double { levels[layout.depths[node]] }
  private func y(_ node: Int) -> Double { box.top + (layout.rows[node] + 0.5) * step }

  private func thickness(_ node: Int) -> Double {
    let all = Double(max(1, spec.nodes[0].size))
    return max(1.2, Self.thickest * Double(spec.nodes[node].size) / all)
  }

  /// Where the branch to a node ends.
  private func end(_ node: Int) -> Double { spec.nodes[node].children.isEmpty ? bar.x - 4 : x(node) }

  // MARK: Branches

  private var branches: [Mark] {
    spec.nodes.indices.flatMap { node -> [Mark] in
      spec.nodes[node].children.map { child in
        let weight = thickness(child)
        // A branch leaves the stem by its own half thickness, so that the corner is full.
        let path = Path([
          Point(x(node), y(node)), Point(x(node), y(child)), Point(end(child), y(child)),
        ])
        return .path(path, Style(stroke: .axis, strokeWidth: weight, strokeOpacity: 0.7), tooltip: tooltip(child))
      }
    }
  }

  private func tooltip(_ node: Int) -> String {
    let counts = spec.nodes[node].counts
    let parts = counts.indices.filter { counts[$0] > 0 }.sorted { (counts[$1], $0) < (counts[$0], $1) }.prefix(4)
      .map { "\(spec.categories[$0].label): \(NumberText.count(counts[$0]))" }
    return "\(layout.path(to: node, spec)): \(Self.extent(spec.nodes[node])); \(parts.joined(separator: ", "))"
  }

  // MARK: Questions and answers

  private var texts: [Mark] {
    spec.nodes.indices.flatMap { node -> [Mark] in
      guard !spec.nodes[node].children.isEmpty else { return [] }
      return [question(node)] + zip(spec.nodes[node].children, spec.nodes[node].answers).map(answer)
    }
  }

  private func question(_ node: Int) -> Mark {
    let left = x(node) + thickest(below: node) / 2 + 5
    let text = spec.nodes[node].question
    let shown = TextMeasure.truncated(text, to: bar.x - 4 - left, size: Self.textSize, weight: .bold)
    return .text(
      shown, Point(left, y(node) + 4), TextStyle(size: Self.textSize, weight: .bold, hasHalo: true),
      tooltip: shown == text ? nil : text)
  }

  private func answer(_ child: Int, _ text: String) -> Mark {
    let parent = layout.parents[child]
    let left = x(parent) + thickest(below: parent) / 2 + 5
    // On a narrow page a short answer may cross the next stem, which its halo breaks, rather than lose its number.
    let room =
      spec.nodes[child].children.isEmpty
      ? end(child) - left - 4 : min(bar.x - 4 - left, max(end(child) - left - 10, 42))
    let shown = TextMeasure.truncated(text, to: room, size: Self.textSize)
    return .text(
      shown, Point(left, y(child) - thickness(child) / 2 - 3), TextStyle(size: Self.textSize, hasHalo: true),
      tooltip: shown == text ? nil : "\(spec.nodes[parent].question) \(text)")
  }

  private func thickest(below node: Int) -> Double {
    spec.nodes[node].children.map(thickness).max() ?? 0
  }

  // MARK: Leaves

  private static func extent(_ node: TreeSpec.Node) -> String {
    let share = node.size > 0 ? Double(node.counts[node.majority]) / Double(node.size) : 0
    return
      "\(NumberText.percent(share, decimals: share > 0.995 && share < 1 ? 1 : 0)) of \(NumberText.count(node.size))"
  }

  private var leafBars: [Mark] {
    layout.leaves.flatMap { leaf -> [Mark] in
      let node = spec.nodes[leaf]
      let height = max(4, (step - 16) * Double(node.size) / Double(largestLeaf))
      let label = spec.categories[node.majority].label
      let left = bar.x + bar.width + 8
      let shown = TextMeasure.truncated(label, to: labelWidth, size: 12, weight: .bold)
      let extent = TextMeasure.truncated(Self.extent(node), to: labelWidth, size: 11)
      return parts(node, Box(x: bar.x, y: y(leaf) - height / 2, width: bar.width, height: height), tooltip(leaf)) + [
        .text(
          shown, Point(left, y(leaf) - 2), TextStyle(size: 12, weight: .bold), tooltip: shown == label ? nil : label),
        .text(extent, Point(left, y(leaf) + 11), TextStyle(size: 11, paint: .muted)),
      ]
    }
  }

  /// A bar divided by class, the majority first.
  private func parts(_ node: TreeSpec.Node, _ box: Box, _ tooltip: String) -> [Mark] {
    let order = node.counts.indices.filter { node.counts[$0] > 0 }
      .sorted { (node.counts[$1], $0) < (node.counts[$0], $1) }
    var left = box.left
    return order.map { category in
      let width = box.width * Double(node.counts[category]) / Double(max(1, node.size))
      defer { left += width }
      let look = spec.categories[category].color
      let part = Box(x: left, y: box.y, width: width, height: box.height)
      return look.isHollow
        ? .rect(
          part.inset(left: 1, top: 1, right: 1, bottom: 1), Style(fill: .page, stroke: look.paint, strokeWidth: 2),
          tooltip: tooltip)
        : .rect(part, Style(fill: look.paint, stroke: look.outline, strokeWidth: 0.6), tooltip: tooltip)
    }
  }
}
