/// A profile as marks, for the forms that show no HTML.
struct ProfileDrawing {
  let spec: ProfileSpec

  private static let headHeight = 48.0
  private static let rowHeight = 24.0
  private static let narrowestName = 66.0

  var height: Double { Self.headHeight + Double(max(1, spec.features.count)) * Self.rowHeight }

  func marks(in box: Box) -> [Mark] {
    guard !spec.features.isEmpty, !spec.keys.isEmpty else {
      return FigureFrame.emptyMessage("there is nothing to profile", in: box)
    }
    let label = labelWidth(box.width)
    let count = spec.keys.count + (spec.everyone.isEmpty ? 0 : 1)
    let columns = BandScale(count: count, from: box.left + label + 10, to: box.right, padding: 0.02)
    let step = (box.height - Self.headHeight) / Double(spec.features.count)
    let size = min(11.5, max(7.5, min(step * 0.5, columns.bandwidth / 6)))
    return header(columns, box)
      + spec.features.indices.flatMap { i in
        row(i, y: box.top + Self.headHeight + Double(i) * step, step: step, size: size, columns, box, label)
      }
  }

  /// Whether columns are too narrow for names; then the subtitle lists them.
  private func showsNumbersOnly(_ columns: BandScale) -> Bool { columns.bandwidth < Self.narrowestName }

  /// The names behind the numbers, where the drawing has no room for them.
  func legend(width: Double) -> String {
    guard showsNumbersOnly(columns(width: width)) else { return "" }
    return spec.keys.filter { !$0.name.isEmpty && $0.number > 0 }.map { "\($0.number) \($0.name)" }
      .joined(separator: ", ")
  }

  private func labelWidth(_ width: Double) -> Double {
    min(spec.features.map { TextMeasure.width($0, size: 11.5) }.max() ?? 0, width * 0.34)
  }

  private func columns(width: Double) -> BandScale {
    let count = spec.keys.count + (spec.everyone.isEmpty ? 0 : 1)
    return BandScale(count: count, from: labelWidth(width) + 10, to: width, padding: 0.02)
  }

  private func header(_ columns: BandScale, _ box: Box) -> [Mark] {
    let bottom = box.top + Self.headHeight
    var marks = spec.keys.enumerated().flatMap { j, key -> [Mark] in
      let look = key.color
      let swatch =
        look.isHollow
        ? Style(fill: .page, stroke: look.paint, strokeWidth: 2) : Style(fill: look.paint, stroke: look.outline)
      let room = columns.bandwidth - 4
      let number = key.number > 0 ? "\(key.number)" : "Noise"
      let name = key.name.isEmpty || showsNumbersOnly(columns) ? number : "\(number) \(key.name)"
      let title = TextMeasure.truncated(name, to: room, size: 11.5, weight: .bold)
      let extents = [key.extent, NumberText.percent(key.share)]
      let extent = extents.first { TextMeasure.width($0, size: 10) <= room } ?? ""
      let x = columns.center(j)
      return [
        .rect(Box(x: columns(j), y: bottom - 5, width: columns.bandwidth, height: 4), swatch),
        .text(
          title, Point(x, bottom - 26), TextStyle(size: 11.5, weight: .bold, anchor: .middle), tooltip: key.heading),
        .text(extent, Point(x, bottom - 12), TextStyle(size: 10, anchor: .middle, paint: .muted)),
      ]
    }
    if !spec.everyone.isEmpty {
      let titles = ["Everyone", "All"]
      let title = titles.first { TextMeasure.width($0, size: 11.5, weight: .bold) <= columns.bandwidth } ?? ""
      marks.append(
        .text(
          title, Point(columns.center(spec.keys.count), bottom - 26),
          TextStyle(size: 11.5, weight: .bold, anchor: .middle)))
    }
    return marks
  }

  private func row(
    _ i: Int, y: Double, step: Double, size: Double, _ columns: BandScale, _ box: Box, _ label: Double
  ) -> [Mark] {
    let baseline = y + step / 2 + size * TextMeasure.capHeight / 2
    let nameSize = min(11.5, max(7.5, step * 0.5))
    let name = TextMeasure.truncated(spec.features[i], to: label, size: nameSize)
    let nameLine = y + step / 2 + nameSize * TextMeasure.capHeight / 2
    var marks: [Mark] = [
      .text(
        name, Point(box.left, nameLine), TextStyle(size: nameSize),
        tooltip: name == spec.features[i] ? nil : spec.features[i])
    ]
    for (j, value) in spec.values[i].enumerated() {
      let deviation = spec.deviations[i][j]
      let (color, opacity) = Ramp.diverging(deviation / spec.fullDeviation)
      let arrow = spec.arrow(deviation)
      let text = arrow.isEmpty ? value : "\(arrow) \(value)"
      let shown = TextMeasure.width(text, size: size) <= columns.bandwidth - 2 ? text : value
      let cell = Box(x: columns(j), y: y + 0.5, width: columns.bandwidth, height: step - 1)
      if opacity > 0 {
        marks.append(
          .rect(
            cell, cornerRadius: 2, Style(fill: .color(color), fillOpacity: opacity),
            tooltip: "\(spec.features[i]), \(spec.keys[j].heading): \(spec.deviationText(deviation))"))
      }
      marks.append(
        .text(
          TextMeasure.truncated(shown, to: columns.bandwidth, size: size), Point(columns.center(j), baseline),
          TextStyle(size: size, anchor: .middle)))
    }
    if !spec.everyone.isEmpty {
      marks.append(
        .text(
          spec.everyone[i], Point(columns.center(spec.keys.count), baseline),
          TextStyle(size: size, anchor: .middle, paint: .muted)))
    }
    return marks
  }
}
