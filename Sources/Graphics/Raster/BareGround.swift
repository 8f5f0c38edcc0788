/// Where nothing but the ground has been drawn so far. A halo in the ground's colour cannot be seen there, and to stroke the
/// letters for it takes as long as to fill them.
struct BareGround {
  private var covered: [Box] = []
  private var isKnown: Bool

  /// Marks up to which looking for one that lies under a halo is cheap beside drawing it.
  private static let limit = 1000

  /// - Parameter isBare: whether there is a ground at all; a layer over others knows nothing of what lies below.
  init(isBare: Bool) { isKnown = isBare }

  /// Whether no pixel that the box touches has been drawn on.
  func isBare(under box: Box) -> Bool { isKnown && !covered.contains { $0.overlaps(box) } }

  /// Marks are taken for their boxes, and some pixels more on each side: a pixel is drawn on as a whole.
  mutating func cover(_ mark: Mark) {
    switch mark {
    case .rect(let box, _, let style, _): cover(box, style)
    case .line(let from, let to, let style, _): cover([from, to], style)
    case .path(let path, let style, _):
      cover(
        path.elements.compactMap {
          switch $0 {
          case .move(let point), .line(let point): point
          case .close: nil
          }
        }, style)
    case .circle(let center, let radius, let style, _):
      cover(Box(x: center.x - radius, y: center.y - radius, width: 2 * radius, height: 2 * radius), style)
    case .points, .image: cover(.everywhere)
    // Texts and what is in groups were covered when they were drawn.
    case .text, .group: break
    }
  }

  mutating func cover(_ box: Box) {
    guard isKnown else { return }
    covered.append(box.expanded(by: Self.margin))
    if covered.count > Self.limit || !(box.width.isFinite && box.height.isFinite) { isKnown = false }
  }

  /// Two pixels at scale 1, for rounding and for pixels that are drawn on in part.
  private static let margin = 2.0

  private mutating func cover(_ points: [Point], _ style: Style) {
    guard let first = points.first else { return }
    var (left, right, top, bottom) = (first.x, first.x, first.y, first.y)
    for point in points {
      (left, right) = (min(left, point.x), max(right, point.x))
      (top, bottom) = (min(top, point.y), max(bottom, point.y))
    }
    cover(Box(x: left, y: top, width: right - left, height: bottom - top), style)
  }

  private mutating func cover(_ box: Box, _ style: Style) {
    // A mitre reaches as far as half the line's width times the limit of four.
    cover(style.stroke == nil ? box : box.expanded(by: 2 * style.strokeWidth))
  }
}

extension Box {
  /// Around all that can be drawn.
  static let everywhere = Box(x: -.infinity, y: -.infinity, width: .infinity, height: .infinity)
}
