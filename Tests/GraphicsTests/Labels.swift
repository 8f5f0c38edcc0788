import Testing

@testable import Graphics

/// What tests know of a figure's labels.
enum Labels {
  /// The boxes of all labels of a figure that are set upright, found from its marks.
  static func boxes(_ marks: [Mark], size: ClosedRange<Double> = 9...16) -> [(text: String, box: Box)] {
    marks.flatMap { mark -> [(text: String, box: Box)] in
      guard case .text(let text, let anchor, let style, _) = mark, style.rotation == 0, size.contains(style.size)
      else { return [] }
      let width = TextMeasure.width(text, size: style.size, weight: style.weight)
      let shift = style.anchor == .start ? 0 : style.anchor == .middle ? width / 2 : width
      // From cap height to baseline: what the eye takes for the label.
      let height = style.size * TextMeasure.capHeight
      return [(text, Box(x: anchor.x - shift, y: anchor.y - height, width: width, height: height))]
    }
  }

  static func expectClear(_ boxes: [(text: String, box: Box)], sourceLocation: SourceLocation = #_sourceLocation) {
    for (i, first) in boxes.enumerated() {
      for second in boxes[(i + 1)...] where first.box.overlaps(second.box) {
        Issue.record("“\(first.text)” lies on “\(second.text)”", sourceLocation: sourceLocation)
      }
    }
  }

  static func expectClear(_ marks: [Mark], sourceLocation: SourceLocation = #_sourceLocation) {
    expectClear(boxes(marks), sourceLocation: sourceLocation)
  }
}
