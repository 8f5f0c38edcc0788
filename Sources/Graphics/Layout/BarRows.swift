/// One labelled length.
struct Bar: Sendable, Equatable {
  var label: String
  var value: Double
  /// Of all, 0…1.
  var share: Double
  var paint: Paint = .color(SegmentPalette.plain)
  var outline: Paint?
  var isHollow = false
}

/// Horizontal bars with labels to the left and values to the right.
struct BarRows {
  let bars: [Bar]
  let box: Box

  var marks: [Mark] {
    guard !bars.isEmpty else { return FigureFrame.emptyMessage("there are no values to draw", in: box) }
    let band = BandScale(count: bars.count, from: box.top, to: box.bottom, padding: 0.28)
    let size = min(12, max(8, band.step * 0.55))
    let labels = bars.map { TextMeasure.truncated($0.label, to: box.width * 0.36, size: size) }
    let values = bars.map { "\(NumberText.count(Int($0.value))) · \(NumberText.percent($0.share))" }
    let labelWidth = labels.map { TextMeasure.width($0, size: size) }.max() ?? 0
    let valueWidth = values.map { TextMeasure.width($0, size: size) }.max() ?? 0
    let start = box.left + labelWidth + 8
    let end = max(start + 20, box.right - valueWidth - 10)
    let x = ContinuousScale(0...max(bars.map(\.value).max() ?? 1, 1e-9), from: start, to: end)
    return bars.indices.flatMap { i -> [Mark] in
      let bar = bars[i]
      let y = band(i)
      let length = max(bar.value > 0 ? 1 : 0, x(bar.value) - start)
      let baseline = band.center(i) + size * TextMeasure.capHeight / 2
      let style =
        bar.isHollow
        ? Style(fill: .page, stroke: bar.paint, strokeWidth: 2)
        : Style(fill: bar.paint, stroke: bar.outline, fillOpacity: 0.88)
      return [
        .text(
          labels[i], Point(start - 8, baseline), TextStyle(size: size, anchor: .end),
          tooltip: labels[i] == bar.label ? nil : bar.label),
        .rect(
          Box(x: start, y: y, width: length, height: band.bandwidth), cornerRadius: 1, style,
          tooltip: "\(bar.label): \(values[i])"),
        .text(values[i], Point(start + length + 6, baseline), TextStyle(size: size, paint: .muted)),
      ]
    }
  }
}
