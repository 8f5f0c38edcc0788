import Analysis
import Tables

/// Two segments side by side: in which columns they differ, and by how much.
///
/// Numbers are compared by the chance that a customer of the one segment has more than one of the other, ties counting half
/// (A. Vargha and H. D. Delaney 2000, doi:10.3102/10769986025002101); answers and categories by the difference of shares, which is the same
/// measure of zeros and ones. A column differs when that lies beyond a negligible effect and beyond what chance makes of so many columns.
public struct SegmentContrast: Sendable, Equatable {
  /// One column in which the two differ.
  public struct Difference: Sendable, Equatable {
    public let column: String
    /// The value whose shares are compared; nil for numbers, of which it is the medians.
    public let value: String?
    /// How the numbers are written.
    public var notation = NumberNotation.measure
    /// The median or the share, 0…1, in the first and in the second.
    public let first: Double
    public let second: Double
    /// Customers with a value.
    public let counts: (first: Int, second: Int)
    /// Cliff's delta, −1…1: how much likelier the first has more than the second than the other way round; of shares their difference.
    public let effect: Double

    /// The chance that a customer of the first has more than one of the second, ties counting half.
    public var superiority: Double { (effect + 1) / 2 }

    public static func == (a: Self, b: Self) -> Bool {
      a.column == b.column && a.value == b.value && a.first == b.first && a.second == b.second && a.counts == b.counts
        && a.effect == b.effect
    }
  }

  /// The segments that are compared, 1…k.
  public let segments: (first: Int, second: Int)
  public let sizes: (first: Int, second: Int)
  /// The strongest first; of equals, the table's first.
  public let differences: [Difference]
  /// Columns in which no difference was found, in the table's order.
  public let alike: [String]
  /// Columns that fewer than `leastCount` customers of one of the two have a value of.
  public let scarce: [String]
  /// Columns that say nothing of what customers are like, each with its role.
  public let leftOut: [(column: String, role: ColumnRole)]

  /// Customers from whom a trait is read, at least, in each of the two.
  public static let leastCount = 10
  /// Below this Cliff's delta is negligible (J. Romano et al. 2006, Florida Association of Institutional Research).
  public static let leastEffect = 0.147
  /// The chance of naming any column without need, shared among all that are compared (C. Bonferroni).
  public static let level = 0.05

  /// - Parameters:
  ///   - first: a segment, 1…k, and `second` another one.
  ///   - table: the one the segmentation was made from.
  /// - Throws: `CancellationError`.
  /// - Complexity: O(columns · n log n).
  public init(
    of first: Int, and second: Int, in segmentation: CustomerSegmentation, table: Table,
    context: ComputeContext = .plain
  ) throws(CancellationError) {
    segments = (first, second)
    sizes = (segmentation.sizes[first - 1], segmentation.sizes[second - 1])
    let members = (
      segmentation.members(of: first).map { segmentation.preparation.rows[$0] },
      segmentation.members(of: second).map { segmentation.preparation.rows[$0] }
    )
    var found: [(comparison: ColumnContrast, place: Int)] = []
    var (scarce, leftOut): ([String], [(column: String, role: ColumnRole)]) = ([], [])
    for index in table.columns.indices {
      try context.checkpoint(Double(index) / Double(table.columns.count))
      let role = table.role(of: index).role
      guard role.isTelling else {
        leftOut.append((table.columns[index].name, role))
        continue
      }
      if let comparison = try ColumnContrast(index, of: table, members, context: context) {
        found.append((comparison, index))
      } else {
        scarce.append(table.columns[index].name)
      }
    }
    let chance = Self.level / Double(max(1, found.reduce(0) { $0 + $1.comparison.questions }))
    let differing = found.filter { $0.comparison.differs(atChance: chance) }
    let alike = found.filter { !$0.comparison.differs(atChance: chance) }
    differences = differing.sorted {
      let (a, b) = (abs($0.comparison.difference.effect), abs($1.comparison.difference.effect))
      return (b, $0.place) < (a, $1.place)
    }.map(\.comparison.difference)
    self.alike = alike.map(\.comparison.difference.column)
    self.scarce = scarce
    self.leftOut = leftOut
  }

  public static func == (a: Self, b: Self) -> Bool {
    a.segments == b.segments && a.sizes == b.sizes && a.differences == b.differences && a.alike == b.alike
      && a.scarce == b.scarce && a.leftOut.elementsEqual(b.leftOut) { $0 == $1 }
  }
}
