/// How many customers two segmentations of one table share, segment by segment.
struct SegmentOverlap {
  private let shared: [[Int]]
  private let oldSizes: [Int]
  private let newSizes: [Int]

  /// - Parameters:
  ///   - old: the segment (1…) of each table row before, nil where it had none.
  ///   - new: the same for the segmentation that replaces it.
  init(old: [Int?], oldCount: Int, new: [Int?], newCount: Int) {
    var shared = [[Int]](repeating: [Int](repeating: 0, count: newCount), count: oldCount)
    var oldSizes = [Int](repeating: 0, count: oldCount)
    var newSizes = [Int](repeating: 0, count: newCount)
    for (a, b) in zip(old, new) {
      if let a { oldSizes[a - 1] += 1 }
      if let b { newSizes[b - 1] += 1 }
      if let a, let b { shared[a - 1][b - 1] += 1 }
    }
    self.shared = shared
    self.oldSizes = oldSizes
    self.newSizes = newSizes
  }

  /// The customers in both, over those in either (P. Jaccard 1901), 0…1.
  func jaccard(old: Int, new: Int) -> Double {
    let both = shared[old - 1][new - 1]
    let either = oldSizes[old - 1] + newSizes[new - 1] - both
    return either == 0 ? 0 : Double(both) / Double(either)
  }

  /// The new segment that an old one is most alike; the first of equals.
  func mostAlike(old: Int) -> (segment: Int, jaccard: Double) {
    newSizes.indices.map { (segment: $0 + 1, jaccard: jaccard(old: old, new: $0 + 1)) }
      .reduce((segment: 1, jaccard: -1)) { $1.jaccard > $0.jaccard ? $1 : $0 }
  }

  /// A palette index for each new segment: by largest overlap first, each old colour once; the lowest free one
  /// otherwise.
  func colours(from old: [Int]) -> [Int] {
    var pairs: [(shared: Int, old: Int, new: Int)] = []
    for a in oldSizes.indices {
      for b in newSizes.indices where shared[a][b] > 0 { pairs.append((shared[a][b], a, b)) }
    }
    pairs.sort { ($1.shared, $0.new, $0.old) < ($0.shared, $1.new, $1.old) }
    var colours = [Int?](repeating: nil, count: newSizes.count)
    var taken = Set<Int>()
    for pair in pairs where colours[pair.new] == nil && !taken.contains(old[pair.old]) {
      colours[pair.new] = old[pair.old]
      taken.insert(old[pair.old])
    }
    var free = 0
    return colours.map { colour in
      if let colour { return colour }
      while taken.contains(free) { free += 1 }
      taken.insert(free)
      return free
    }
  }
}
