import Wording

extension ClusteringError {
  /// What is wrong in one sentence without a full stop, and what would be right.
  public var message: String {
    switch self {
    case .empty(let rows, _):
      rows == 0 ? "there are no rows to cluster" : "there are no columns to cluster by"
    case .nonFinite(let row, let column, let value):
      "row \(row + 1) has \(value) in column \(column + 1); clustering takes finite numbers"
    case .clusterCount(let k, let allowed):
      "\(k) clusters are not possible: the rows allow \(allowed.lowerBound) to \(allowed.upperBound)"
    case .tooFewRows(let rows, let needed):
      "at least \(needed == 1 ? "one row is" : "\(needed) rows are") needed, and there \(rows == 1 ? "is one" : "are \(rows)")"
    case .labelCount(let labels, let rows):
      "there are \(labels) labels for \(rows) rows; each row takes one"
    case .negativeLabel(let label, let row):
      "row \(row + 1) has the label \(label); labels count from 0"
    case .starts(let starts):
      "\(starts) starts are not possible: k-means begins at least once"
    case .minClusterSize(let size, let allowed):
      "clusters of at least \(size) \(size == 1 ? "row" : "rows") are not possible: "
        + "the rows allow \(allowed.lowerBound) to \(allowed.upperBound)"
    case .minSamples(let samples, let allowed):
      "\(samples) \(samples == 1 ? "row" : "rows") within a core distance are not possible: "
        + "the rows allow \(allowed.lowerBound) to \(allowed.upperBound)"
    case .columnCount(let columns, let needed):
      "there \(columns == 1 ? "is one column" : "are \(columns) columns"), and the clustered rows have \(needed)"
    case .memory(let needed, let available, let fitting):
      "this linkage needs \(ByteText.megabytes(needed)) for the distances of all pairs, and \(ByteText.megabytes(available)) "
        + "are available; \(fitting.map { "linkage=\($0.rawValue)" }.joined(separator: " or ")) would fit"
    }
  }
}
