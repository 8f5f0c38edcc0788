/// How well each row sits in its segment: sorted silhouettes, a band a segment.
public struct SilhouetteSpec: Sendable, Equatable {
  public struct Segment: Sendable, Equatable {
    public var key: SegmentKey
    /// The silhouette of each member, −1…1, in any order.
    public var values: [Double]

    public init(key: SegmentKey, values: [Double]) {
      self.key = key
      self.values = values
    }
  }

  public var text: FigureText
  /// From top to bottom.
  public var segments: [Segment]
  /// The mean silhouette of all rows, drawn as a line through all bands.
  public var mean: Double
  /// The standard error of the mean where it was estimated from some rows, of which the segments hold the values; nil where it is exact.
  public var standardError: Double?
  public var options: FigureOptions

  public init(
    text: FigureText, segments: [Segment], mean: Double, standardError: Double? = nil, options: FigureOptions = .init()
  ) {
    self.text = text
    self.segments = segments
    self.mean = mean
    self.standardError = standardError
    self.options = options
  }

  /// "0.162", or "0.1625 ± 0.0010" where it was estimated.
  var meanInWords: String {
    standardError.map { "\(NumberText.decimals(mean, 4)) ± \(NumberText.decimals($0, 4))" }
      ?? NumberText.decimals(mean, 3)
  }
}

extension Figure {
  /// Draws a band a segment, its members sorted from the best placed to the worst, with a line for everyone's mean.
  ///
  /// P. J. Rousseeuw (1987), doi:10.1016/0377-0427(87)90125-7. A band is drawn at the resolution of the screen whatever the
  /// number of rows; small segments get a height that can be read.
  public static func silhouette(_ spec: SilhouetteSpec) -> Figure { laidOut(spec, drawnSilhouette) }

  private static func drawnSilhouette(_ spec: SilhouetteSpec) -> Figure {
    let height = SilhouetteBands.margins + bandsHeight(spec)
    var frame = FigureFrame(
      text: spec.text, subtitle: spec.text.subtitle, options: spec.options, contentHeight: height,
      kept: SilhouetteBands.margins + Double(spec.segments.count) * 16)
    let bands = SilhouetteBands(spec: spec, box: frame.content)
    frame.add(contentsOf: bands.marks)
    let list = bands.summaries.map { "\($0.key.heading) \(NumberText.decimals($0.mean, 3))" }.joined(separator: ", ")
    let judged = spec.standardError == nil ? "" : " of those who were judged"
    let plain = titled(
      spec.text.title, "everyone's mean \(spec.meanInWords)" + (list.isEmpty ? "" : ";\(judged) " + list))
    return Figure(
      kind: "silhouette", text: spec.text, description: spec.text.description(after: plain), plain: plain,
      scene: frame.scene)
  }

  /// The slope of a band is what is read, and needs height: 84 pixels a segment, as far as there are customers to fill them and a page
  /// to show them.
  private static func bandsHeight(_ spec: SilhouetteSpec) -> Double {
    let segments = Double(spec.segments.count)
    let customers = Double(spec.segments.reduce(0) { $0 + $1.values.count })
    return max(segments * 40, 220, min(segments * 84, customers * 4, 480))
  }
}
