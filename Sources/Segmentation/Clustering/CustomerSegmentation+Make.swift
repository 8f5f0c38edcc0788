import Analysis

extension CustomerSegmentation {
  /// Puts the rows of a preparation into segments.
  /// - Parameters:
  ///   - previous: the segmentation of the same table that this one replaces: its tree is used again where it is the
  ///     same, and colours and names stay with the segments that stay.
  ///   - isScored: false for a number of segments that is given, to have who is where before it is known how well they hold
  ///     together: scores and silhouettes are nil. Whoever says how many segments there are looks at scores whatever this is.
  /// - Throws: `SegmentationError`: k outside of 2…n, a choice that the method cannot have, too little memory, no segment
  ///   found, `.cancelled`.
  /// - Complexity: O(n²·d) at least, for the silhouette; a tree that is used again costs nothing.
  public static func make(
    of preparation: Preparation, options: ClusterOptions = ClusterOptions(), previous: CustomerSegmentation? = nil,
    isScored: Bool = true, context: ComputeContext = .plain
  ) throws(SegmentationError) -> CustomerSegmentation {
    let n = preparation.features.rowCount
    if case .fixed(let k) = options.k, k < 2 || k > n { throw .segmentCount(k, rows: n) }
    guard n >= 2 else { throw .segmentCount(2, rows: n) }
    do {
      let tree = previous.flatMap { $0.tree(for: preparation, options) }
      let shares = Self.shares(of: preparation.features, options, hasTree: tree != nil)
      let fitted = try FittedRows(
        of: preparation, options: options, tree: tree,
        context: context.part(0...shares.fit, named: options.method.noun))
      let rest = context.part(shares.fit...1)
      let columns = preparation.columnsOfFeatures
      let (scored, count) = try chosen(among: fitted, columns, shares.grouping, isScored: isScored, rest)
      return try CustomerSegmentation(
        scored, preparation, options, fitted.tree, count: count, previous: previous, context: rest)
    } catch let error as SegmentationError {
      throw error
    } catch let error as ClusteringError {
      throw .clustering(error)
    } catch {
      throw .cancelled
    }
  }

  /// Who said how many segments.
  private enum CountSource {
    case user
    case method(OwnCount)
    case votes(KChoice)
  }

  private static func chosen(
    among fitted: FittedRows, _ columns: [String], _ shareOfGrouping: Double, isScored: Bool, _ context: ComputeContext
  ) throws -> (ScoredGrouping, CountSource) {
    func scored(_ k: Int) throws -> ScoredGrouping {
      let grouping = try fitted.into(
        k, context: context.part(0...shareOfGrouping, named: StageName.grouping))
      guard isScored else { return ScoredGrouping(unscored: grouping, k: k) }
      return try ScoredGrouping(
        grouping, k: k, features: fitted.features, options: fitted.options,
        context: context.part(shareOfGrouping...1, named: StageName.scoring))
    }
    switch fitted.options.k {
    case .fixed(let k):
      if fitted.options.method.findsCount, let own = try fitted.fit.ownCount(context: context), own.k != k {
        throw SegmentationError.ownCount(asked: k, found: own.k, method: fitted.options.method.noun)
      }
      return (try scored(k), .user)
    case .auto:
      if let own = try fitted.fit.ownCount(context: context.part(0...shareOfGrouping)) {
        return (try scored(own.k), .method(own))
      }
      let (choice, scored) = try KChoice.choose(among: fitted, columns: columns, context: context)
      return (scored, .votes(choice))
    }
  }

  /// The share of looking at the rows in all the work, and that of making the clusters in what comes after it.
  private static func shares(
    of features: Matrix, _ options: ClusterOptions, hasTree: Bool
  ) -> (fit: Double, grouping: Double) {
    let size = WorkSize(of: features)
    let cost = options.method.cost(of: size)
    let fit = hasTree ? 0 : cost.fit
    let silhouettes = size.silhouettes(exact: options.isExact)
    return (fit / (fit + cost.grouping + silhouettes), cost.grouping / (cost.grouping + silhouettes))
  }

  /// The tree, if the same features by the same method would give the same one.
  func tree(for other: Preparation, _ options: ClusterOptions) -> Dendrogram? {
    guard let tree = dendrogram, self.options.makesSameSegments(as: options) else { return nil }
    return preparation.features == other.features ? tree : nil
  }

  private init(
    _ scored: ScoredGrouping, _ preparation: Preparation, _ options: ClusterOptions, _ tree: Dendrogram?,
    count source: CountSource, previous: CustomerSegmentation?, context: ComputeContext
  ) throws(CancellationError) {
    // Each step passes over all rows.
    try context.checkCancellation()
    let grouping = scored.grouping
    let numbering = SegmentNumbering(grouping.clusters)
    let k = numbering.sizes.count
    self.preparation = preparation
    self.options = options
    self.k = k
    labels = numbering.labels
    sizes = numbering.sizes
    dendrogram = tree
    splitTie = grouping.splitTie
    scores = scored.scores
    silhouetteValues = scored.silhouette?.values
    try context.checkCancellation()
    let segmentOf = numbering.segments(of: grouping.clusters)
    silhouetteNeighbours = scored.silhouette.map { silhouette in
      silhouette.neighbours.map { segmentOf[$0, default: 0] }
    }
    silhouetteSample = SilhouetteSample(scored.silhouette, segmentOf: segmentOf)
    certainty = grouping.certainty
    let clusterOf = Array(segmentOf.sorted { $0.value < $1.value }.map(\.key))
    memberships = grouping.memberships.map { $0.selecting(columns: clusterOf) }
    ownMeasures = grouping.measures
    try context.checkCancellation()
    centroids = Self.centroids(of: preparation.features, numbering)
    placement =
      grouping.placing.map { $0.numbered(clusterOf) }
      ?? (options.method.placesByCentroids ? NearestCentroids(centroids) : nil)
    let noise = labels.count - sizes.reduce(0, +)
    var notes =
      grouping.splitTie
      ? ["the cut lies between merges of the same height: the order of the customers' values decided"] : []
    if let tied = tree?.tiedMergesInWords { notes.append(tied) }
    if noise > 0 {
      notes.append(
        "\(count(noise, "customer")) (\(percent(Double(noise) / Double(labels.count)))) \(noise == 1 ? "is" : "are") in no "
          + "segment: too far from any of them; shown as segment 0, and left out of the scores")
    }
    if k < scored.k {
      let reason =
        grouping.memberships == nil ? "there are no more distinct rows" : "the others are the likeliest for nobody"
      notes.append("only \(count(k, "segment")) came out: \(reason)")
    }
    notes += grouping.notes
    var chosen = ""
    switch source {
    case .user: choice = nil
    case .method(let own):
      choice = nil
      chosen = " (\(own.inWords))"
      notes += own.notes
    case .votes(let votes):
      choice = votes
      chosen = " (\(votes.votesInWords))"
    }
    try context.checkCancellation()
    let kept = Self.heritage(of: previous, numbering, preparation)
    names = kept.names
    colours = kept.colours
    self.notes = notes + kept.notes
    let estimate = Self.estimateInWords(scored.scores, silhouetteSample)
    caption =
      (["k = \(k)\(chosen)", options.methodInWords, grouping.detail] + [estimate].compactMap { $0 }
      + [preparation.caption]).filter { !$0.isEmpty }.joined(separator: " · ")
  }

  /// Names and colours that stay with the segments that stay.
  private static func heritage(
    of previous: CustomerSegmentation?, _ numbering: SegmentNumbering, _ preparation: Preparation
  ) -> (names: [Int: String], colours: [Int], notes: [String]) {
    let k = numbering.sizes.count
    guard let previous, previous.preparation.tableRowCount == preparation.tableRowCount else {
      return ([:], Array(0..<k), [])
    }
    var new = [Int?](repeating: nil, count: preparation.tableRowCount)
    for (i, row) in preparation.rows.enumerated() where numbering.labels[i] > 0 { new[row] = numbering.labels[i] }
    let overlap = SegmentOverlap(old: previous.segmentsByTableRow(), oldCount: previous.k, new: new, newCount: k)
    let names = SegmentNames(of: previous.names, overlap: overlap)
    return (names.names, overlap.colours(from: previous.colours), names.notes)
  }

  private static func centroids(of features: Matrix, _ numbering: SegmentNumbering) -> Matrix {
    let d = features.columnCount
    var sums = Matrix(rowCount: numbering.sizes.count, columnCount: d)
    for (i, segment) in numbering.labels.enumerated() where segment > 0 {
      for j in 0..<d { sums[segment - 1, j] += features[i, j] }
    }
    for s in 0..<sums.rowCount { for j in 0..<d { sums[s, j] /= Double(numbering.sizes[s]) } }
    return sums
  }
}

extension Matrix {
  /// The matrix of some columns, in the order given.
  func selecting(columns: [Int]) -> Matrix {
    var selected = Matrix(rowCount: rowCount, columnCount: columns.count)
    for i in 0..<rowCount { for (place, column) in columns.enumerated() { selected[i, place] = self[i, column] } }
    return selected
  }
}
