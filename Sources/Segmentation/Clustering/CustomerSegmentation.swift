import Analysis

/// Rows put into segments, numbered 1…k by size, ties by the segments' values (see `SegmentNumbering`); rows that are in none have 0.
public struct CustomerSegmentation: Sendable, Equatable {
  /// What it was made from.
  public internal(set) var preparation: Preparation
  /// How it was made; `k` is what was asked for.
  public let options: ClusterOptions
  /// The segment of each prepared row, 1…k; 0 for a row in none (noise).
  public let labels: [Int]
  /// The number of segments, 2…n; noise is none.
  public let k: Int
  /// Rows in segment s at `sizes[s - 1]`.
  public let sizes: [Int]
  /// The tree, where the method grows one.
  public let dendrogram: Dendrogram?
  /// True when the cut lies between merges of the same height, so that the rule for ties decided.
  public let splitTie: Bool
  /// Means of the features in each segment, k × d, in prepared space.
  public let centroids: Matrix
  /// The scores of the partition.
  public let scores: Scores
  /// How sure each prepared row is of its segment, 0…1; nil for a method that knows no doubt.
  public let certainty: [Double]?
  /// The probability of each segment for each prepared row, n × k; nil for a method that gives none.
  public let memberships: Matrix?
  /// Measures that only its method has.
  public let ownMeasures: [OwnMeasure]
  /// How other rows are put into its segments; nil where that takes the rows themselves.
  public let placement: (any Placement)?
  /// The silhouette of each prepared row, NaN for one in no segment; nil when there are as many segments as rows.
  public let silhouetteValues: [Double]?
  /// The other segment that each prepared row is nearest to by mean distance: where one with a negative silhouette would
  /// sit better; 0 for a row in no segment. nil where the silhouette is.
  public let silhouetteNeighbours: [Int]?
  /// What silhouettes were estimated from: values of all others are NaN, and their neighbours 0. nil where all were measured.
  public let silhouetteSample: SilhouetteSample?
  /// How k was chosen, when it was.
  public let choice: KChoice?
  /// Names that the user gave, by segment.
  public var names: [Int: String]
  /// The index into the palette for segment s at `colours[s - 1]`: a segment keeps its colour when cut finer or
  /// coarser.
  public let colours: [Int]
  /// What the user should know: names that stayed or were lost, a tie that was split. Without a full stop.
  public let notes: [String]
  /// The choices in one line.
  public let caption: String
  /// What it was before rows were taken from its table; nil while all that were segmented are there.
  public internal(set) var whole: Whole?

  /// Three measures of a partition; nil where one is not defined.
  public struct Scores: Sendable, Equatable, Codable {
    /// The mean silhouette, −1…1.
    public let silhouette: Double?
    /// The standard error of a silhouette that was estimated; nil where it is exact.
    public var silhouetteError: Double?
    /// More is better.
    public let calinskiHarabasz: Double?
    /// Less is better.
    public let daviesBouldin: Double?
  }

  public var silhouette: Double? { scores.silhouette }
  public var calinskiHarabasz: Double? { scores.calinskiHarabasz }
  public var daviesBouldin: Double? { scores.daviesBouldin }

  /// The share of the prepared rows in a segment (1…k).
  public func share(of segment: Int) -> Double { Double(sizes[segment - 1]) / Double(labels.count) }

  /// The segment's name, else "Segment 3"; "no segment" for 0.
  public func title(of segment: Int) -> String {
    segment == 0 ? "no segment" : names[segment] ?? "Segment \(number(of: segment))"
  }

  /// The prepared rows of a segment, rising: in the order of their values.
  /// - Complexity: O(n).
  public func members(of segment: Int) -> [Int] { labels.indices.filter { labels[$0] == segment } }

  /// Prepared rows that are in no segment.
  public var noiseCount: Int { labels.count - sizes.reduce(0, +) }

  /// The mean silhouette of each segment; nil where none is defined.
  public var meanSilhouettes: [Double]? { silhouetteSample?.means ?? silhouetteValues.map(means) }

  /// The mean of each segment's members.
  /// - Parameter values: one for each prepared row.
  public func means(of values: [Double]) -> [Double] {
    var sums = [Double](repeating: 0, count: k)
    for (value, segment) in zip(values, labels) where segment > 0 { sums[segment - 1] += value }
    return zip(sums, sizes).map { $0 / Double($1) }
  }

  /// The segment of every row of the table, 0 for noise, nil where the recipe dropped it.
  /// - Complexity: O(n): made anew at each call.
  public func labelsByTableRow() -> [Int?] {
    var result = [Int?](repeating: nil, count: preparation.tableRowCount)
    for (i, row) in preparation.rows.enumerated() { result[row] = labels[i] }
    return result
  }

  /// The segment of every row of the table, nil where it is in none.
  /// - Complexity: O(n): made anew at each call.
  public func segmentsByTableRow() -> [Int?] { labelsByTableRow().map { $0 == 0 ? nil : $0 } }

  /// The prepared rows that are in a segment: their places, rising, and their labels.
  public func placed() -> (places: [Int], labels: [Int]) {
    guard noiseCount > 0 else { return (Array(labels.indices), labels) }
    let places = labels.indices.filter { labels[$0] > 0 }
    return (places, places.map { labels[$0] })
  }

  /// The rows of the table that are in a segment, in the order of `placed`.
  public func placedTableRows() -> [Int] {
    noiseCount > 0 ? placed().places.map { preparation.rows[$0] } : preparation.rows
  }

  /// The distance (not squared) of each prepared row to the centroid of its segment, in prepared space; NaN for noise.
  /// - Complexity: O(n·d): measured anew at each call.
  public func distancesToCentroids() -> [Double] {
    preparation.features.distances(to: centroids, of: labels)
  }

  public static func == (a: Self, b: Self) -> Bool {
    a.preparation == b.preparation && a.options == b.options && a.labels == b.labels && a.dendrogram == b.dendrogram
      && a.splitTie == b.splitTie && a.centroids == b.centroids && a.scores == b.scores && a.choice == b.choice
      && a.names == b.names && a.colours == b.colours && a.notes == b.notes && a.caption == b.caption
      && a.whole == b.whole
      && a.ownMeasures == b.ownMeasures && a.memberships == b.memberships
      && Self.isSame(a.certainty, b.certainty) && Self.isSame(a.silhouetteValues, b.silhouetteValues)
      && a.silhouetteNeighbours == b.silhouetteNeighbours && a.silhouetteSample == b.silhouetteSample
      && (a.placement.map { own in b.placement.map { own.isEqual(to: $0) } ?? false } ?? (b.placement == nil))
  }

  /// Equality where NaN, which noise has, is equal to itself.
  private static func isSame(_ a: [Double]?, _ b: [Double]?) -> Bool {
    guard let a, let b else { return a == nil && b == nil }
    return a.elementsEqual(b) { $0 == $1 || ($0.isNaN && $1.isNaN) }
  }
}

extension Matrix {
  /// The distance (not squared) of each row to the centroid of its segment; NaN for a row in none.
  /// - Parameters:
  ///   - centroids: k × d.
  ///   - segments: of each row, 1…k; 0 for none.
  /// - Complexity: O(n·d).
  func distances(to centroids: Matrix, of segments: [Int]) -> [Double] {
    segments.enumerated().map { row, segment in
      segment > 0 ? squaredDistance(self.row(row), centroids.row(segment - 1)).squareRoot() : .nan
    }
  }
}
