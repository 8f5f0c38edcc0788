/// Points in a plane: a t-SNE map, or two columns against each other.
public struct MapSpec: Sendable, Equatable {
  public enum Coloring: Sendable, Equatable {
    /// One colour for all.
    case none
    /// A segment for each point (0 is noise), and how the segments are shown.
    case segments([Int], keys: [SegmentKey])
    /// A value for each point; NaN is missing.
    case values([Double], name: String, notation: NumberNotation = .measure)
  }

  /// A short word for file names.
  public var kind: String
  public var text: FigureText
  /// n coordinates; points with a coordinate that is not finite are left out, and that is said.
  public var xs: [Double]
  public var ys: [Double]
  public var coloring: Coloring
  /// One text a point, or empty; shown up to `MapSpec.markLimit` points.
  public var tooltips: [String]
  /// The axes' titles; without both there are no axes and no ticks, since a map's directions mean nothing.
  public var axisTitles: (x: String, y: String)? {
    get { titles.map { ($0.x, $0.y) } }
    set { titles = newValue.map { Titles(x: $0.x, y: $0.y) } }
  }
  /// Whether a unit is as long in both directions.
  public var isEqualAspect: Bool
  public var transforms: Transforms
  /// How the values along the axes are written.
  public var notations = Notations()
  /// Directions drawn from the origin over the points.
  public var arrows: [MapArrow] = []
  /// Where a segment's number stands.
  public var labelPlace = LabelPlace.densest
  /// Whether it says which colour is which segment; what stands beside it can say so as well.
  public var hasSegmentLegend = true
  public var options: FigureOptions
  /// At least this much width is kept for what stands beside the points: two maps that keep the same are of one size.
  public var legendRoom = 0.0

  /// Where a segment's number stands among its points.
  public enum LabelPlace: Sendable, Equatable {
    /// Where most of its points are, which is never between two clouds.
    case densest
    /// At the medians of both coordinates, which are marked by a cross.
    case medians
  }

  /// How the values of a scatter plot are spread along its axes.
  public struct Transforms: Sendable, Equatable {
    public var x: ScaleTransform
    public var y: ScaleTransform

    public init(x: ScaleTransform = .linear, y: ScaleTransform = .linear) {
      self.x = x
      self.y = y
    }
  }

  /// How the values along the axes of a scatter plot are written; amounts carry no sign there, as the title names them.
  public struct Notations: Sendable, Equatable {
    public var x: NumberNotation
    public var y: NumberNotation

    public init(x: NumberNotation = .measure, y: NumberNotation = .measure) {
      self.x = x
      self.y = y
    }
  }

  private struct Titles: Sendable, Equatable {
    var x: String
    var y: String
  }

  private var titles: Titles?

  /// Up to here every point is a mark of its own.
  public static let markLimit = 2000
  /// Up to here points are drawn singly; above, their density is.
  public static let pathLimit = 20000

  public init(
    kind: String = "tsne", text: FigureText, xs: [Double], ys: [Double], coloring: Coloring = .none,
    tooltips: [String] = [], axisTitles: (x: String, y: String)? = nil, isEqualAspect: Bool = true,
    transforms: Transforms = Transforms(), options: FigureOptions = .init()
  ) {
    precondition(xs.count == ys.count, "points have two coordinates")
    self.kind = kind
    self.text = text
    self.xs = xs
    self.ys = ys
    self.coloring = coloring
    self.tooltips = tooltips
    self.isEqualAspect = isEqualAspect
    self.transforms = transforms
    self.options = options
    self.axisTitles = axisTitles
  }
}

extension Figure {
  /// Draws points, coloured by segment or by value, with direct labels and a legend.
  public static func map(_ spec: MapSpec) -> Figure { laidOut(spec, drawnMap) }

  private static func drawnMap(_ spec: MapSpec) -> Figure {
    let drawn = spec.xs.indices.filter { spec.xs[$0].isFinite && spec.ys[$0].isFinite }
    let lost = spec.xs.count - drawn.count
    let subtitle = joined(
      spec.text.subtitle, lost > 0 ? "\(NumberText.count(lost)) points without a place left out" : "")
    let isPlain = spec.axisTitles == nil
    let content = FigureFrame.contentWidth(spec.options)
    // Where there is no room beside the points, what the colours say stands below them.
    let isStacked = spec.options.width < NarrowLayout.leastWidth
    let legend = spec.coloring == .none ? Box(x: 0, y: 0, width: 0, height: 0) : legendBox(spec, isStacked: isStacked)
    let beside = max(legend.width, spec.legendRoom)
    let room = content - (beside > 0 && !isStacked ? beside + 20 : 0)
    let wanted = Box(x: 0, y: 0, width: room, height: min(isPlain ? 600 : 440, room))
    // A wide and low map takes no more of the page than it fills.
    let fitted = drawn.isEmpty || !spec.isEqualAspect ? nil : Plane(spec: spec, drawn: drawn, in: wanted).plot.height
    let height = fitted.map { isPlain ? $0 : $0 + Plane.axisRoom } ?? wanted.height
    let below = isStacked && legend.height > 0 ? legend.height + 12 : 0
    var frame = FigureFrame(
      text: spec.text, subtitle: subtitle, options: spec.options, contentHeight: height + below)
    let area = frame.content.inset(right: content - room, bottom: below)
    let plain = sentence(spec, drawn.count)
    if drawn.isEmpty {
      frame.add(contentsOf: FigureFrame.emptyMessage("there are no points to draw", in: frame.content))
    } else {
      let plane = Plane(spec: spec, drawn: drawn, in: area)
      let place =
        isStacked
        ? Box(x: frame.content.left, y: area.bottom + 12, width: min(content, 280), height: legend.height)
        : Box(
          x: plane.plot.right + 20, y: plane.plot.top, width: frame.content.right - plane.plot.right - 20,
          height: frame.content.height)
      frame.add(contentsOf: plane.axes)
      frame.add(contentsOf: PointLayers(spec: spec, drawn: drawn, plane: plane).marks(legend: place))
    }
    return Figure(
      kind: spec.kind, text: spec.text, subtitle: subtitle,
      description: spec.text.description(after: plain), plain: plain, scene: frame.scene)
  }

  /// What the legend takes: no more than what stands in it, so that the points get the rest of the page.
  private static func legendBox(_ spec: MapSpec, isStacked: Bool) -> Box {
    let most = isStacked ? FigureFrame.contentWidth(spec.options) : min(220, spec.options.width * 0.3)
    var width = 0.0
    var height = 150.0
    switch spec.coloring {
    case .none: break
    case .segments where !spec.hasSegmentLegend: height = 0
    case .segments(_, let keys):
      width = SegmentLegend(keys: keys).width
      height = SegmentLegend.height(of: keys.count)
    case .values(_, let name, _): width = max(96, TextMeasure.width(name, size: 12, weight: .bold) + 2)
    }
    return Box(x: 0, y: 0, width: min(most, width), height: height)
  }

  private static func sentence(_ spec: MapSpec, _ count: Int) -> String {
    let base = titled(spec.text.title, "\(NumberText.count(count)) points")
    switch spec.coloring {
    case .none: return base
    case .segments(_, let keys):
      let list = keys.map { "\($0.heading) \($0.extent)" }.joined(separator: ", ")
      return "\(base) coloured by \(keys.first?.grouping ?? "segment"): \(list)"
    case .values(_, let name, _): return "\(base) coloured by \(name)"
    }
  }
}
