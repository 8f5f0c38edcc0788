/// What a figure is drawn from, as far as layout goes.
protocol FigureSpec: Sendable {
  var options: FigureOptions { get set }
}

extension Figure {
  /// A figure as wide as asked for, and laid out once more for pages that are too narrow for it: a drawing that is made to fit
  /// would have letters that nobody reads.
  static func laidOut<Spec: FigureSpec>(_ spec: Spec, _ draw: (Spec) -> Figure) -> Figure {
    var figure = draw(spec)
    guard spec.options.width >= NarrowLayout.leastWidth else { return figure }
    var narrow = spec
    narrow.options.width = NarrowLayout.width
    narrow.options.height = nil
    figure.narrow = draw(narrow).scene
    return figure
  }
}

/// The second layout of figures, in CSS pixels.
enum NarrowLayout {
  /// What the narrow one is laid out for.
  static let width = 380.0
  /// Letters of the narrow one grow with the page until it is so wide.
  static let widest = 500.0
  /// Figures that are asked for narrower than that have one layout.
  static let leastWidth = 480.0
  /// In pages narrower than this the narrow one is shown.
  private static let mostPage = 680.0
  /// A narrow drawing of more bytes is left out.
  static let mostBytes = 100_000
  /// Labels of a narrow drawing are no smaller.
  static let leastSize = 10.0

  /// The width of a page below which a figure of this width gives way, so that its letters stay at nine tenths of their size at least; where
  /// more was asked for than pages usually have, at the usual width.
  static func threshold(_ width: Double) -> Int { Int(min(mostPage, 0.9 * width)) }

  /// A label's size, which gives way in wide figures where room is scarce and not in narrow ones.
  static func size(_ size: Double, in options: FigureOptions) -> Double {
    options.width < leastWidth ? max(leastSize, size) : size
  }
}

extension BoxSpec: FigureSpec {}
extension CorrelationSpec: FigureSpec {}
extension CountsSpec: FigureSpec {}
extension DendrogramSpec: FigureSpec {}
extension HistogramPairSpec: FigureSpec {}
extension HistogramSpec: FigureSpec {}
extension LineSpec: FigureSpec {}
extension MapSpec: FigureSpec {}
extension MissingSpec: FigureSpec {}
extension ProfileSpec: FigureSpec {}
extension RidgesSpec: FigureSpec {}
extension ScreeSpec: FigureSpec {}
extension SegmentSizesSpec: FigureSpec {}
extension SegmentedCountsSpec: FigureSpec {}
extension SegmentedHistogramSpec: FigureSpec {}
extension SilhouetteSpec: FigureSpec {}
extension TreeSpec: FigureSpec {}
extension ValueStripsSpec: FigureSpec {}
