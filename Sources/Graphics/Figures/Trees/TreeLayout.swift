/// Where the nodes of a tree stand: leaves in rows of their own, a node between the rows of its two parts.
///
/// Between two rows lies exactly one node, the one that parts them, and nothing to its right: there is room for its
/// question, however long.
struct TreeLayout {
  static let rowHeight = 38.0

  /// From top to bottom.
  private(set) var leaves: [Int] = []
  /// For each node its row; halves lie between two rows.
  private(set) var rows: [Double]
  private(set) var depths: [Int]
  private(set) var parents: [Int]

  init(_ spec: TreeSpec) {
    rows = [Double](repeating: 0, count: spec.nodes.count)
    depths = [Int](repeating: 0, count: spec.nodes.count)
    parents = [Int](repeating: -1, count: spec.nodes.count)
    for (i, node) in spec.nodes.enumerated() {
      for child in node.children {
        depths[child] = depths[i] + 1
        parents[child] = i
      }
    }
    guard !spec.nodes.isEmpty else { return }
    place(0, spec)
  }

  /// The number of levels of questions.
  var depth: Int { depths.max() ?? 0 }

  private mutating func place(_ node: Int, _ spec: TreeSpec) {
    let children = spec.nodes[node].children
    guard children.count == 2 else {
      rows[node] = Double(leaves.count)
      leaves.append(node)
      return
    }
    place(children[0], spec)
    rows[node] = Double(leaves.count) - 0.5
    place(children[1], spec)
  }

  /// The questions and answers that lead to a node.
  func path(to node: Int, _ spec: TreeSpec) -> String {
    var steps: [String] = []
    var node = node
    while parents[node] >= 0 {
      let parent = spec.nodes[parents[node]]
      steps.append("\(parent.question) \(parent.answers[parent.children[0] == node ? 0 : 1])")
      node = parents[node]
    }
    return steps.isEmpty ? "everyone" : steps.reversed().joined(separator: " and ")
  }
}
