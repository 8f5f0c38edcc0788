/// Puts labels where they cover neither each other nor what must stay visible.
///
/// Greedy: each label takes the first of its candidates that is free. With the few labels of a figure an
/// optimal placement looks no different.
package struct LabelPlacer {
  private let bounds: Box
  private var taken: [Box]

  /// - Parameters:
  ///   - bounds: labels stay inside.
  ///   - obstacles: what they must not cover.
  package init(bounds: Box, obstacles: [Box] = []) {
    self.bounds = bounds
    self.taken = obstacles
  }

  /// The first free candidate, which is taken from now on; nil when none is.
  package mutating func place(_ candidates: some Sequence<Box>) -> Box? {
    for box in candidates where bounds.contains(box) && !taken.contains(where: { $0.overlaps(box) }) {
      taken.append(box)
      return box
    }
    return nil
  }

  /// Keeps a place from everything that is placed from now on.
  package mutating func take(_ box: Box) { taken.append(box) }

  /// Boxes of one size in widening rings about a point, the point itself first.
  package static func ring(about center: Point, width: Double, height: Double, steps: Int = 8) -> [Box] {
    var boxes = [Box(x: center.x - width / 2, y: center.y - height / 2, width: width, height: height)]
    let directions: [(Double, Double)] = [
      (0, -1), (0, 1), (1, 0), (-1, 0), (0.7, -0.7), (-0.7, -0.7), (0.7, 0.7), (-0.7, 0.7),
    ]
    for step in 1...max(1, steps) {
      for (dx, dy) in directions {
        let reach = Double(step) * 0.6
        boxes.append(
          Box(
            x: center.x - width / 2 + dx * reach * max(width * 0.6, height),
            y: center.y - height / 2 + dy * reach * height, width: width, height: height))
      }
    }
    return boxes
  }
}
