import Analysis
import Tables

/// One customer: each value among everyone's and the segment's, the place in the segment, and who is most alike.
public struct CustomerPortrait: Sendable, Equatable {
  /// A value among others.
  public struct Standing: Sendable, Equatable {
    /// Shares of those with a value that have a lower one, and a higher one, 0…1.
    public let below: Double
    public let above: Double
    public let median: Double
    /// Those with a value.
    public let count: Int

    /// The share with a lower value and half of those with the same, 0…1.
    public var percentile: Double { below + (1 - below - above) / 2 }
  }

  /// A column of numbers.
  public struct Trait: Sendable, Equatable {
    public let column: String
    /// NaN is missing; there is no standing then.
    public let value: Double
    /// Among all rows of the table.
    public let everyone: Standing?
    /// Among the rows of the customer's segment.
    public let segment: Standing?
  }

  /// Where the customer lies in the prepared space.
  public struct Place: Sendable, Equatable {
    public let segment: Int
    /// To the centre of the segment (not squared), and the median of its members.
    public let distance: Double
    public let typicalDistance: Double
    /// The share of the other members that lie nearer to the centre, 0…1; NaN for a member alone.
    public let nearerShare: Double
    /// nil where none is defined.
    public let silhouette: Double?
    /// The other segment with the least mean distance.
    public let nearestOther: Int?
  }

  /// Another customer, near in the prepared space.
  public struct Neighbour: Sendable, Equatable {
    /// Of the table.
    public let row: Int
    public let segment: Int
    /// Not squared.
    public let distance: Double
  }

  /// Of the table.
  public let row: Int
  /// The columns of numbers, in the table's order.
  public let traits: [Trait]
  /// nil without a segmentation, and where the recipe dropped the row.
  public let place: Place?
  /// The nearest first; between equals the first row.
  public let neighbours: [Neighbour]
  /// Why the recipe dropped the row, nil when it did not: `without MINIMUM_PAYMENTS`.
  public let dropReason: String?

  /// - Parameters:
  ///   - row: of the table.
  ///   - segmentation: nil leaves segment, place and neighbours out.
  ///   - neighbours: how many are looked for.
  /// - Complexity: O(n·columns).
  public init(row: Int, table: Table, segmentation: Segmentation?, neighbours count: Int = 5) {
    self.row = row
    let index = segmentation.flatMap { Self.index(of: row, in: $0.preparation.rows) }
    let members = segmentation.flatMap { segmentation in
      index.map { i in segmentation.members(of: segmentation.labels[i]).map { segmentation.preparation.rows[$0] } }
    }
    traits = table.columns.indices.filter { $0 != table.identifier }.compactMap { j in
      guard let numbers = table.columns[j].numbers else { return nil }
      return Trait(
        column: table.columns[j].name, value: numbers[row],
        everyone: Self.standing(of: row, among: numbers.indices, numbers),
        segment: members.flatMap { Self.standing(of: row, among: $0, numbers) })
    }
    if let segmentation, let index {
      place = Place(of: index, in: segmentation)
      neighbours = Self.nearest(count, to: index, in: segmentation)
      dropReason = nil
    } else {
      place = nil
      neighbours = []
      dropReason = segmentation.map { Self.reason(of: row, $0.preparation, table) }
    }
  }

  private static func index(of row: Int, in rows: [Int]) -> Int? {
    var (low, high) = (0, rows.count)
    while low < high {
      let middle = (low + high) / 2
      if rows[middle] < row { low = middle + 1 } else { high = middle }
    }
    return low < rows.count && rows[low] == row ? low : nil
  }

  private static func standing(of row: Int, among rows: some Sequence<Int>, _ numbers: [Double]) -> Standing? {
    let value = numbers[row]
    guard !value.isNaN else { return nil }
    let others = rows.map { numbers[$0] }.filter { !$0.isNaN }
    let n = Double(others.count)
    return Standing(
      below: Double(others.count { $0 < value }) / n, above: Double(others.count { $0 > value }) / n,
      median: median(others), count: others.count)
  }

  private static func nearest(_ count: Int, to index: Int, in segmentation: Segmentation) -> [Neighbour] {
    let features = segmentation.preparation.features
    let others = Array(0..<features.rowCount).filter { $0 != index }
    return smallest(count, of: others) { features.distance(index, $0) }.map { other in
      Neighbour(
        row: segmentation.preparation.rows[other], segment: segmentation.labels[other],
        distance: features.distance(index, other))
    }
  }

  private static func reason(of row: Int, _ preparation: Preparation, _ table: Table) -> String {
    let lacking = preparation.transforms.filter { transform in
      guard transform.fill == nil, let column = try? table.column(transform.column) else { return false }
      return column.text(at: row) == nil
    }.map(\.column)
    return lacking.isEmpty ? "as the recipe asks" : "without " + list(lacking)
  }
}

extension CustomerPortrait.Place {
  fileprivate init(of index: Int, in segmentation: Segmentation) {
    let own = segmentation.labels[index]
    let distances = segmentation.distancesToCentroids()
    let others = segmentation.labels.indices.filter { segmentation.labels[$0] == own && $0 != index }
    segment = own
    distance = distances[index]
    typicalDistance = median(segmentation.members(of: own).map { distances[$0] })
    nearerShare = Double(others.count { distances[$0] < distances[index] }) / Double(others.count)
    silhouette = segmentation.silhouetteValues?[index]
    nearestOther = Self.nearestOther(of: index, in: segmentation)
  }

  private static func nearestOther(of index: Int, in segmentation: Segmentation) -> Int? {
    let features = segmentation.preparation.features
    var sums = [Double](repeating: 0, count: segmentation.k)
    for row in 0..<features.rowCount { sums[segmentation.labels[row] - 1] += features.distance(index, row) }
    let others = (1...segmentation.k).filter { $0 != segmentation.labels[index] }
    return others.min {
      sums[$0 - 1] / Double(segmentation.sizes[$0 - 1]) < sums[$1 - 1] / Double(segmentation.sizes[$1 - 1])
    }
  }
}

extension Matrix {
  /// The Euclidean distance of two rows.
  fileprivate func distance(_ a: Int, _ b: Int) -> Double {
    var sum = 0.0
    for j in 0..<columnCount {
      let difference = self[a, j] - self[b, j]
      sum += difference * difference
    }
    return sum.squareRoot()
  }
}
