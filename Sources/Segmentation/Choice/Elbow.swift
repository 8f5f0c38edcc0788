import Analysis

/// The within-cluster sum of squares over the number of segments, and where more segments stop paying off.
///
/// R. L. Thorndike (1953), doi:10.1007/BF02289263; the knee by V. Satopää et al. (2011),
/// doi:10.1109/ICDCSW.2011.20. Computed from the features alone: no label of a cluster is among them.
public struct Elbow: Sendable, Equatable {
  /// Rising without a break.
  public let ks: [Int]
  /// The within-cluster sum of squares of each.
  public let inertias: [Double]
  /// The sum of squares about the mean of all rows, that of k = 1.
  public let total: Double
  /// The number of segments at the knee of the curve from 1 to one beyond the last that is shown, at least 11, which `%compare` has
  /// too; nil where that has none.
  public let knee: Int?
  /// The number that the knee of the merge heights names, which is what `k=auto` looks at; nil without a tree.
  public let kneeOfHeights: Int?
  public let options: ClusterOptions
  /// Numbers that are not possible. Whole sentences.
  public let notes: [String]
  /// The choices in one line.
  public let caption: String
  /// The sums of squares of 1, 2, … clusters, those beyond the last shown included.
  private let squares: [Double]

  /// The share of the whole spread that k segments explain, 0…1: what is between them.
  public func explained(_ k: Int) -> Double? {
    guard squares.indices.contains(k - 1), total > 0, total.isFinite else { return nil }
    return max(0, 1 - squares[k - 1] / total)
  }
}

extension Elbow {
  /// - Parameters:
  ///   - ks: 1 or more; numbers that the rows do not allow are left out, and that is noted.
  ///   - options: the method; its `k` is not looked at.
  ///   - previous: a segmentation whose tree is used again where it is the same.
  /// - Throws: `SegmentationError`: not even the least k is possible, a method that finds k itself, too little memory, `.cancelled`.
  /// - Complexity: one tree, or one clustering for each k up to the last.
  public static func make(
    of preparation: Preparation, ks: ClosedRange<Int>, options: ClusterOptions, previous: CustomerSegmentation? = nil,
    context: ComputeContext = .plain
  ) throws(SegmentationError) -> Elbow {
    let n = preparation.features.rowCount
    guard n >= 2, ks.lowerBound >= 1, ks.lowerBound <= n else { throw .segmentCount(ks.lowerBound, rows: n) }
    guard !options.method.findsCount else { throw .notComparable(method: options.method.noun) }
    do {
      let fitted = try FittedRows(
        preparation.features, options: options, tree: previous.flatMap { $0.tree(for: preparation, options) },
        context: context.part(0...0.9))
      let work = context.part(fitted.tree == nil ? 0...1 : 0.9...1)
      let all = try fitted.withinSquares(upTo: KneeCurve.length(upTo: ks.upperBound), context: work)
      guard all.count >= ks.lowerBound else {
        throw ClusteringError.clusterCount(ks.lowerBound, allowed: 1...all.count)
      }
      let heights = fitted.tree.map { KneeCurve.heights(of: $0, upTo: KneeCurve.length(upTo: ks.upperBound)) }
      return Elbow(all, from: ks, rows: n, heights.flatMap(KneeCurve.knee), options, preparation)
    } catch {
      throw SegmentationError(error)
    }
  }

  private init(
    _ all: [Double], from asked: ClosedRange<Int>, rows: Int, _ kneeOfHeights: Int?, _ options: ClusterOptions,
    _ preparation: Preparation
  ) {
    ks = Array(asked.lowerBound...min(asked.upperBound, all.count))
    inertias = ks.map { all[$0 - 1] }
    total = all[0]
    squares = all
    knee = KneeCurve.knee(of: all)
    self.kneeOfHeights = kneeOfHeights
    self.options = options
    notes =
      asked.upperBound <= all.count
      ? []
      : [
        all.count == rows
          ? "There are \(grouped(rows)) rows, so k ends at \(grouped(all.count))."
          : "There are only \(grouped(all.count)) different rows, so k ends there."
      ]
    caption =
      "k = \(ks[0]) to \(ks[ks.count - 1]) · \(options.methodInWords) · \(preparation.caption)"
  }
}

extension Elbow {
  /// How much of the spread the knee explains, what the next step would add, and the same for the number in use.
  /// - Parameter used: the number of segments in use, if there is one.
  public func sentences(used: Int?) -> [String] {
    var lines: [String] = []
    if let knee {
      lines.append(
        "The knee of the sums of squares is at k = \(knee)\(ks.contains(knee) ? "" : ", which is not shown")\(figures(knee))."
      )
    } else if squares.count < 3 {
      lines.append("A knee takes at least three points.")
    } else {
      lines.append("The curve has no knee: no number of segments stands out by its sum of squares.")
    }
    if let used, used != knee, ks.contains(used) {
      lines.append("k = \(used), in use,\(figures(used, isClause: true)).")
    } else if let used, used == knee {
      lines.append("That is the number in use.")
    }
    if let kneeOfHeights, kneeOfHeights != knee {
      lines.append("The knee of the merge heights, another curve, which k=auto looks at, is at k = \(kneeOfHeights).")
    }
    return lines + notes
  }

  /// What k segments explain and what the next one adds.
  private func figures(_ k: Int, isClause: Bool = false) -> String {
    guard let share = explained(k) else { return isClause ? " explains nothing: there is no spread" : "" }
    let verb = isClause ? " explains" : ": \(k == 1 ? "one segment explains" : "\(k) segments explain")"
    let text = "\(verb) \(percent(share)) of the spread"
    guard let next = explained(k + 1) else { return text }
    return text + ", and one more would add \(points(next - share))"
  }

  private func points(_ share: Double) -> String {
    "\(decimals(share * 100, 1)) percentage points"
  }
}
