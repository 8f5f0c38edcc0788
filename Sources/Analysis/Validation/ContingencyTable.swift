/// How many rows each cluster of one partition shares with each cluster of another.
///
/// Only the cells that hold rows are kept, so that two partitions into thousands of clusters take no more than the rows
/// do.
public struct ContingencyTable: Sendable, Equatable {
  /// The rows that cluster `first` of one partition and cluster `second` of the other share, at least 1.
  public struct SharedRows: Sendable, Equatable {
    public let first: Int
    public let second: Int
    public let count: Int
  }

  /// The cells that hold rows, by `first`; within it by the row in which `second` first appears.
  public let cells: [SharedRows]
  /// Rows in each cluster of the first partition.
  public let firstSizes: [Int]
  /// Rows in each cluster of the second partition.
  public let secondSizes: [Int]

  /// Counts two partitions of the same rows.
  /// - Parameters:
  ///   - first: the cluster of each row, 0 ..< `firstCount`; a cluster may be empty.
  ///   - second: the same for the other partition.
  /// - Precondition: as many labels in one as in the other, all within their range.
  /// - Complexity: O(n + k), k being the clusters of both.
  public init(_ first: [Int], firstCount: Int, _ second: [Int], secondCount: Int) {
    precondition(first.count == second.count, "partitions of the same rows have as many labels")
    var firstSizes = [Int](repeating: 0, count: firstCount)
    var secondSizes = [Int](repeating: 0, count: secondCount)
    for label in first { firstSizes[label] += 1 }
    for label in second { secondSizes[label] += 1 }
    // The second labels, grouped by the first (a counting sort): then one line of the table at a time is enough.
    var ends = [Int](repeating: 0, count: firstCount)
    for label in 1..<max(1, firstCount) { ends[label] = ends[label - 1] + firstSizes[label - 1] }
    var grouped = [Int](repeating: 0, count: first.count)
    for (a, b) in zip(first, second) {
      grouped[ends[a]] = b
      ends[a] += 1
    }
    var cells: [SharedRows] = []
    var line = [Int](repeating: 0, count: secondCount)
    for a in 0..<firstCount {
      let labels = grouped[ends[a] - firstSizes[a]..<ends[a]]
      for b in labels { line[b] += 1 }
      for b in labels where line[b] > 0 {
        cells.append(SharedRows(first: a, second: b, count: line[b]))
        line[b] = 0
      }
    }
    self.cells = cells
    self.firstSizes = firstSizes
    self.secondSizes = secondSizes
  }

  /// Counts two partitions by labels that are any numbers; clusters are numbered in the order of their labels.
  /// - Throws: `ClusteringError.labelCount` unless there are as many labels in one as in the other, `.tooFewRows` for none.
  /// - Complexity: O(n).
  public init(_ a: [Int], _ b: [Int]) throws(ClusteringError) {
    guard a.count == b.count else { throw .labelCount(b.count, rows: a.count) }
    guard !a.isEmpty else { throw .tooFewRows(0, needed: 1) }
    self.init(LabelNumbers(a), LabelNumbers(b))
  }

  init(_ a: LabelNumbers, _ b: LabelNumbers) {
    self.init(a.numbers, firstCount: a.count, b.numbers, secondCount: b.count)
  }

  /// All rows.
  public var rowCount: Int { firstSizes.reduce(0, +) }

  /// True when both partitions put the same rows together, whatever the numbers.
  public var isMatch: Bool {
    cells.count == firstSizes.count { $0 > 0 } && cells.count == secondSizes.count { $0 > 0 }
  }

  /// For each cluster of the first partition, the largest Jaccard coefficient with a cluster of the second: rows in both
  /// over rows in either, 0…1; 0 for an empty cluster.
  ///
  /// P. Jaccard (1901), doi:10.5169/seals-266450.
  public var bestJaccards: [Double] { bestJaccards(amongFirst: secondSizes.count) }

  /// The same among the first clusters of the second partition only.
  package func bestJaccards(amongFirst count: Int) -> [Double] {
    var best = [Double](repeating: 0, count: firstSizes.count)
    for cell in cells where cell.second < count {
      let either = firstSizes[cell.first] + secondSizes[cell.second] - cell.count
      best[cell.first] = max(best[cell.first], Double(cell.count) / Double(either))
    }
    return best
  }
}
