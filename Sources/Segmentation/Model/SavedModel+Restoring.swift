import Analysis
import Tables

/// What a saved model makes of a table.
public struct RestoredModel: Sendable {
  public let preparation: Preparation
  public let segmentation: Segmentation
  /// True for the rows that the model was made of: everything is as it was then. Otherwise each customer went to the nearest
  /// centroid.
  public let isSameTable: Bool
}

extension SavedModel {
  /// The segmentation as it was when the table is the one it was made from; on other rows, those of the nearest centroids.
  ///
  /// The same rows are known by the fingerprint of the columns in use. Then the labels are those of the file; the tree and the
  /// silhouettes, which would make the file large, are computed again.
  /// - Throws: `ModelError`: columns that are not there, a linkage without centroids, segments without rows, `.cancelled`.
  /// - Complexity: that of the tree and the silhouettes, as `Segmentation.make`.
  public func restore(on table: Table, context: ComputeContext = .plain) throws(ModelError) -> RestoredModel {
    let isSame =
      table.rowCount == origin.rowCount && (try? Fingerprint.of(fitted.columns, in: table)) == origin.fingerprint
    do {
      return isSame ? try again(on: table, context) : try placing(table, context)
    } catch let error as ModelError {
      throw error
    } catch let error as ClusteringError {
      throw .clustering(error)
    } catch {
      throw .cancelled
    }
  }

  // MARK: The same rows

  private func again(on table: Table, _ context: ComputeContext) throws -> RestoredModel {
    let labelled = labels.indices.filter { labels[$0] != nil }
    let applied = try fitted.apply(to: table, rows: labelled, origin: origin.inWords, context: context)
    let own = applied.rows.compactMap { labels[$0] }
    guard applied.rows.count == labelled.count else {
      throw ModelError.inconsistent("rows that it puts into segments cannot be prepared")
    }
    let preparation = Preparation(
      features: applied.features, featureNames: fitted.featureNames, rows: applied.rows, tableRowCount: table.rowCount,
      dropped: dropped, fitted: fitted, notes: preparationNotes, caption: preparationCaption)
    let (tree, clusters) = try tree(of: applied.features, own, context.part(0...0.5))
    let scored = try scored(clusters, tree, applied.features, context.part(0.5...1))
    let segmentation = Segmentation(
      self, preparation, labels: own, sizes: segments.map(\.size), scored, tree: tree, notes: notes, caption: caption,
      isSame: true)
    return RestoredModel(preparation: preparation, segmentation: segmentation, isSameTable: true)
  }

  /// The tree that gives these labels, with its own numbers for them; none when no tree of this version does.
  private func tree(
    of features: Matrix, _ labels: [Int], _ context: ComputeContext
  ) throws -> (tree: Dendrogram?, clusters: [Int]) {
    let clusters = labels.map { $0 - 1 }
    guard options.method == .hierarchical else { return (nil, clusters) }
    let tree = try hierarchicalClustering(of: features, linkage: options.linkage, context: context)
    let cut = try tree.cut(into: k).labels
    return SegmentNumbering(cut).labels == labels ? (tree, cut) : (nil, clusters)
  }

  /// The silhouettes as they were computed then: with `k=auto` for all candidates together, which rounds otherwise.
  private func scored(
    _ clusters: [Int], _ tree: Dendrogram?, _ features: Matrix, _ context: ComputeContext
  ) throws -> ScoredPartition {
    if let tree, let choice {
      let parts = try choice.candidates.map { candidate in
        (k: candidate.k, part: Partitions.Part(clusters: try tree.cut(into: candidate.k).labels))
      }
      let all = try ScoredPartition.scoring(parts, features: features, context: context)
      if let own = all.first(where: { $0.k == k }) { return own }
    }
    return try ScoredPartition(Partitions.Part(clusters: clusters), k: k, features: features, context: context)
  }

  // MARK: Other rows

  private func placing(_ table: Table, _ context: ComputeContext) throws -> RestoredModel {
    let applied = try fitted.apply(to: table, origin: origin.inWords, context: context)
    if options.method == .hierarchical, options.linkage != .ward {
      throw ModelError.noCentroids(method: "\(options.linkage.rawValue) linkage", origin: origin.inWords)
    }
    guard applied.rows.count >= 2 else { throw ModelError.tooFewRows(applied.rows.count, table: table.name) }
    let (labels, sizes) = try nearestCentroids(applied.features, context.part(0...0.2))
    let empty = sizes.indices.filter { sizes[$0] == 0 }.map { $0 + 1 }
    guard empty.isEmpty else { throw ModelError.emptySegments(empty, table: table.name) }
    let preparation = Preparation(
      features: applied.features, featureNames: fitted.featureNames, rows: applied.rows,
      tableRowCount: table.rowCount, dropped: applied.dropped, fitted: fitted, notes: [],
      caption: caption(for: applied, of: table))
    let scored = try ScoredPartition(
      Partitions.Part(clusters: labels.map { $0 - 1 }), k: k, features: applied.features, context: context.part(0.2...1)
    )
    let segmentation = Segmentation(
      self, preparation, labels: labels, sizes: sizes, scored, tree: nil,
      notes: [
        "the segments, their numbers and names are those of \(origin.inWords); each row of \(table.name) went to the "
          + "segment with the nearest centroid"
      ],
      caption: "k = \(k) · by the nearest centroid of a model of \(origin.inWords), \(options.methodInWords) · "
        + preparation.caption,
      isSame: false)
    return RestoredModel(preparation: preparation, segmentation: segmentation, isSameTable: false)
  }

  /// The segment of each row, the lowest number between equals, and how many rows each has.
  private func nearestCentroids(
    _ features: Matrix, _ context: ComputeContext
  ) throws(CancellationError) -> (labels: [Int], sizes: [Int]) {
    let centroids = segments.map(\.centroid)
    var sizes = [Int](repeating: 0, count: k)
    var labels: [Int] = []
    for row in 0..<features.rowCount {
      if row % 1_024 == 0 { try context.checkpoint(Double(row) / Double(features.rowCount)) }
      let values = features.row(row)
      var best = (segment: 0, distance: Double.infinity)
      for (segment, centroid) in centroids.enumerated() {
        let distance = zip(values, centroid).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        if distance < best.distance { best = (segment, distance) }
      }
      labels.append(best.segment + 1)
      sizes[best.segment] += 1
    }
    return (labels, sizes)
  }

  private func caption(for applied: FittedRecipe.Applied, of table: Table) -> String {
    let rows =
      applied.dropped.isEmpty
      ? count(applied.rows.count, "row")
      : "\(grouped(applied.rows.count)) of \(count(table.rowCount, "row")) (dropped: "
        + applied.dropped.map { "\(grouped($0.count)) \($0.reason)" }.joined(separator: ", ") + ")"
    let parts = [
      "\(fitted.recipe.name.rawValue) recipe as fitted to \(origin.inWords)", count(fitted.featureCount, "feature"),
      rows,
    ]
    return (parts + [table.restriction].compactMap { $0 }).joined(separator: " · ")
  }
}

extension Segmentation {
  /// A segmentation with the numbers, names, colours and centroids of a model.
  fileprivate init(
    _ model: SavedModel, _ preparation: Preparation, labels: [Int], sizes: [Int], _ scored: ScoredPartition,
    tree: Dendrogram?, notes: [String], caption: String, isSame: Bool
  ) {
    self.preparation = preparation
    options = model.options
    self.labels = labels
    k = model.k
    self.sizes = sizes
    dendrogram = tree
    splitTie = model.splitTie
    centroids = model.centroids
    scores = isSame ? model.scores : scored.scores
    silhouetteValues = scored.silhouette?.values
    silhouetteNeighbours = scored.silhouette.map { silhouette in
      let segmentOf = Dictionary(zip(scored.clusters, labels)) { first, _ in first }
      return silhouette.neighbours.map { segmentOf[$0, default: 0] }
    }
    // The votes were on the rows of the model.
    choice = isSame ? model.choice : nil
    names = model.names
    colours = model.segments.map(\.colour)
    self.notes = notes
    self.caption = caption
  }
}
