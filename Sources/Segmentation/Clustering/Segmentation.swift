import Analysis

/// Rows put into segments, numbered 1…k by size, ties by the segment of the first row.
public struct Segmentation: Sendable, Equatable {
  /// What it was made from.
  public let preparation: Preparation
  /// How it was made; `k` is what was asked for.
  public let options: ClusterOptions
  /// The segment of each prepared row, 1…k.
  public let labels: [Int]
  /// The number of segments, 2…n.
  public let k: Int
  /// Rows in segment s at `sizes[s - 1]`.
  public let sizes: [Int]
  /// The tree, for hierarchical clustering.
  public let dendrogram: Dendrogram?
  /// True when the cut lies between merges of the same height, so that the rule for ties decided.
  public let splitTie: Bool
  /// Means of the features in each segment, k × d, in prepared space.
  public let centroids: Matrix
  /// The scores of the partition.
  public let scores: Scores
  /// The silhouette of each prepared row; nil when there are as many segments as rows.
  public let silhouetteValues: [Double]?
  /// The other segment that each prepared row is nearest to by mean distance: where one with a negative silhouette would
  /// sit better. nil where the silhouette is.
  public let silhouetteNeighbours: [Int]?
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

  /// Three measures of a partition; nil where one is not defined.
  public struct Scores: Sendable, Equatable, Codable {
    /// The mean silhouette, −1…1.
    public let silhouette: Double?
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

  /// The segment's name, else "Segment 3".
  public func title(of segment: Int) -> String { names[segment] ?? "Segment \(segment)" }

  /// The prepared rows of a segment, rising.
  /// - Complexity: O(n).
  public func members(of segment: Int) -> [Int] { labels.indices.filter { labels[$0] == segment } }

  /// The segment of every row of the table, nil where the recipe dropped it.
  /// - Complexity: O(n): made anew at each call.
  public func labelsByTableRow() -> [Int?] {
    var result = [Int?](repeating: nil, count: preparation.tableRowCount)
    for (i, row) in preparation.rows.enumerated() { result[row] = labels[i] }
    return result
  }

  /// The distance (not squared) of each prepared row to the centroid of its segment, in prepared space.
  /// - Complexity: O(n·d): measured anew at each call.
  public func distancesToCentroids() -> [Double] {
    let features = preparation.features
    return labels.enumerated().map { i, segment in
      zip(features.row(i), centroids.row(segment - 1)).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
    }
  }
}
