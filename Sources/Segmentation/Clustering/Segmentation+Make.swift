import Analysis

extension Segmentation {
  /// Puts the rows of a preparation into segments.
  /// - Parameters:
  ///   - previous: the segmentation of the same table that this one replaces: its tree is used again where it is the
  ///     same, and colours and names stay with the segments that stay.
  /// - Throws: `SegmentationError`: k outside of 2…n, no start, too little memory for the linkage, `.cancelled`.
  /// - Complexity: O(n²·d) at least, for the silhouette; a tree that is used again costs nothing.
  public static func make(
    of preparation: Preparation, options: ClusterOptions = ClusterOptions(), previous: Segmentation? = nil,
    context: ComputeContext = .plain
  ) throws(SegmentationError) -> Segmentation {
    let n = preparation.features.rowCount
    if case .fixed(let k) = options.k, k < 2 || k > n { throw .segmentCount(k, rows: n) }
    guard n >= 2 else { throw .segmentCount(2, rows: n) }
    guard options.starts >= 1 else { throw .starts(options.starts) }
    do {
      let tree = previous.flatMap { $0.tree(for: preparation, options) }
      let shares = Self.shares(of: preparation.features, options, hasTree: tree != nil)
      let partitions = try Partitions(
        of: preparation.features, options: options, tree: tree, context: context.part(0...shares.tree))
      let rest = context.part(shares.tree...1)
      switch options.k {
      case .fixed(let k):
        let part = try partitions.into(k, context: rest.part(0...shares.cut))
        let scored = try ScoredPartition(part, k: k, features: preparation.features, context: rest.part(shares.cut...1))
        return try Segmentation(
          scored, preparation, options, partitions.tree, choice: nil, previous: previous, context: rest)
      case .auto:
        let (choice, scored) = try KChoice.choose(among: partitions, context: rest)
        return try Segmentation(
          scored, preparation, options, partitions.tree, choice: choice, previous: previous, context: rest)
      }
    } catch let error as ClusteringError {
      throw .clustering(error)
    } catch {
      throw .cancelled
    }
  }

  /// The share of making the tree in all the work, and that of the cut, or of k-means, in what comes after it.
  private static func shares(
    of features: Matrix, _ options: ClusterOptions, hasTree: Bool
  ) -> (tree: Double, cut: Double) {
    let work = ExpectedWork(of: features)
    switch options.method {
    case .hierarchical:
      let tree = hasTree ? 0 : work.tree(options.linkage)
      return (tree / (tree + work.silhouettes), 0)
    case .kmeans:
      let cut = work.kMeans(starts: options.starts)
      return (0, cut / (cut + work.silhouettes))
    }
  }

  /// The tree, if the same preparation with the same linkage would give the same one.
  func tree(for other: Preparation, _ options: ClusterOptions) -> Dendrogram? {
    guard options.method == .hierarchical, self.options.linkage == options.linkage else { return nil }
    return preparation.features == other.features ? dendrogram : nil
  }

  private init(
    _ scored: ScoredPartition, _ preparation: Preparation, _ options: ClusterOptions, _ tree: Dendrogram?,
    choice: KChoice?, previous: Segmentation?, context: ComputeContext
  ) throws(CancellationError) {
    // Each step passes over all rows.
    try context.checkCancellation()
    let numbering = SegmentNumbering(scored.clusters)
    let k = numbering.sizes.count
    self.preparation = preparation
    self.options = options
    self.k = k
    self.choice = choice
    labels = numbering.labels
    sizes = numbering.sizes
    dendrogram = tree
    splitTie = scored.splitTie
    scores = scored.scores
    silhouetteValues = scored.silhouette?.values
    try context.checkCancellation()
    silhouetteNeighbours = scored.silhouette.map { silhouette in
      let segmentOf = numbering.segments(of: scored.clusters)
      return silhouette.neighbours.map { segmentOf[$0, default: 0] }
    }
    try context.checkCancellation()
    centroids = Self.centroids(of: preparation.features, numbering)
    var notes: [String] = []
    if scored.splitTie {
      notes.append("the cut lies between merges of the same height: the order of the customers' values decided")
    }
    if let tied = tree?.tiedMergesInWords { notes.append(tied) }
    if k < scored.k { notes.append("only \(count(k, "segment")) came out: there are no more distinct rows") }
    try context.checkCancellation()
    let kept = Self.heritage(of: previous, numbering, preparation)
    names = kept.names
    colours = kept.colours
    self.notes = notes + kept.notes
    let chosen = choice.map { " (\($0.votesInWords))" } ?? ""
    caption = "k = \(k)\(chosen) · \(options.methodInWords) · \(preparation.caption)"
  }

  /// Names and colours that stay with the segments that stay.
  private static func heritage(
    of previous: Segmentation?, _ numbering: SegmentNumbering, _ preparation: Preparation
  ) -> (names: [Int: String], colours: [Int], notes: [String]) {
    let k = numbering.sizes.count
    guard let previous, previous.preparation.tableRowCount == preparation.tableRowCount else {
      return ([:], Array(0..<k), [])
    }
    var new = [Int?](repeating: nil, count: preparation.tableRowCount)
    for (i, row) in preparation.rows.enumerated() { new[row] = numbering.labels[i] }
    let overlap = SegmentOverlap(old: previous.labelsByTableRow, oldCount: previous.k, new: new, newCount: k)
    let names = SegmentNames(of: previous.names, overlap: overlap)
    return (names.names, overlap.colours(from: previous.colours), names.notes)
  }

  private static func centroids(of features: Matrix, _ numbering: SegmentNumbering) -> Matrix {
    let d = features.columnCount
    var sums = Matrix(rowCount: numbering.sizes.count, columnCount: d)
    for (i, segment) in numbering.labels.enumerated() {
      for j in 0..<d { sums[segment - 1, j] += features[i, j] }
    }
    for s in 0..<sums.rowCount { for j in 0..<d { sums[s, j] /= Double(numbering.sizes[s]) } }
    return sums
  }
}
