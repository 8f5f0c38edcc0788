/// The words above and below a drawing, and the room they leave for it.
struct FigureFrame {
  private(set) var scene: Scene
  /// Where the figure is drawn.
  let content: Box

  /// Left and right of everything: what tables leave there too, so that words stand on one line down a notebook.
  static let margin = 10.0

  /// The width that is left for the drawing.
  static func contentWidth(_ options: FigureOptions) -> Double { options.width - 2 * margin }

  /// - Parameters:
  ///   - contentHeight: what the drawing takes when the options say no height.
  ///   - kept: the least it takes when they do.
  init(
    text: FigureText, subtitle: String, options: FigureOptions, contentHeight: Double, kept: Double = 80
  ) {
    let text = options.isBare ? FigureText(title: "") : text
    let width = Self.contentWidth(options)
    let head = Self.block(text.title, width, size: 16, weight: .bold, paint: .text, leading: 20, limit: 3)
    let sub = Self.block(subtitle, width, size: 12, weight: .regular, paint: .muted, leading: 16, limit: 4)
    let notes = text.insights.map {
      Self.block($0, width - 12, size: 12.5, weight: .regular, paint: .text, leading: 17, limit: 12)
    }
    let foot = Self.block(text.caption, width, size: 11, weight: .regular, paint: .muted, leading: 14, limit: 8)

    let top = 12 + head.height + (sub.height > 0 ? sub.height + 2 : 0) + 10
    let notesHeight = notes.reduce(0) { $0 + $1.height + 3 } + (notes.isEmpty ? 0 : 12)
    let bottom = notesHeight + (foot.height > 0 ? foot.height + 8 : 0) + 10
    let drawn = options.height.map { max(kept, $0 - top - bottom) } ?? contentHeight

    scene = Scene(width: options.width, height: (top + drawn + bottom).rounded(.up))
    content = Box(x: Self.margin, y: top, width: width, height: drawn)
    var y = 12.0
    y = head.draw(into: &scene, x: Self.margin, y: y) + 2
    _ = sub.draw(into: &scene, x: Self.margin, y: y)
    y = top + drawn + 12
    for note in notes {
      scene.add(.circle(Point(Self.margin + 3, y + 9), radius: 2, Style(fill: .muted)))
      y = note.draw(into: &scene, x: Self.margin + 12, y: y) + 3
    }
    y = top + drawn + notesHeight + 8
    _ = foot.draw(into: &scene, x: Self.margin, y: y)
  }

  mutating func add(_ mark: Mark) { scene.add(mark) }
  mutating func add(contentsOf marks: [Mark]) { scene.add(contentsOf: marks) }

  private struct Block {
    let lines: [String]
    let style: TextStyle
    let leading: Double
    var height: Double { Double(lines.count) * leading }

    /// Returns the y below the last line.
    func draw(into scene: inout Scene, x: Double, y: Double) -> Double {
      for (i, line) in lines.enumerated() {
        scene.add(.text(line, Point(x, y + Double(i) * leading + leading * 0.76), style))
      }
      return y + height
    }
  }

  private static func block(
    _ text: String, _ width: Double, size: Double, weight: FontWeight, paint: Paint, leading: Double, limit: Int
  ) -> Block {
    Block(
      lines: TextMeasure.wrapped(text, to: width, size: size, weight: weight, limit: limit),
      style: TextStyle(size: size, weight: weight, paint: paint), leading: leading)
  }

  /// What stands in the place of a drawing that has nothing to draw.
  static func emptyMessage(_ message: String, in box: Box) -> [Mark] {
    [
      .rect(box, cornerRadius: 4, Style(stroke: .grid, dash: [4, 4])),
      .text(
        TextMeasure.truncated(message, to: box.width - 16, size: 13),
        Point(box.center.x, box.center.y + 4), TextStyle(size: 13, anchor: .middle, paint: .muted)),
    ]
  }
}
