import Analysis

/// How rows that were not there when segments were made are put into them.
public protocol Placement: Sendable {
  /// - Parameter rows: in prepared space.
  func place(_ rows: Matrix, context: ComputeContext) throws -> PlacedRows
  /// How much nearer each row is to its segment than to the next: (b − a) / max(a, b), a the distance to its own and b the least
  /// distance to another; 0 halfway, near 1 where only its own is near, negative where another is nearer. nil where the method says how sure it is.
  /// - Parameters:
  ///   - rows: in prepared space.
  ///   - segments: of each of them.
  func margins(of rows: Matrix, in segments: [Int], context: ComputeContext) throws -> [Double]?
  /// What the margin compares, for a heading: "distances to the centroids".
  var marginInWords: String { get }
  /// How it does so, for a caption: "by the nearest centroid".
  var inWords: String { get }
  /// What happened to each row, for a note: "went to the segment with the nearest centroid".
  var whatHappened: String { get }
  /// What a model file must hold besides the centroids; nil for nothing.
  var saved: JSON? { get }
  /// True for the same way to place.
  func isEqual(to other: any Placement) -> Bool
}

extension Placement {
  public func margins(of rows: Matrix, in segments: [Int], context: ComputeContext) throws -> [Double]? { nil }
  public var marginInWords: String { "" }

  /// - Parameters:
  ///   - own: the distance to its own segment.
  ///   - next: the least distance to another.
  static func margin(own: Double, next: Double) -> Double {
    let larger = max(own, next)
    return larger > 0 && next.isFinite ? (next - own) / larger : 0
  }
}

/// Rows put into segments that exist.
public struct PlacedRows: Sendable, Equatable {
  /// The segment of each row, 1…k; 0 where it belongs to none.
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
  let marginInWords = "the distances to the centroids"
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
        let distance = squaredDistance(values, centre)
        if distance < best.distance { best = (segment, distance) }
      }
      segments.append(best.segment + 1)
    }
    return PlacedRows(segments: segments)
  }

  func margins(of rows: Matrix, in segments: [Int], context: ComputeContext) throws -> [Double]? {
    let centres = (0..<centroids.rowCount).map { Array(centroids.row($0)) }
    var margins: [Double] = []
    margins.reserveCapacity(segments.count)
    for (row, own) in segments.enumerated() {
      if row % 1_024 == 0 { try context.checkpoint(Double(row) / Double(segments.count)) }
      guard own > 0 else {
        margins.append(.nan)
        continue
      }
      let values = rows.row(row)
      var next = Double.infinity
      for (segment, centre) in centres.enumerated() where segment != own - 1 {
        next = min(next, squaredDistance(values, centre))
      }
      margins.append(
        Self.margin(own: squaredDistance(values, centres[own - 1]).squareRoot(), next: next.squareRoot()))
    }
    return margins
  }

  func isEqual(to other: any Placement) -> Bool { (other as? Self) == self }
}

/// The squared distance of two rows, summed from the first column on.
func squaredDistance(_ a: some Sequence<Double>, _ b: some Sequence<Double>) -> Double {
  zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
}
