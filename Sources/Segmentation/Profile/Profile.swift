import Analysis
import Tables

/// Segments × columns on the values as they were loaded: what each segment is like, and how far from everyone.
///
/// "Everyone" is the rows that the recipe uses. Missing values are left out of means and medians.
public struct Profile: Sendable, Equatable {
  /// One place of the table: a segment, or everyone, in one column.
  public struct Entry: Sendable, Equatable {
    /// Rows with a value.
    public let count: Int
    /// NaN when no row has a value.
    public let mean: Double
    public let median: Double
    /// Share of zeros among the values, 0…1.
    public let zeroShare: Double
    /// How far the mean lies from everyone's, in standard deviations of everyone, after the recipe's logarithm where
    /// it takes one: a heavy tail does not drown what sets a segment apart. 0 for everyone, and where nothing varies.
    public let meanDeviation: Double
    /// The same for medians.
    public let medianDeviation: Double
  }

  /// The value that a table shows.
  public enum Measure: String, CaseIterable, Sendable { case median, mean }

  /// Columns of the table, in its order.
  public let columns: [String]
  /// Segment s at `segments[s - 1]`, a cell for each column.
  public let segments: [[Entry]]
  public let everyone: [Entry]
  /// Rows of each segment.
  public let sizes: [Int]

  /// Rows of all segments.
  /// Prepared rows, in a segment or in none.
  public let rowCount: Int
  public func share(of segment: Int) -> Double { Double(sizes[segment - 1]) / Double(rowCount) }

  /// Describes the segments of a table.
  /// - Parameters:
  ///   - table: the one the segmentation was made from.
  ///   - columns: numeric columns to describe; nil for those that the features were made of.
  /// - Throws: `TableError` for a column that is not there; one that does not hold numbers is left out. `CancellationError`.
  /// - Complexity: O(columns · n log n).
  public init(
    of segmentation: CustomerSegmentation, table: Table, columns names: [String]? = nil,
    context: ComputeContext = .plain
  ) throws {
    let preparation = segmentation.preparation
    let transforms = preparation.transforms.filter { $0.category == nil }
    var columns: [String] = []
    var segments = [[Entry]](repeating: [], count: segmentation.k)
    var everyone: [Entry] = []
    var members = [[Int]](repeating: [], count: segmentation.k)
    for (segment, size) in segmentation.sizes.enumerated() { members[segment].reserveCapacity(size) }
    for (segment, row) in zip(segmentation.labels, preparation.rows) where segment > 0 {
      members[segment - 1].append(row)
    }
    for name in names ?? transforms.map(\.column) {
      let column = try table.column(name)
      guard let numbers = column.numbers else { continue }
      try context.checkCancellation()
      let measure = try CellMeasure(
        numbers, rows: preparation.rows, transform: transforms.first { $0.column == column.name }, context: context)
      columns.append(column.name)
      everyone.append(try measure.cell())
      for s in segments.indices { segments[s].append(try measure.cell(of: members[s])) }
    }
    self.columns = columns
    self.segments = segments
    self.everyone = everyone
    sizes = segmentation.sizes
    rowCount = segmentation.labels.count
  }

  /// The columns that tell the segments apart best, strongest first: by the largest deviation of any segment.
  public func strongest(_ limit: Int, by measure: Measure = .mean) -> [Int] {
    let strength = columns.indices.map { j in
      segments.map { abs(measure == .mean ? $0[j].meanDeviation : $0[j].medianDeviation) }.max() ?? 0
    }
    return Array(columns.indices.sorted { (strength[$1], $0) < (strength[$0], $1) }.prefix(limit))
  }
}

extension Profile.Entry {
  public func value(_ measure: Profile.Measure) -> Double { measure == .mean ? mean : median }
  public func deviation(_ measure: Profile.Measure) -> Double { measure == .mean ? meanDeviation : medianDeviation }
}
