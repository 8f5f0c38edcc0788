import Analysis
import Tables

/// A segmentation with all that it takes to have it again: the fitted recipe, the segments, who is in which.
///
/// As a file it is JSON, version 3, with these keys in this order. `origin`: the table it was made from, by name, rows, columns,
/// a fingerprint of the columns in use and, where somebody said what columns are, `roles`; never its rows or its path. `preparation`: `recipe` (the choices), `transforms` (per
/// feature: column, category, fill, bounds, logOffset, center, scale: a value becomes (ln(clip(fill(x)) + logOffset) − center) /
/// scale), `components` (principal components, if any), `dropped` rows by reason. `segmentation`: `method` (its name, its choices, and `placement`: what it
/// takes to place other rows where that is more than the centroids), `seed`, `k`, `segments` (number,
/// name, color, size, centroid in prepared space), scores, how k was chosen, and `labels`, the segment of each row of the table
/// (`1 2x3 0 -`: one, three times two, noise, none because the recipe dropped it; no label of a table that stays in its database). `fit`: what new customers are held against
/// (`placed` and `elsewhere`: where the placement puts the customers of the fit; `farthest`: the largest distance to the centroid in each
/// segment; `features`: for each transform the deciles of its column, how many values lie between them, how many are missing, and the other
/// value of a column of two). `checksum`: of all before it, against accidents and not against forgery (`Fingerprint`). Version 1 knew two
/// methods, and had `linkage` and `starts` where `method` now has its choices; version 2 had no `fit`. Both are read as well.
public struct SavedModel: Sendable, Equatable {
  public static let format = "cohort-model"
  /// The version that this code writes.
  public static let version = 3
  /// The versions that it reads.
  static let readable = 1...version

  /// What somebody said that a column is.
  public struct GivenRole: Sendable, Equatable {
    public let column: String
    public let role: ColumnRole
  }

  /// The table that the model was made from.
  public struct Origin: Sendable, Equatable {
    public let table: String
    public let rowCount: Int
    public let columns: [String]
    /// Of the columns that the features are made of.
    public let fingerprint: String
    /// What somebody said that columns are, in the order of the columns.
    public var roles: [GivenRole] = []

    /// `cards (8,950 rows)`.
    public var inWords: String { "\(table) (\(count(rowCount, "row")))" }
  }

  public let origin: Origin
  /// True when nobody asked for these features, so that they are made anew for another table.
  public let isImplied: Bool
  package let fitted: FittedRecipe
  let dropped: [DroppedRows]
  let preparationNotes: [String]
  let preparationCaption: String
  let options: ClusterOptions
  /// How other rows are put into the segments; nil where that takes the rows it was made of.
  let placement: (any Placement)?
  let segments: [Segment]
  let splitTie: Bool
  let scores: CustomerSegmentation.Scores
  /// Measures that only its method has.
  let ownMeasures: [OwnMeasure]
  let choice: KChoice?
  let notes: [String]
  let caption: String
  /// The segment of each row of the table, 0 for noise, nil where the recipe dropped it; empty for a table that stays in its
  /// database, whose rows nobody has here.
  let labels: [Int?]
  /// What new customers are held against; nil in files of earlier versions.
  package let fit: FitReference?

  struct Segment: Sendable, Equatable {
    let name: String?
    /// Index into the palette.
    let colour: Int
    let size: Int
    let centroid: [Double]
  }

  public var k: Int { segments.count }
  /// The name that the user gave a segment, 1…k.
  package func name(of segment: Int) -> String? { segments[segment - 1].name }
  /// "Ward linkage", "k-means, best of 10 starts, seed 42".
  public var methodInWords: String { options.methodInWords }

  /// The model of a segmentation.
  /// - Parameter table: the table it was made from.
  /// - Throws: `TableError` when the table lacks a column of the features; `CancellationError`.
  /// - Complexity: O(n·d·(k + log n)).
  public init(
    of segmentation: CustomerSegmentation, table: Table, isImplied: Bool, context: ComputeContext = .plain
  ) throws {
    let preparation = segmentation.preparation
    origin = Origin(
      table: table.name, rowCount: table.rowCount, columns: table.columns.map(\.name),
      fingerprint: try Fingerprint.of(preparation.fitted.columns, in: table),
      roles: table.columns.indices.compactMap { index in
        let assigned = table.role(of: index)
        return assigned.isGiven ? GivenRole(column: table.columns[index].name, role: assigned.role) : nil
      })
    self.isImplied = isImplied
    fitted = preparation.fitted
    dropped = preparation.dropped
    preparationNotes = preparation.notes
    preparationCaption = preparation.caption
    options = segmentation.options
    placement = segmentation.placement
    segments = (1...segmentation.k).map { number in
      Segment(
        name: segmentation.names[number], colour: segmentation.colours[number - 1],
        size: segmentation.sizes[number - 1], centroid: Array(segmentation.centroids.row(number - 1)))
    }
    splitTie = segmentation.splitTie
    scores = segmentation.scores
    ownMeasures = segmentation.ownMeasures
    choice = segmentation.choice
    notes = segmentation.notes
    caption = segmentation.caption
    labels = segmentation.labelsByTableRow()
    fit = try FitReference(of: segmentation, table: table, context: context)
  }

  init(
    origin: Origin, isImplied: Bool, fitted: FittedRecipe, dropped: [DroppedRows], preparationNotes: [String],
    preparationCaption: String, options: ClusterOptions, placement: (any Placement)?, segments: [Segment],
    splitTie: Bool,
    scores: CustomerSegmentation.Scores, ownMeasures: [OwnMeasure], choice: KChoice?, notes: [String], caption: String,
    labels: [Int?], fit: FitReference?
  ) {
    self.origin = origin
    self.isImplied = isImplied
    self.fitted = fitted
    self.dropped = dropped
    self.preparationNotes = preparationNotes
    self.preparationCaption = preparationCaption
    self.options = options
    self.placement = placement
    self.segments = segments
    self.splitTie = splitTie
    self.scores = scores
    self.ownMeasures = ownMeasures
    self.choice = choice
    self.notes = notes
    self.caption = caption
    self.labels = labels
    self.fit = fit
  }

  /// The model of a table that stays in its database: placed by the nearest centroid, and without its rows.
  package init(
    ofRowsElsewhere table: String, rowCount: Int, columns: [String], fitted: FittedRecipe, featuresInWords: String,
    options: ClusterOptions, centroids: Matrix, sizes: [Int], names: [Int: String], notes: [String], caption: String,
    fit: FitReference
  ) {
    self.init(
      origin: Origin(table: table, rowCount: rowCount, columns: columns, fingerprint: ""), isImplied: true,
      fitted: fitted, dropped: [], preparationNotes: [], preparationCaption: featuresInWords, options: options,
      placement: NearestCentroids(centroids),
      segments: sizes.indices.map {
        Segment(name: names[$0 + 1], colour: $0, size: sizes[$0], centroid: Array(centroids.row($0)))
      }, splitTie: false,
      scores: CustomerSegmentation.Scores(silhouette: nil, calinskiHarabasz: nil, daviesBouldin: nil), ownMeasures: [],
      choice: nil, notes: notes, caption: caption, labels: [], fit: fit)
  }

  var names: [Int: String] {
    let named = segments.enumerated().compactMap { index, segment in segment.name.map { (index + 1, $0) } }
    return Dictionary(uniqueKeysWithValues: named)
  }

  var centroids: Matrix {
    Matrix(rowCount: k, columnCount: fitted.featureCount, elements: segments.flatMap(\.centroid))
  }
}

extension SavedModel {
  public static func == (a: Self, b: Self) -> Bool { a.text == b.text }
}

extension FittedRecipe {
  /// The columns of the table that it reads, each once.
  var columns: [String] {
    var seen = Set<String>()
    return transforms.map(\.column).filter { seen.insert($0).inserted }
  }

  /// Features that come out: the principal components, where there are some.
  var featureCount: Int { components?.loadings.count ?? transforms.count }

  var featureNames: [String] {
    components.map { $0.loadings.indices.map { "PC\($0 + 1)" } } ?? transforms.map(\.featureName)
  }
}
