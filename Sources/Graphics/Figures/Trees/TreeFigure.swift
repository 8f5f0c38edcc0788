/// A tree of questions, from the root on the left to leaves on the right.
public struct TreeSpec: Sendable, Equatable {
  /// A class that leaves tell, as the figure shows it.
  public struct Category: Sendable, Equatable {
    /// `2 Revolvers`.
    public var label: String
    public var color: SegmentColor

    public init(label: String, color: SegmentColor) {
      self.label = label
      self.color = color
    }

    public init(_ key: SegmentKey) {
      self.init(
        label: key.number > 0 ? (key.name.isEmpty ? key.heading : "\(key.number) \(key.name)") : "Noise",
        color: key.color)
    }
  }

  public struct Node: Sendable, Equatable {
    /// Rows of each class.
    public var counts: [Int]
    /// What is asked: a column; empty for a leaf.
    public var question: String
    /// What leads to the two nodes below, such as `= 0` and `> 0`.
    public var answers: [String]
    /// The two nodes below; empty for a leaf.
    public var children: [Int]

    public init(counts: [Int], question: String = "", answers: [String] = [], children: [Int] = []) {
      precondition(children.isEmpty || (children.count == 2 && answers.count == 2), "a question has two answers")
      self.counts = counts
      self.question = question
      self.answers = answers
      self.children = children
    }

    var size: Int { counts.reduce(0, +) }
    var majority: Int { counts.indices.max { (counts[$0], $1) < (counts[$1], $0) } ?? 0 }
  }

  /// A short word for file names.
  public var kind: String
  public var text: FigureText
  public var categories: [Category]
  /// The root first; a node stands before those below it.
  public var nodes: [Node]
  public var options: FigureOptions

  public init(
    kind: String, text: FigureText, categories: [Category], nodes: [Node], options: FigureOptions = .init()
  ) {
    precondition(nodes.allSatisfy { $0.counts.count == categories.count }, "each node counts every class")
    precondition(
      nodes.enumerated().allSatisfy { i, node in node.children.allSatisfy { $0 > i && $0 < nodes.count } },
      "nodes stand before those below them")
    self.kind = kind
    self.text = text
    self.categories = categories
    self.nodes = nodes
    self.options = options
  }
}

extension Figure {
  /// Draws the tree with its questions on the branches, and each leaf as a bar divided by class.
  ///
  /// Branches and bars are as thick as they have rows.
  public static func tree(_ spec: TreeSpec) -> Figure { laidOut(spec, drawnTree) }

  private static func drawnTree(_ spec: TreeSpec) -> Figure {
    let layout = TreeLayout(spec)
    let legend = TreeLegend(spec: spec, width: FigureFrame.contentWidth(spec.options))
    let height = max(90, Double(layout.leaves.count) * TreeLayout.rowHeight + 18)
    let rows = spec.nodes.first?.size ?? 0
    let subtitle = joined(
      spec.text.subtitle,
      "\(NumberText.count(rows)) \(rows == 1 ? "customer" : "customers"); branches and bars are as thick as they have customers"
    )
    var frame = FigureFrame(
      text: spec.text, subtitle: subtitle, options: spec.options, contentHeight: height + legend.height,
      kept: 60 + legend.height)
    if layout.leaves.count < 2 {
      frame.add(contentsOf: FigureFrame.emptyMessage("no question tells the classes apart", in: frame.content))
    } else {
      let box = frame.content.inset(bottom: legend.height)
      frame.add(contentsOf: TreeDrawing(spec: spec, layout: layout, box: box).marks)
      frame.add(contentsOf: legend.marks(at: Point(box.left, box.bottom)))
    }
    let plain = titled(spec.text.title, leafSentence(spec, layout))
    return Figure(
      kind: spec.kind, text: spec.text, subtitle: subtitle, description: spec.text.description(after: plain),
      plain: plain, scene: frame.scene)
  }

  private static func leafSentence(_ spec: TreeSpec, _ layout: TreeLayout) -> String {
    guard layout.leaves.count > 1 else { return "no question tells the classes apart" }
    return layout.leaves.map { leaf in
      let node = spec.nodes[leaf]
      return "\(layout.path(to: leaf, spec)): \(spec.categories[node.majority].label) "
        + "(\(NumberText.count(node.size)) customer\(node.size == 1 ? "" : "s"))"
    }.joined(separator: "; ")
  }
}
