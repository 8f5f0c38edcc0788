import Analysis

/// Who lies nearer to another segment than to the own one, by silhouette.
///
/// P. J. Rousseeuw (1987), doi:10.1016/0377-0427(87)90125-7.
public struct Misfits: Sendable, Equatable {
  /// How well one segment holds its members.
  public struct Segment: Sendable, Equatable {
    /// 1…k.
    public let segment: Int
    /// Members whose silhouettes are known: all, or those that were judged.
    public let size: Int
    /// The mean silhouette of its members.
    public let mean: Double
    /// The best of them.
    public let most: Double
    /// Members with a negative silhouette.
    public let count: Int
    /// The segments those would sit better in, the one that draws most first, ties by number.
    public let nearer: [Destination]

    public var share: Double { Double(count) / Double(size) }
  }

  /// A segment that misfits are nearer to.
  public struct Destination: Sendable, Equatable {
    public let segment: Int
    public let count: Int
  }

  /// One customer with a negative silhouette.
  public struct Row: Sendable, Equatable {
    /// Of the table, from 0.
    public let row: Int
    public let segment: Int
    public let nearer: Int
    public let value: Double
  }

  /// One for each segment, in the order of their numbers.
  public let segments: [Segment]
  /// Everyone with a negative silhouette, the most misplaced first, ties by their values; of those that were judged, where not all were.
  public let rows: [Row]
  /// The mean silhouette of all rows in segments.
  public let mean: Double

  /// Customers in segments, and the standard error of the mean, where it was estimated from some of them.
  public let estimate: Estimate?

  public struct Estimate: Sendable, Equatable {
    public let customers: Int
    public let standardError: Double
  }

  /// Those of one segment (1…k) alone; the mean stays everyone's.
  public func only(_ segment: Int) -> Misfits {
    Misfits(
      segments: segments.filter { $0.segment == segment }, rows: rows.filter { $0.segment == segment }, mean: mean,
      estimate: estimate)
  }

  private init(segments: [Segment], rows: [Row], mean: Double, estimate: Estimate?) {
    self.segments = segments
    self.rows = rows
    self.mean = mean
    self.estimate = estimate
  }

  /// Members whose silhouettes are known.
  public var total: Int { segments.reduce(0) { $0 + $1.size } }

  /// nil when every row is a segment of its own, where no silhouette is defined.
  /// - Complexity: O(n log n).
  public init?(of segmentation: CustomerSegmentation) {
    guard let values = segmentation.silhouetteValues, let neighbours = segmentation.silhouetteNeighbours else {
      return nil
    }
    let k = segmentation.k
    var sizes = [Int](repeating: 0, count: k)
    var sums = [Double](repeating: 0, count: k)
    var most = [Double](repeating: -1, count: k)
    var moves = [[Int]](repeating: [Int](repeating: 0, count: k), count: k)
    var rows: [Row] = []
    for (i, segment) in segmentation.labels.enumerated() where segment > 0 && !values[i].isNaN {
      sizes[segment - 1] += 1
      sums[segment - 1] += values[i]
      most[segment - 1] = max(most[segment - 1], values[i])
      guard values[i] < 0 else { continue }
      moves[segment - 1][neighbours[i] - 1] += 1
      rows.append(
        Row(row: segmentation.preparation.rows[i], segment: segment, nearer: neighbours[i], value: values[i]))
    }
    // Swift's sort is stable, so that equal silhouettes stay in the order of the prepared rows.
    self.rows = rows.sorted { $0.value < $1.value }
    mean = segmentation.silhouette ?? Analysis.mean(values)
    let sample = segmentation.silhouetteSample
    estimate = sample.flatMap { _ in
      segmentation.scores.silhouetteError.map {
        Estimate(customers: segmentation.sizes.reduce(0, +), standardError: $0)
      }
    }
    segments = (0..<k).map { s in
      let nearer = moves[s].indices.filter { moves[s][$0] > 0 }.sorted { moves[s][$0] > moves[s][$1] }
      return Segment(
        segment: s + 1, size: sizes[s], mean: sample?.means[s] ?? sums[s] / Double(sizes[s]), most: most[s],
        count: moves[s].reduce(0, +),
        nearer: nearer.map { Destination(segment: $0 + 1, count: moves[s][$0]) })
    }
  }
}
