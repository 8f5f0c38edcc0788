/// A merge of two clusters that are known by their labels.
///
/// A cluster's label is the last of its rows. That is the index that decides between ties: of all pairs at the smallest
/// distance, the one with the lowest lower label is merged, and among those the one with the lowest higher label. A
/// merged cluster takes the higher label, the place where SciPy and fastcluster keep it too.
///
/// Why the last row and not the first: a label then never falls when clusters grow. For a linkage that is reducible
/// (a merged cluster is no nearer to a third than the nearer of its parts was: all four linkages here are), the order
/// of pairs by (distance, lower label, higher label) is reducible too, ties included. So nearest neighbours that
/// have each other as nearest may be merged at once, in any order, and the tree is the one that merging the least
/// pair each time gives; its merges in that order are its merges sorted. With the first row as label this is false.
struct LabelledMerge {
  /// The lower label.
  var low: Int
  /// The higher label, which the merged cluster keeps.
  var high: Int
  /// The distance, not squared.
  var height: Double
}

extension Dendrogram {
  /// Puts merges into the order in which the least pair first would make them, ties by their labels.
  ///
  /// Heights within the tie tolerance of the next lower one count as equal. A height that rounding left below that of a part
  /// is raised to it.
  /// - Parameter merges: n − 1 of them; a part is made before it is used.
  /// - Complexity: O(n log n).
  init(leafCount: Int, labelled merges: [LabelledMerge]) {
    var merges = merges
    var parent = [Int](repeating: -1, count: merges.count)
    var parts = [(Int, Int)]()
    parts.reserveCapacity(merges.count)
    var made = [Int](repeating: -1, count: leafCount)
    for (i, merge) in merges.enumerated() {
      let (a, b) = (made[merge.low], made[merge.high])
      for part in [a, b] where part >= 0 {
        parent[part] = i
        merges[i].height = max(merges[i].height, merges[part].height)
      }
      parts.append((a, b))
      made[merge.high] = i
    }
    let level = tieLevels(of: merges.map(\.height))

    // A merge waits for its parts; of those that wait for nothing, the least comes first.
    var waitsFor = parts.map { ($0.0 >= 0 ? 1 : 0) + ($0.1 >= 0 ? 1 : 0) }
    var ready = BinaryHeap<ReadyMerge>()
    for i in merges.indices where waitsFor[i] == 0 { ready.push(ReadyMerge(merges[i], level: level[i], index: i)) }
    var number = [Int](repeating: 0, count: merges.count)
    var size = [Int](repeating: 0, count: merges.count)
    var ordered: [Merge] = []
    ordered.reserveCapacity(merges.count)
    while let next = ready.pop() {
      let i = next.index
      let (a, b) = parts[i]
      let left = a >= 0 ? number[a] : merges[i].low
      let right = b >= 0 ? number[b] : merges[i].high
      size[i] = (a >= 0 ? size[a] : 1) + (b >= 0 ? size[b] : 1)
      number[i] = leafCount + ordered.count
      ordered.append(
        Merge(
          left: min(left, right), right: max(left, right),
          height: max(merges[i].height, ordered.last?.height ?? 0), size: size[i]))
      if parent[i] >= 0 {
        waitsFor[parent[i]] -= 1
        if waitsFor[parent[i]] == 0 {
          ready.push(ReadyMerge(merges[parent[i]], level: level[parent[i]], index: parent[i]))
        }
      }
    }
    self.init(leafCount: leafCount, merges: ordered)
  }
}

/// The ranks of heights, tied ones having the same.
private func tieLevels(of heights: [Double]) -> [Int] {
  let order = heights.indices.sorted { heights[$0] < heights[$1] }
  var levels = [Int](repeating: 0, count: heights.count)
  for (previous, next) in zip(order, order.dropFirst()) {
    levels[next] = levels[previous] + (isTie(heights[previous], heights[next]) ? 0 : 1)
  }
  return levels
}

private struct ReadyMerge: Comparable {
  let level, low, high, index: Int

  init(_ merge: LabelledMerge, level: Int, index: Int) {
    self.level = level
    low = merge.low
    high = merge.high
    self.index = index
  }

  static func < (a: Self, b: Self) -> Bool { (a.level, a.low, a.high) < (b.level, b.low, b.high) }
}
