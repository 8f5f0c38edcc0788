/// Places the labels of one or two vertical lines in two rows above a plot, so that no label is crossed.
struct LineLabels {
  struct Place: Equatable {
    /// 0 is the upper row.
    let row: Int
    let x: Double
    let anchor: TextStyle.Anchor
  }

  let left: Double
  let right: Double
  let size: Double

  /// - Parameters:
  ///   - labels: of at most two lines, from left to right.
  ///   - positions: the lines' pixels, ascending.
  ///
  /// A line reaches up to its own label's row. So only the line of the upper label can cross the lower
  /// label, and that one is put on the far side of its own line.
  func places(_ labels: [String], at positions: [Double]) -> [Place] {
    guard labels.count == 2 else {
      return zip(labels, positions).map { beside($1, $0, row: 1, prefersRight: true) }
    }
    let widths = labels.map(width)
    if positions[1] + 4 + widths[1] <= right {
      return [
        beside(positions[0], labels[0], row: 0, prefersRight: true),
        Place(row: 1, x: positions[1] + 4, anchor: .start),
      ]
    }
    if positions[0] - 4 - widths[0] >= left {
      return [
        Place(row: 1, x: positions[0] - 4, anchor: .end),
        beside(positions[1], labels[1], row: 0, prefersRight: false),
      ]
    }
    return [
      beside(positions[0], labels[0], row: 0, prefersRight: true),
      beside(positions[1], labels[1], row: 1, prefersRight: false),
    ]
  }

  private func width(_ label: String) -> Double {
    TextMeasure.width(label, size: size, weight: .bold)
  }

  private func beside(_ position: Double, _ label: String, row: Int, prefersRight: Bool) -> Place {
    let fitsRight = position + 4 + width(label) <= right
    let fitsLeft = position - 4 - width(label) >= left
    if fitsRight, prefersRight || !fitsLeft { return Place(row: row, x: position + 4, anchor: .start) }
    if fitsLeft { return Place(row: row, x: position - 4, anchor: .end) }
    return Place(row: row, x: (left + right) / 2, anchor: .middle)
  }
}
