import Analysis

/// How rows that were not there when segments were made are put into them.
public protocol Placement: Sendable {
  /// - Parameter rows: in prepared space.
  func place(_ rows: Matrix, context: ComputeContext) throws -> PlacedRows
  /// How it does so, for a caption: "by the nearest centroid".
  var inWords: String { get }
  /// What happened to each row, for a note: "went to the segment with the nearest centroid".
  var whatHappened: String { get }
  /// What a model file must hold besides the centroids; nil for nothing.
  var saved: JSON? { get }
  /// True for the same way to place.
  func isEqual(to other: any Placement) -> Bool
}

/// Rows put into segments that exist.
public struct PlacedRows: Sendable, Equatable {
  /// The segment of each row, 1…k.
  public var segments: [Int]
  /// How sure each row is of its segment, where the method gives it.
  public var certainty: [Double]?
  /// n × k, by segment, where the method gives it.
  public var memberships: Matrix?
}

/// A placement by clusters, before they are numbered as segments.
protocol ClusterPlacing: Sendable {
  /// The placement by segments.
  /// - Parameter clusters: the cluster of segment s at s − 1.
  func numbered(_ clusters: [Int]) -> any Placement
}

/// Each row to the segment with the nearest centroid, the lowest number between equals.
struct NearestCentroids: Placement, Equatable {
  /// k × d.
  let centroids: Matrix
  let inWords = "by the nearest centroid"
  let whatHappened = "went to the segment with the nearest centroid"
  var saved: JSON? { nil }

  init(_ centroids: Matrix) { self.centroids = centroids }

  /// - Complexity: O(n·k·d).
  func place(_ rows: Matrix, context: ComputeContext) throws(CancellationError) -> PlacedRows {
    var segments: [Int] = []
    segments.reserveCapacity(rows.rowCount)
    let centres = (0..<centroids.rowCount).map { Array(centroids.row($0)) }
    for row in 0..<rows.rowCount {
      if row % 1_024 == 0 { try context.checkpoint(Double(row) / Double(rows.rowCount)) }
      let values = rows.row(row)
      var best = (segment: 0, distance: Double.infinity)
      for (segment, centre) in centres.enumerated() {
        let distance = zip(values, centre).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        if distance < best.distance { best = (segment, distance) }
      }
      segments.append(best.segment + 1)
    }
    return PlacedRows(segments: segments)
  }

  func isEqual(to other: any Placement) -> Bool { (other as? Self) == self }
}
