/// One group's values as Tukey drew them: a box for the middle half, whiskers, and what lies beyond them.
///
/// J. W. Tukey (1977), Exploratory Data Analysis.
public struct BoxData: Sendable, Equatable {
  /// nil for everyone, the group that the others are compared with.
  public var key: SegmentKey?
  /// Rows with a value that are drawn.
  public var count: Int
  /// All NaN when nothing is drawn.
  public var firstQuartile: Double
  public var median: Double
  public var thirdQuartile: Double
  public var mean: Double
  /// The furthest values that are not outliers.
  public var whiskers: (lower: Double, upper: Double) {
    get { (lowerWhisker, upperWhisker) }
    set { (lowerWhisker, upperWhisker) = newValue }
  }
  /// Values beyond the whiskers, in any order.
  public var outliers: [Double]
  /// One text an outlier, or empty; shown while outliers are drawn as dots.
  public var names: [String]
  /// What stands below the group's name, such as `31% zero`.
  public var note: String

  private var lowerWhisker: Double
  private var upperWhisker: Double

  public init(
    key: SegmentKey?, count: Int, firstQuartile: Double, median: Double, thirdQuartile: Double, mean: Double,
    whiskers: (lower: Double, upper: Double), outliers: [Double] = [], names: [String] = [], note: String = ""
  ) {
    precondition(names.isEmpty || names.count == outliers.count, "every outlier has a name or none has")
    self.key = key
    self.count = count
    self.firstQuartile = firstQuartile
    self.median = median
    self.thirdQuartile = thirdQuartile
    self.mean = mean
    lowerWhisker = whiskers.lower
    upperWhisker = whiskers.upper
    self.outliers = outliers
    self.names = names
    self.note = note
  }

  /// `Everyone`, or the segment's heading.
  var heading: String { key?.heading ?? "Everyone" }

  /// Whether there is a box to draw.
  var isDrawn: Bool { count > 0 && median.isFinite && firstQuartile.isFinite && thirdQuartile.isFinite }
}

/// One column's boxes: everyone, and the segments below on the same axis.
public struct BoxSpec: Sendable, Equatable {
  /// An empty title becomes the column's name.
  public var text: FigureText
  /// The column's name.
  public var name: String
  public var groups: [BoxData]
  /// What the axis shows; nil for every value. Whiskers always find a place.
  public var domain: ClosedRange<Double>?
  public var transform: ScaleTransform
  /// How the values are written.
  public var notation: NumberNotation
  public var options: FigureOptions

  /// Up to here every outlier is a dot; above, shades say how many there are.
  public static let dotLimit = 2000

  public init(
    name: String, groups: [BoxData], domain: ClosedRange<Double>? = nil, transform: ScaleTransform = .linear,
    notation: NumberNotation = .measure, text: FigureText = FigureText(title: ""), options: FigureOptions = .init()
  ) {
    self.name = name
    self.groups = groups
    self.domain = domain
    self.transform = transform
    self.notation = notation
    self.text = text
    self.options = options
  }

  var outlierCount: Int { groups.reduce(0) { $0 + $1.outliers.count } }
  var drawsDots: Bool { outlierCount <= Self.dotLimit }
}

extension Figure {
  /// Draws a box a group, each with the values of its median and quartiles; everyone's run through all rows as a
  /// reference.
  public static func boxes(_ spec: BoxSpec) -> Figure { laidOut(spec, drawnBoxes) }

  private static func drawnBoxes(_ spec: BoxSpec) -> Figure {
    var text = spec.text
    if text.title.isEmpty { text.title = spec.name }
    let drawn = spec.groups.filter(\.isDrawn)
    let hasSegments = spec.groups.contains { $0.key != nil }
    let subtitle = joined(
      text.subtitle, "Box: the middle half, with the median", "diamond: mean",
      "whiskers: to 1.5 times the box",
      drawn.allSatisfy(\.outliers.isEmpty)
        ? "" : spec.drawsDots ? "dots: values beyond" : "shades: values beyond, darker where there are more",
      hasSegments && drawn.contains { $0.key == nil } ? "grey band and line: everyone" : "")
    let rows = Double(max(1, spec.groups.count))
    var frame = FigureFrame(
      text: text, subtitle: subtitle, options: spec.options,
      contentHeight: rows * BoxRows.rowHeight(of: spec.groups.count) + BoxRows.axisHeight)
    if drawn.isEmpty {
      frame.add(contentsOf: FigureFrame.emptyMessage("\(spec.name) has no values to draw", in: frame.content))
    } else {
      frame.add(contentsOf: BoxRows(spec: spec, content: frame.content).marks)
    }
    let plain = titled(text.title, spec.groups.map { sentence($0, spec.notation) }.joined(separator: "; "))
    return Figure(
      kind: "box", text: text, subtitle: subtitle, description: text.description(after: plain), plain: plain,
      scene: frame.scene)
  }

  private static func sentence(_ group: BoxData, _ notation: NumberNotation) -> String {
    guard group.isDrawn else { return "\(group.heading) has no values" }
    var text = "\(group.heading): median \(notation.statistic(group.median)), middle half "
    text += "\(notation.statistic(group.firstQuartile)) to \(notation.statistic(group.thirdQuartile))"
    if !group.outliers.isEmpty { text += ", \(NumberText.count(group.outliers.count)) beyond the whiskers" }
    return text
  }
}
