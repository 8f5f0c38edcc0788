/// A cross table as marks, for the forms that show no HTML.
struct CrosstabDrawing {
  let spec: CrosstabSpec
  /// The names of the groups, as far as there is room, and whether they stand upright.
  private let heads: [[String]]
  private let isSlanted: Bool
  private let labelWidth: Double
  private let totalWidth: Double
  /// What the last slanted name takes to the right of its column.
  private let overhang: Double

  private static let headSize = 11.5
  private static let lineHeight = 14.0
  private static let rowHeight = 34.0
  private static let mostLines = 3
  /// The length of a slanted name, and its angle.
  private static let longestSlanted = 120.0
  private static let slant = -45.0

  init(spec: CrosstabSpec, width: Double) {
    self.spec = spec
    let names = spec.lines.map { Self.name($0) }
    let widest = names.map { TextMeasure.width($0, size: Self.headSize) }.max() ?? 0
    labelWidth = min(widest + 20, width * 0.3)
    totalWidth = max(
      TextMeasure.width("customers", size: 10),
      spec.lines.map { TextMeasure.width(NumberText.count($0.total), size: Self.headSize) }.max() ?? 0)
    let room = (width - labelWidth - totalWidth - 18) / Double(max(1, spec.groups.count)) - 6
    let wrapped = spec.groups.map { TextMeasure.wrapped($0, to: room, size: Self.headSize, weight: .bold) }
    isSlanted = wrapped.contains { $0.count > Self.mostLines || $0.contains { $0.contains("…") } }
    heads =
      isSlanted
      ? spec.groups.map {
        [TextMeasure.truncated($0, to: Self.longestSlanted, size: Self.headSize, weight: .bold)]
      } : wrapped
    let last = heads.last.map { TextMeasure.width($0[0], size: Self.headSize, weight: .bold) * 0.71 } ?? 0
    overhang = isSlanted ? max(0, last - totalWidth - 8) : 0
  }

  private static func name(_ line: CrosstabSpec.Line) -> String {
    line.key.map { $0.name.isEmpty ? "Segment \($0.number)" : "\($0.number) \($0.name)" } ?? "Everyone"
  }

  private var headHeight: Double {
    guard isSlanted else { return 8 + Double(heads.map(\.count).max() ?? 0) * Self.lineHeight }
    return 14 + 0.71 * (heads.map { TextMeasure.width($0[0], size: Self.headSize, weight: .bold) }.max() ?? 0)
  }

  var height: Double { headHeight + Double(spec.lines.count) * Self.rowHeight + 6 }

  func marks(in box: Box) -> [Mark] {
    guard !spec.keys.isEmpty, !spec.groups.isEmpty else {
      return FigureFrame.emptyMessage("there is nothing to compare", in: box)
    }
    let columns = BandScale(
      count: spec.groups.count, from: box.left + labelWidth + 6, to: box.right - totalWidth - 12 - overhang,
      padding: 0.03)
    let lines = spec.lines
    let step = (box.height - headHeight - 6) / Double(lines.count)
    return head(columns, box)
      + lines.enumerated().flatMap { i, line in
        // Everyone stands a little apart.
        row(line, y: box.top + headHeight + Double(i) * step + (line.key == nil ? 6 : 0), step: step, columns, box)
      }
  }

  private func head(_ columns: BandScale, _ box: Box) -> [Mark] {
    let bottom = box.top + headHeight - 6
    let marks: [Mark] = [
      .text("segment", Point(box.left, bottom), TextStyle(size: Self.headSize, paint: .muted)),
      .text(
        "customers", Point(box.right - overhang, bottom), TextStyle(size: 10, anchor: .end, paint: .muted)),
    ]
    return marks
      + heads.enumerated().flatMap { group, lines in
        lines.enumerated().map { i, line in
          let x = columns.center(group)
          guard !isSlanted else {
            return .text(
              line, Point(x + 3, bottom),
              TextStyle(size: Self.headSize, weight: .bold, anchor: .start, rotation: Self.slant),
              tooltip: spec.groups[group])
          }
          let y = bottom - Double(lines.count - 1 - i) * Self.lineHeight
          return .text(line, Point(x, y), TextStyle(size: Self.headSize, weight: .bold, anchor: .middle))
        }
      }
  }

  private func row(_ line: CrosstabSpec.Line, y: Double, step: Double, _ columns: BandScale, _ box: Box) -> [Mark] {
    let middle = y + step / 2
    let baseline = middle + Self.headSize * TextMeasure.capHeight / 2
    let full = Self.name(line)
    let name = TextMeasure.truncated(full, to: labelWidth - 18, size: Self.headSize)
    var marks: [Mark] = [
      .text(
        name, Point(box.left + 16, baseline), TextStyle(size: Self.headSize),
        tooltip: name == full ? nil : line.heading),
      .text(
        NumberText.count(line.total), Point(box.right - overhang, baseline),
        TextStyle(size: Self.headSize, anchor: .end)),
    ]
    if let look = line.key?.color {
      let style =
        look.isHollow
        ? Style(fill: .page, stroke: look.paint, strokeWidth: 2) : Style(fill: look.paint, stroke: look.outline)
      marks.append(.circle(Point(box.left + 6, middle), radius: 5, style))
    } else {
      marks.append(.line(Point(box.left, y - 3), Point(box.right - overhang, y - 3), Style(stroke: .axis)))
    }
    return marks
      + spec.groups.indices.flatMap { group in
        cell(line, group, Box(x: columns(group), y: y + 1, width: columns.bandwidth, height: step - 2))
      }
  }

  private func cell(_ line: CrosstabSpec.Line, _ group: Int, _ place: Box) -> [Mark] {
    let share = line.share(group)
    let (color, opacity) = Ramp.diverging(-share)
    let size = min(12, max(7, place.width / 3.2))
    let count = NumberText.count(line.counts[group])
    let showsCount =
      line.counts[group] > 0 && place.height >= 26 && TextMeasure.width(count, size: 9.5) <= place.width - 2
    let baseline = place.center.y + size * TextMeasure.capHeight / 2 - (showsCount ? 5 : 0)
    var marks: [Mark] = [
      .rect(
        place, cornerRadius: 2,
        line.key == nil || opacity.isNaN
          ? Style(stroke: .grid) : Style(fill: .color(color), stroke: .grid, fillOpacity: opacity),
        tooltip: spec.tooltip(line, group)),
      .text(
        line.text(group), Point(place.center.x, baseline),
        TextStyle(size: size, anchor: .middle, paint: line.counts[group] == 0 ? .muted : .text)),
    ]
    if showsCount {
      marks.append(
        .text(count, Point(place.center.x, baseline + 12), TextStyle(size: 9.5, anchor: .middle, paint: .text)))
    }
    return marks
  }
}
