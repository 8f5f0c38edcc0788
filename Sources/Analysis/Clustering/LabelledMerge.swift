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
  /// - Throws: `CancellationError`.
  /// - Complexity: O(n) where no heights tie, at most O(n log n).
  init(leafCount: Int, labelled merges: [LabelledMerge], context: ComputeContext) throws(CancellationError) {
    var forest = try MergeForest(leafCount: leafCount, merges, context)
    let order = try ascendingOrder(of: forest.merges.map(\.height.ascendingKey), context: context)
    var start = 0
    try forEachStretch(of: order.count, context) { (stretch) throws(CancellationError) in
      for end in stretch.lowerBound + 1...stretch.upperBound
      where end == order.count || !isTie(forest.merges[order[end - 1]].height, forest.merges[order[end]].height) {
        try forest.number(level: order[start..<end], context)
        start = end
      }
    }
    self.init(leafCount: leafCount, merges: forest.ordered)
  }
}

/// Merges with the merges that make their parts, and those that have their place in the order so far.
private struct MergeForest {
  private(set) var merges: [LabelledMerge]
  private(set) var ordered: [Merge] = []
  private let leafCount: Int
  /// The merges that made the parts of each; -1 for a row.
  private var parts: [(low: Int, high: Int)] = []
  /// The merge that each is a part of; -1 for the last.
  private var parent: [Int]
  /// The number of each in SciPy's numbering; -1 as long as it has none.
  private var number: [Int]
  /// The parts of each that come in its own level and have no number yet.
  private var waitsFor: [Int8]

  init(leafCount: Int, _ merges: [LabelledMerge], _ context: ComputeContext) throws(CancellationError) {
    self.leafCount = leafCount
    self.merges = merges
    parent = [Int](repeating: -1, count: merges.count)
    number = parent
    waitsFor = [Int8](repeating: 0, count: merges.count)
    parts.reserveCapacity(merges.count)
    ordered.reserveCapacity(merges.count)
    var made = [Int](repeating: -1, count: leafCount)
    try forEachStretch(of: merges.count, context) { stretch in
      for i in stretch {
        let (low, high) = (made[merges[i].low], made[merges[i].high])
        take(low, asPartOf: i)
        take(high, asPartOf: i)
        parts.append((low, high))
        made[merges[i].high] = i
      }
    }
  }

  private mutating func take(_ part: Int, asPartOf i: Int) {
    guard part >= 0 else { return }
    parent[part] = i
    merges[i].height = max(merges[i].height, merges[part].height)
  }

  /// Numbers the merges at heights that tie, all lower ones having their numbers.
  mutating func number(level: ArraySlice<Int>, _ context: ComputeContext) throws(CancellationError) {
    if level.count == 1, let only = level.first { return append(only) }
    // A merge waits for its parts; of those that wait for nothing, the least comes first.
    var ready = BinaryHeap<ReadyMerge>()
    for i in level {
      waitsFor[i] = (isNumbered(parts[i].low) ? 0 : 1) + (isNumbered(parts[i].high) ? 0 : 1)
      if waitsFor[i] == 0 { ready.push(ReadyMerge(merges[i], index: i)) }
    }
    while let next = ready.pop()?.index {
      if ordered.count % 4096 == 0 { try context.checkCancellation() }
      append(next)
      let waiting = parent[next]
      // One of a higher level does not wait yet.
      guard waiting >= 0 && waitsFor[waiting] > 0 else { continue }
      waitsFor[waiting] -= 1
      if waitsFor[waiting] == 0 { ready.push(ReadyMerge(merges[waiting], index: waiting)) }
    }
  }

  private func isNumbered(_ part: Int) -> Bool { part < 0 || number[part] >= 0 }

  private mutating func append(_ i: Int) {
    let left = name(of: parts[i].low, row: merges[i].low)
    let right = name(of: parts[i].high, row: merges[i].high)
    number[i] = leafCount + ordered.count
    ordered.append(
      Merge(
        left: min(left, right), right: max(left, right), height: max(merges[i].height, ordered.last?.height ?? 0),
        size: size(ofCluster: left) + size(ofCluster: right)))
  }

  private func name(of part: Int, row: Int) -> Int { part < 0 ? row : number[part] }

  private func size(ofCluster name: Int) -> Int { name < leafCount ? 1 : ordered[name - leafCount].size }
}

private struct ReadyMerge: Comparable {
  let low, high, index: Int

  init(_ merge: LabelledMerge, index: Int) {
    low = merge.low
    high = merge.high
    self.index = index
  }

  static func < (a: Self, b: Self) -> Bool { (a.low, a.high) < (b.low, b.high) }
}
