import Analysis
import Tables

/// What a saved model makes of a table.
public struct RestoredModel: Sendable {
  public let preparation: Preparation
  public let segmentation: CustomerSegmentation
  /// True for the rows that the model was made of: everything is as it was then. Otherwise each customer went to the segment that
  /// the method places it in.
  public let isSameTable: Bool
}

extension SavedModel {
  /// The segmentation as it was when the table is the one it was made from; on other rows, those that the method places
  /// them in.
  ///
  /// The same rows are known by the fingerprint of the columns in use. Then the labels are those of the file; the tree and the
  /// silhouettes, which would make the file large, are computed again.
  /// - Throws: `ModelError`: columns that are not there, a method that needs the rows to place others, segments without rows, `.cancelled`.
  /// - Complexity: that of the tree and the silhouettes, as `CustomerSegmentation.make`.
  public func restore(on table: Table, context: ComputeContext = .plain) throws(ModelError) -> RestoredModel {
    do {
      return isMade(of: table) ? try again(on: table, context) : try placing(table, context)
    } catch let error as ModelError {
      throw error
    } catch let error as ClusteringError {
      throw .clustering(error)
    } catch {
      throw .cancelled
    }
  }

  /// Whether these are the rows that it was made of, in their order.
  func isMade(of table: Table) -> Bool {
    table.rowCount == origin.rowCount && (try? Fingerprint.of(fitted.columns, in: table)) == origin.fingerprint
  }

  // MARK: The same rows

  /// The rows that have a segment, prepared, and their labels.
  func ownRows(in table: Table, _ context: ComputeContext) throws(ModelError) -> (FittedRecipe.Applied, [Int]) {
    let labelled = labels.indices.filter { labels[$0] != nil }
    let applied = try fitted.apply(to: table, rows: labelled, isSame: true, origin: origin.inWords, context: context)
    guard applied.rows.count == labelled.count else {
      throw .inconsistent("rows that it puts into segments cannot be prepared")
    }
    return (applied, applied.rows.compactMap { labels[$0] })
  }

  private func again(on table: Table, _ context: ComputeContext) throws -> RestoredModel {
    let (applied, own) = try ownRows(in: table, context)
    let preparation = Preparation(
      features: applied.features, featureNames: fitted.featureNames, rows: applied.rows, tableRowCount: table.rowCount,
      dropped: dropped, fitted: fitted, notes: preparationNotes, caption: preparationCaption)
    let made = try repeated(on: applied.features, own, context.part(0...0.5))
    let scored = try scored(made, applied.features, context.part(0.5...1))
    let segmentation = CustomerSegmentation(
      self, preparation,
      PlacedRows(segments: own, certainty: made.certainty, memberships: made.memberships), sizes: segments.map(\.size),
      scored, tree: made.tree, notes: notes, caption: caption, isSame: true)
    return RestoredModel(preparation: preparation, segmentation: segmentation, isSameTable: true)
  }

  /// What the file leaves out of a segmentation, made again.
  private struct Repeated {
    /// With the method's own numbers where it came out the same.
    let clusters: [Int]
    var tree: Dendrogram?
    var certainty: [Double]?
    var memberships: Matrix?
  }

  /// The tree that gives these labels, and how sure each row is of its own; neither when no fit of this version gives them.
  private func repeated(on features: Matrix, _ labels: [Int], _ context: ComputeContext) throws -> Repeated {
    let plain = Repeated(clusters: labels.map { $0 > 0 ? $0 - 1 : Grouping.none })
    guard options.method.isRepeatedOnRestore else {
      let placed = try placement?.place(features, context: context)
      guard let placed, placed.segments == labels else { return plain }
      return Repeated(clusters: plain.clusters, certainty: placed.certainty, memberships: placed.memberships)
    }
    let fitted = try FittedRows(features, options: options, context: context)
    guard let grouping = try fitted.grouping(k, context: context) else { return plain }
    guard SegmentNumbering(grouping.clusters).labels == labels else { return plain }
    return Repeated(clusters: grouping.clusters, tree: fitted.tree, certainty: grouping.certainty)
  }

  /// The silhouettes as they were computed then: with `k=auto` for all candidates together, which rounds otherwise.
  private func scored(
    _ made: Repeated, _ features: Matrix, _ context: ComputeContext
  ) throws -> ScoredGrouping {
    if let tree = made.tree, let choice {
      let groupings = try choice.candidates.map { candidate in
        (k: candidate.k, grouping: Grouping(clusters: try tree.cut(into: candidate.k).labels))
      }
      let all = try ScoredGrouping.scoring(groupings, features: features, options: judging, context: context)
      if let own = all.first(where: { $0.k == k }) { return own }
    }
    return try ScoredGrouping(
      Grouping(clusters: made.clusters), k: k, features: features, options: judging, context: context)
  }

  /// Silhouettes are measured as they were, all or some.
  private var judging: ClusterOptions {
    var options = options
    options.isExact = scores.silhouetteError == nil
    return options
  }

  // MARK: Other rows

  private func placing(_ table: Table, _ context: ComputeContext) throws -> RestoredModel {
    let applied = try fitted.apply(to: table, origin: origin.inWords, context: context)
    guard let placement else {
      throw ModelError.noCentroids(method: options.method.noun, origin: origin.inWords)
    }
    guard applied.rows.count >= 2 else { throw ModelError.tooFewRows(applied.rows.count, table: table.name) }
    let placed = try placement.place(applied.features, context: context.part(0...0.2))
    var sizes = [Int](repeating: 0, count: k)
    for segment in placed.segments { sizes[segment - 1] += 1 }
    let empty = sizes.indices.filter { sizes[$0] == 0 }.map { $0 + 1 }
    guard empty.isEmpty else { throw ModelError.emptySegments(empty, table: table.name) }
    let preparation = Preparation(
      features: applied.features, featureNames: fitted.featureNames, rows: applied.rows,
      tableRowCount: table.rowCount, dropped: applied.dropped, fitted: fitted, notes: [],
      caption: caption(for: applied, of: table))
    let scored = try ScoredGrouping(
      Grouping(clusters: placed.segments.map { $0 - 1 }), k: k, features: applied.features, options: options,
      context: context.part(0.2...1))
    let segmentation = CustomerSegmentation(
      self, preparation, placed, sizes: sizes, scored, tree: nil,
      notes: [
        "the segments, their numbers and names are those of \(origin.inWords); each row of \(table.name) "
          + placement.whatHappened
      ] + applied.notes,
      caption: "k = \(k) · \(placement.inWords) of a model of \(origin.inWords), \(options.methodInWords) · "
        + preparation.caption,
      isSame: false)
    return RestoredModel(preparation: preparation, segmentation: segmentation, isSameTable: false)
  }

  func caption(for applied: FittedRecipe.Applied, of table: Table) -> String {
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

extension CustomerSegmentation {
  /// A segmentation with the numbers, names, colours and centroids of a model.
  fileprivate init(
    _ model: SavedModel, _ preparation: Preparation, _ placed: PlacedRows, sizes: [Int], _ scored: ScoredGrouping,
    tree: Dendrogram?, notes: [String], caption: String, isSame: Bool
  ) {
    self.preparation = preparation
    options = model.options
    labels = placed.segments
    certainty = placed.certainty
    memberships = placed.memberships
    // Measures are of the rows that the model was made of.
    ownMeasures = isSame ? model.ownMeasures : []
    placement = model.placement
    k = model.k
    self.sizes = sizes
    dendrogram = tree
    splitTie = model.splitTie
    centroids = model.centroids
    scores = isSame ? model.scores : scored.scores
    silhouetteValues = scored.silhouette?.values
    let segmentOf = Dictionary(zip(scored.clusters, placed.segments)) { first, _ in first }
    silhouetteNeighbours = scored.silhouette.map { silhouette in
      silhouette.neighbours.map { segmentOf[$0, default: 0] }
    }
    silhouetteSample = SilhouetteSample(scored.silhouette, segmentOf: segmentOf)
    // The votes were on the rows of the model.
    choice = isSame ? model.choice : nil
    names = model.names
    colours = model.segments.map(\.colour)
    self.notes = notes
    // The caption of the model has the estimate already.
    let estimate = isSame ? nil : Self.estimateInWords(scored.scores, silhouetteSample)
    self.caption = ([caption] + [estimate].compactMap { $0 }).joined(separator: " · ")
  }
}
