import Analysis

/// How much there is to cluster.
public struct WorkSize: Sendable, Equatable {
  public let rows, features: Int

  public init(rows: Int, features: Int) {
    self.rows = rows
    self.features = features
  }

  init(of features: Matrix) { self.init(rows: features.rowCount, features: features.columnCount) }

  /// The rows, as the formulas of cost want them.
  var n: Double { Double(rows) }
  /// The features for each of the 17 that costs were measured with.
  var width: Double { Double(features) / 17 }
}

/// What a method costs, known from the size of the work alone, so that what is done never depends on the clock.
///
/// Seconds as they were measured on two cores with 17 features; on another machine all of them are longer or shorter, and
/// beside each other they keep what they say.
public struct MethodCost: Sendable, Equatable {
  /// Looking at the rows, once: a tree.
  public var fit: Double
  /// Looking at rows without groups, the hardest to cluster.
  public var fitWithoutGroups: Double
  /// Each number of segments after that.
  public var grouping: Double
  /// Memory beside the features.
  public var bytes: Double
  /// True when the memory grows with the square of the rows, so that several at once might not fit where one does.
  public var holdsAllPairs: Bool

  init(
    fit: Double, fitWithoutGroups: Double? = nil, grouping: Double = 0, bytes: Double, holdsAllPairs: Bool = false
  ) {
    self.fit = fit
    self.fitWithoutGroups = fitWithoutGroups ?? fit
    self.grouping = grouping
    self.bytes = bytes
    self.holdsAllPairs = holdsAllPairs
  }

  /// Seconds for several numbers of segments.
  func seconds(groupings: Int) -> Double { fit + Double(groupings) * grouping }
}

extension WorkSize {
  /// The silhouettes of one partition, or of the cuts of one tree, in the seconds of `MethodCost`.
  /// - Parameter exact: whether they are those of all rows, however many.
  func silhouettes(exact: Bool = false) -> Double {
    let judged = Double(ClusterOptions.judged(of: rows, isExact: exact) ?? rows)
    return 2.4e-10 * judged * judged * (0.3 + 0.7 * width)
  }
}
