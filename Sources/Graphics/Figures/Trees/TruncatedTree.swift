/// The last merges of a clustering; everything below them is a leaf with a number of rows.
struct TruncatedTree {
  struct Node {
    /// In SciPy's numbering.
    let id: Int
    let size: Int
    /// 0 for a leaf of the whole tree.
    let height: Double
    /// The segment of all rows below; nil when they belong to several.
    let segment: Int?
    /// Where the node stands, the leaves at 0, 1, 2 …
    let position: Double
    /// Indices of the two below; nil for a leaf of this tree.
    let children: (left: Int, right: Int)?
  }

  /// Children before their parents; the last one is the root.
  private(set) var nodes: [Node] = []
  /// Indices of the leaves from left to right.
  private(set) var leaves: [Int] = []
  private let heights: [Double]

  /// - Parameter limit: the most leaves, at least 2.
  /// - Complexity: O(n); no recursion, since the tree of a single linkage is as deep as it has rows.
  init(merges: [DendrogramMerge], limit: Int, segments: [Int]) {
    heights = merges.map(\.height)
    let n = merges.count + 1
    var sizes = [Int](repeating: 1, count: n)
    // −1: of several segments.
    var owners = segments.isEmpty ? [Int](repeating: -1, count: n) : segments
    for merge in merges {
      sizes.append(sizes[merge.left] + sizes[merge.right])
      owners.append(owners[merge.left] == owners[merge.right] ? owners[merge.left] : -1)
    }
    let firstShown = n + max(0, merges.count - (limit - 1))
    var indices: [Int: Int] = [:]
    // Post-order by an explicit stack: a node is written once both below it are.
    var stack = [(id: 2 * n - 2, isExpanded: false)]
    while let (id, isExpanded) = stack.popLast() {
      let isInner = id >= n && id >= firstShown
      if isInner, !isExpanded {
        let merge = merges[id - n]
        // The smaller branch to the left: large segments end up together.
        let (first, second) =
          sizes[merge.left] <= sizes[merge.right] ? (merge.left, merge.right) : (merge.right, merge.left)
        stack += [(id, true), (second, false), (first, false)]
        continue
      }
      var children: (left: Int, right: Int)?
      var position = Double(leaves.count)
      if isInner {
        let pair = [merges[id - n].left, merges[id - n].right].compactMap { indices[$0] }
          .sorted { nodes[$0].position < nodes[$1].position }
        children = (pair[0], pair[1])
        position = (nodes[pair[0]].position + nodes[pair[1]].position) / 2
      }
      indices[id] = nodes.count
      if !isInner { leaves.append(nodes.count) }
      nodes.append(
        Node(
          id: id, size: sizes[id], height: id >= n ? merges[id - n].height : 0,
          segment: owners[id] >= 0 ? owners[id] : nil, position: position, children: children))
    }
  }

  /// Halfway between the last merge below the cut and the first above; nil when k is not 1…n.
  func cutHeight(into k: Int) -> Double? {
    guard k >= 1, k <= heights.count + 1, let top = heights.last else { return nil }
    if k == 1 { return top * 1.04 }
    let above = heights[heights.count - k + 1]
    let below = heights.count - k >= 0 ? heights[heights.count - k] : 0
    return (above + below) / 2
  }
}
