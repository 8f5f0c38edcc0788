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

  /// A column of numbers that say how much: codes and numbers of places have no more and less.
  public struct Trait: Sendable, Equatable {
    public let column: String
    /// NaN is missing; there is no standing then.
    public let value: Double
    /// Among all rows of the table.
    public let everyone: Standing?
    /// Among the rows of the customer's segment.
    public let segment: Standing?
    /// How the values are written.
    public let notation: NumberNotation
  }

  /// Where the customer lies in the prepared space.
  public struct Place: Sendable, Equatable {
    public let segment: Int
    /// How sure the method is of the segment, 0…1; nil for a method that knows no doubt.
    public let certainty: Double?
    /// The segments with a probability of a hundredth or more, the most likely first; empty where the method gives none.
    public let memberships: [Membership]
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

  /// The probability of a segment.
  public struct Membership: Sendable, Equatable {
    public let segment: Int
    public let probability: Double
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
  /// The columns of numbers that say how much, in the table's order.
  public let traits: [Trait]
  /// nil without a segmentation, where the recipe dropped the row, and for one in no segment.
  public let place: Place?
  /// True for a row that the recipe uses and the method put in no segment.
  public let isNoise: Bool
  /// The nearest first; between equals the one that comes first by its values.
  public let neighbours: [Neighbour]
  /// Why the recipe dropped the row, nil when it did not: `without MINIMUM_PAYMENTS`.
  public let dropReason: String?

  /// - Parameters:
  ///   - row: of the table.
  ///   - segmentation: nil leaves segment, place and neighbours out.
  ///   - neighbours: how many are looked for.
  /// - Complexity: O(n·columns).
  public init(row: Int, table: Table, segmentation: CustomerSegmentation?, neighbours count: Int = 5) {
    self.row = row
    let index = segmentation.flatMap { $0.preparation.rows.firstIndex(of: row) }
    let members = segmentation.flatMap { segmentation in
      index.flatMap { i in segmentation.labels[i] > 0 ? i : nil }.map { i in
        segmentation.members(of: segmentation.labels[i]).map { segmentation.preparation.rows[$0] }
      }
    }
    traits = table.columns.indices.filter { $0 != table.identifier }.compactMap { j in
      let role = table.role(of: j).role
      guard let numbers = table.columns[j].numbers, role.isTelling || role.isFeature else { return nil }
      return Trait(
        column: table.columns[j].name, value: numbers[row],
        everyone: Self.standing(of: row, among: numbers.indices, numbers),
        segment: members.flatMap { Self.standing(of: row, among: $0, numbers) }, notation: role.notation)
    }
    if let segmentation, let index {
      isNoise = segmentation.labels[index] == 0
      place = isNoise ? nil : Place(of: index, in: segmentation)
      neighbours = Self.nearest(count, to: index, in: segmentation)
      dropReason = nil
    } else {
      isNoise = false
      place = nil
      neighbours = []
      dropReason = segmentation.map { Self.reason(of: row, $0.preparation, table) }
    }
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

  private static func nearest(_ count: Int, to index: Int, in segmentation: CustomerSegmentation) -> [Neighbour] {
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
  fileprivate init(of index: Int, in segmentation: CustomerSegmentation) {
    let own = segmentation.labels[index]
    let distances = segmentation.distancesToCentroids()
    let others = segmentation.labels.indices.filter { segmentation.labels[$0] == own && $0 != index }
    segment = own
    certainty = segmentation.certainty?[index]
    memberships = Self.memberships(of: index, in: segmentation)
    distance = distances[index]
    typicalDistance = median(segmentation.members(of: own).map { distances[$0] })
    nearerShare = Double(others.count { distances[$0] < distances[index] }) / Double(others.count)
    let means = Self.meanDistances(of: index, in: segmentation)
    let nearest = (1...segmentation.k).filter { $0 != own }.min { means[$0 - 1] < means[$1 - 1] }
    nearestOther = nearest
    silhouette = segmentation.silhouetteValues.map { values in
      guard segmentation.silhouetteSample != nil, let other = nearest else { return values[index] }
      // One customer's is measured exactly where not all were.
      let (a, b) = (means[own - 1], means[other - 1])
      return max(a, b) > 0 && segmentation.sizes[own - 1] > 1 ? (b - a) / max(a, b) : 0
    }
  }

  private static func memberships(
    of index: Int, in segmentation: CustomerSegmentation
  ) -> [CustomerPortrait.Membership] {
    guard let row = segmentation.memberships.map({ Array($0.row(index)) }) else { return [] }
    return row.indices.filter { row[$0] >= 0.01 }.sorted { (row[$1], $0) < (row[$0], $1) }
      .map { CustomerPortrait.Membership(segment: $0 + 1, probability: row[$0]) }
  }

  /// The mean distance of a row to the others of each segment.
  private static func meanDistances(of index: Int, in segmentation: CustomerSegmentation) -> [Double] {
    let features = segmentation.preparation.features
    var sums = [Double](repeating: 0, count: segmentation.k)
    for row in 0..<features.rowCount where segmentation.labels[row] > 0 {
      sums[segmentation.labels[row] - 1] += features.distance(index, row)
    }
    return sums.indices.map { s in
      let isOwn = s == segmentation.labels[index] - 1
      return sums[s] / Double(segmentation.sizes[s] - (isOwn ? 1 : 0))
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
