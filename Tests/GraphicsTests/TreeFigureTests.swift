import Testing

@testable import Graphics

@Suite("Trees of questions")
struct TreeFigureTests {
  private static let columns = [
    "BALANCE", "INSTALLMENTS_PURCHASES", "TENURE", "PURCHASES_INSTALLMENTS_FREQUENCY", "city",
    "How often the customer came to the shop in the year before last",
  ]

  /// A random tree over 5 classes.
  static func tree(leaves: Int, seed: UInt64, width: Double = 760, classes: Int = 5) -> TreeSpec {
    var random = Fixtures(seed: seed)
    func counts(_ size: Int) -> [Int] {
      var counts = [Int](repeating: 0, count: classes)
      let most = Int(random.unit() * Double(classes))
      for _ in 0..<size { counts[random.unit() < 0.8 ? most : Int(random.unit() * Double(classes))] += 1 }
      return counts
    }
    var nodes = [TreeSpec.Node(counts: counts(2_000))]
    while nodes.count < 2 * leaves - 1 {
      let open = nodes.indices.filter { nodes[$0].children.isEmpty }
      // Often the newest, so that deep trees come up too.
      let node = random.unit() < 0.5 ? open[open.count - 1] : open[Int(random.unit() * Double(open.count))]
      let size = nodes[node].counts.reduce(0, +)
      let left = counts(max(1, Int(Double(size) * random.unit())))
      nodes[node].question = columns[Int(random.unit() * Double(columns.count))]
      nodes[node].answers = random.unit() < 0.5 ? ["= 0", "> 0"] : ["≤ 1,250.5 or missing", "> 1,250.5"]
      nodes[node].children = [nodes.count, nodes.count + 1]
      nodes += [TreeSpec.Node(counts: left), TreeSpec.Node(counts: counts(max(1, size / 2)))]
    }
    let labels = (0..<1_000).map { 1 + $0 % classes }
    return TreeSpec(
      kind: "explain",
      text: FigureText(
        title: "A tree that tells the segments apart", insights: ["The tree is right for 93% of the customers."],
        caption: "decision tree (CART, Gini)"),
      categories: Fixtures.keys(labels).map(TreeSpec.Category.init), nodes: nodes,
      options: FigureOptions(width: width))
  }

  @Test("questions stand between their answers, leaves are bars in the segments' colours", arguments: [5, 20])
  func snapshot(leaves: Int) throws {
    try Snapshot.check(Figure.tree(Self.tree(leaves: leaves, seed: 3)), named: "tree-\(leaves)-leaves")
  }

  @Test("ten segments keep their colours")
  func ten() throws {
    try Snapshot.check(Figure.tree(Self.tree(leaves: 12, seed: 8, classes: 10)), named: "tree-10-segments")
  }

  @Test("between two rows of leaves lies one question", arguments: 0..<40)
  func rows(seed: UInt64) {
    let spec = Self.tree(leaves: 2 + Int(seed % 20), seed: seed)
    let layout = TreeLayout(spec)
    let questions = spec.nodes.indices.filter { !spec.nodes[$0].children.isEmpty }.map { layout.rows[$0] }
    #expect(questions.sorted() == (1..<layout.leaves.count).map { Double($0) - 0.5 })
  }

  @Test("everything drawn lies inside the figure", arguments: 0..<40)
  func inside(seed: UInt64) {
    let figure = Figure.tree(Self.tree(leaves: 2 + Int(seed % 20), seed: seed, width: 330 + Double(seed * 53 % 700)))
    let page = Box(x: 0, y: 0, width: figure.scene.width, height: figure.scene.height)
    for mark in figure.scene.marks {
      switch mark {
      case .rect(let box, _, _, _): #expect(page.contains(box))
      case .text(let text, let anchor, let style, _):
        let width = TextMeasure.width(text, size: style.size, weight: style.weight)
        #expect(page.contains(Box(x: anchor.x, y: anchor.y - style.size, width: width, height: style.size)), "\(text)")
      default: break
      }
    }
  }

  @Test("a single leaf, and none, say that there is nothing to ask")
  func single() {
    let text = FigureText(title: "Tree")
    let category = TreeSpec.Category(label: "1", color: SegmentPalette.color(at: 1))
    for nodes in [[], [TreeSpec.Node(counts: [5])]] {
      let figure = Figure.tree(TreeSpec(kind: "explain", text: text, categories: [category], nodes: nodes))
      #expect(figure.plain.contains("no question tells the classes apart"))
    }
  }

  @Test("the line of text follows each path to its leaf")
  func plain() {
    let keys = Fixtures.keys([1, 1, 2, 2], named: false)
    let nodes = [
      TreeSpec.Node(counts: [2, 2], question: "BALANCE", answers: ["= 0", "> 0"], children: [1, 2]),
      TreeSpec.Node(counts: [2, 0]), TreeSpec.Node(counts: [0, 2]),
    ]
    let spec = TreeSpec(
      kind: "explain", text: FigureText(title: "Tree"), categories: keys.map(TreeSpec.Category.init), nodes: nodes)
    #expect(
      Figure.tree(spec).plain
        == "Tree: BALANCE = 0: Segment 1 (2 customers); BALANCE > 0: Segment 2 (2 customers)")
  }
}
