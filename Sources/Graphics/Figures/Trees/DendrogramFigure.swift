/// A merge of two clusters in SciPy's numbering: 0 ..< n are leaves, n + i is the cluster of merge i.
public struct DendrogramMerge: Sendable, Equatable {
  public var left: Int
  public var right: Int
  public var height: Double

  public init(left: Int, right: Int, height: Double) {
    self.left = left
    self.right = right
    self.height = height
  }
}

/// The tree of a hierarchical clustering.
public struct DendrogramSpec: Sendable, Equatable {
  public var text: FigureText
  /// n − 1 merges of n leaves, heights ascending.
  public var merges: [DendrogramMerge]
  /// How many branches are shown at most; the others are summed up in brackets.
  public var leaves: Int
  /// The number of clusters the tree is cut into, drawn as a line; nil for no cut.
  public var k: Int?
  /// The segment of each leaf, n of them, or empty.
  public var segments: [Int]
  public var keys: [SegmentKey]
  /// A name for each leaf, n of them, or empty; shown where a branch is one row.
  public var names: [String]
  public var heightTitle: String
  public var options: FigureOptions

  public init(
    text: FigureText, merges: [DendrogramMerge], leaves: Int = 30, k: Int? = nil, segments: [Int] = [],
    keys: [SegmentKey] = [], names: [String] = [], heightTitle: String = "height of the merge",
    options: FigureOptions = .init()
  ) {
    precondition(segments.isEmpty || segments.count == merges.count + 1, "every leaf has a segment")
    precondition(names.isEmpty || names.count == merges.count + 1, "every leaf has a name")
    self.text = text
    self.merges = merges
    self.leaves = max(2, leaves)
    self.k = k
    self.segments = segments
    self.keys = keys
    self.names = names
    self.heightTitle = heightTitle
    self.options = options
  }
}

extension Figure {
  /// Draws the top of the tree, root above: branches in segment colours, rows below each in brackets, the cut.
  public static func dendrogram(_ spec: DendrogramSpec) -> Figure { laidOut(spec, drawnDendrogram) }

  private static func drawnDendrogram(_ spec: DendrogramSpec) -> Figure {
    let n = spec.merges.count + 1
    let tree = TruncatedTree(merges: spec.merges, limit: spec.leaves, segments: spec.segments)
    let subtitle = joined(
      spec.text.subtitle,
      tree.leaves.count < n
        ? "top \(tree.leaves.count) branches of \(NumberText.count(n)) rows, their numbers in brackets" : "\(n) rows")
    var frame = FigureFrame(text: spec.text, subtitle: subtitle, options: spec.options, contentHeight: 400)
    if spec.merges.isEmpty {
      frame.add(contentsOf: FigureFrame.emptyMessage("one row makes no tree", in: frame.content))
    } else {
      frame.add(contentsOf: DendrogramDrawing(spec: spec, tree: tree, box: frame.content).marks)
    }
    var plain = titled(spec.text.title, "\(NumberText.count(n)) rows, \(tree.leaves.count) branches shown")
    if let last = spec.merges.last { plain += ", last merge at \(NumberText.score(last.height))" }
    if let k = spec.k, let level = tree.cutHeight(into: k) {
      plain += ", cut into \(k) at \(NumberText.score(level))"
    }
    return Figure(
      kind: "dendrogram", text: spec.text, subtitle: subtitle,
      description: spec.text.description(after: plain), plain: plain, scene: frame.scene)
  }
}
