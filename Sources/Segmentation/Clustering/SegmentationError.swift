import Analysis

/// Why rows cannot be put into segments.
public enum SegmentationError: Error, Sendable, Equatable {
  /// k outside of 2…n.
  case segmentCount(Int, rows: Int)
  /// k-means begins at least once.
  case starts(Int)
  /// A number of segments was asked of a method that finds it itself.
  case ownCount(asked: Int, found: Int, method: String)
  /// The method finds no groups in these rows.
  case noGroups(String)
  /// A choice of the method that does not fit the rows; the reason continues "key=".
  case choice(key: String, reason: String)
  /// The rows cannot be taken for a mixture.
  case mixture(MixtureError)
  /// Several numbers of segments were to be compared, and the method finds one.
  case notComparable(method: String)
  /// The clustering itself refuses: too little memory, values it cannot use.
  case clustering(ClusteringError)
  case cancelled

  /// What clustering throws; anything but a `ClusteringError` is a cancellation.
  init(_ error: any Error) {
    self = (error as? SegmentationError) ?? (error as? ClusteringError).map(Self.clustering) ?? .cancelled
  }

  public var message: String {
    switch self {
    case .segmentCount(let k, let rows):
      rows < 2
        ? "segments need at least 2 rows, and there is \(rows == 1 ? "one" : "none")"
        : "k=\(k) is not possible: \(grouped(rows)) rows go into 2\(rows > 2 ? " to \(grouped(rows))" : "") segments"
    case .starts(let starts):
      "starts=\(starts) is not possible: there is at least one start"
    case .ownCount(let asked, let found, let method):
      "k=\(asked) is not possible: \(method) finds the number of segments itself, and finds \(found) here"
    case .noGroups(let reason): reason
    case .mixture(let error): error.message
    case .choice(let key, let reason): "\(key)=\(reason)"
    case .notComparable(let method):
      "\(method) finds the number of segments itself: there are no other numbers to set beside it"
    case .clustering(.memory(let needed, let available, let fitting)):
      "this linkage needs \(ByteText.megabytes(needed)) for the distances of all pairs, and \(ByteText.megabytes(available)) are "
        + "available; \(list(fitting.map { "linkage=\($0.rawValue)" })) or method=kmeans would fit"
    case .clustering(.clusterCount(let k, let allowed)):
      "k=\(k) is not possible: there are only \(grouped(allowed.upperBound)) different rows"
    case .clustering(let error):
      "the rows cannot be clustered: \(error.message)"
    case .cancelled:
      "interrupted"
    }
  }
}
