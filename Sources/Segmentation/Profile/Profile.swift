import Analysis
import Machine
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

    package init(
      count: Int, mean: Double, median: Double, zeroShare: Double, meanDeviation: Double, medianDeviation: Double
    ) {
      (self.count, self.mean, self.median, self.zeroShare) = (count, mean, median, zeroShare)
      (self.meanDeviation, self.medianDeviation) = (meanDeviation, medianDeviation)
    }
  }

  /// The value that a table shows.
  public enum Measure: String, CaseIterable, Sendable { case median, mean }

  /// Columns of the table, in its order; of two answers the one that is counted, where the column's name does not say it.
  public let columns: [String]
  /// Places of columns whose values are answers and categories: their means are shares of customers, and medians say nothing.
  public let shares: Set<Int>
  /// Segment s at `segments[s - 1]`, a cell for each column.
  public let segments: [[Entry]]
  public let everyone: [Entry]
  /// Rows of each segment.
  public let sizes: [Int]

  /// Rows of all segments.
  /// Prepared rows, in a segment or in none.
  public let rowCount: Int
  public func share(of segment: Int) -> Double { Double(sizes[segment - 1]) / Double(rowCount) }

  /// Of what something else has counted.
  package init(
    columns: [String], shares: Set<Int>, segments: [[Entry]], everyone: [Entry], sizes: [Int], rowCount: Int
  ) {
    (self.columns, self.shares, self.segments, self.everyone) = (columns, shares, segments, everyone)
    (self.sizes, self.rowCount) = (sizes, rowCount)
  }

  /// Describes the segments of a table.
  /// - Parameters:
  ///   - table: the one the segmentation was made from.
  ///   - columns: columns to describe; nil for those that the features were made of.
  /// - Throws: `TableError` for a column that is not there; one that holds neither numbers nor answers is left out. `CancellationError`.
  /// - Complexity: O(columns · n log n).
  public init(
    of segmentation: CustomerSegmentation, table: Table, columns names: [String]? = nil,
    context: ComputeContext = .plain
  ) throws {
    let preparation = segmentation.preparation
    let transforms = preparation.transforms
    var members = [[Int]](repeating: [], count: segmentation.k)
    for (segment, size) in segmentation.sizes.enumerated() { members[segment].reserveCapacity(size) }
    for (segment, row) in zip(segmentation.labels, preparation.rows) where segment > 0 {
      members[segment - 1].append(row)
    }
    let wanted =
      try names?.map({ (name) throws(TableError) in Described(try table.index(of: name), in: table) })
      ?? transforms.compactMap({ Described($0, in: table) })
    let described = wanted.filter { $0.values != nil }
    let rows = members
    let measured = try parallelItems(described, context: context) { (wanted, context) throws(CancellationError) in
      let transform = transforms.first { $0.column == wanted.column && $0.category == nil }
      let measure = try CellMeasure(
        wanted.values ?? [], rows: preparation.rows, transform: wanted.isShare ? nil : transform, context: context)
      var segments: [Entry] = []
      for rows in rows { segments.append(try measure.cell(of: rows)) }
      return (everyone: try measure.cell(), segments: segments)
    }
    columns = described.map(\.name)
    shares = Set(described.indices.filter { described[$0].isShare })
    segments = rows.indices.map { s in measured.map { $0.segments[s] } }
    everyone = measured.map(\.everyone)
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

/// A column that a profile describes, or one value of it.
private struct Described {
  let column: String
  let name: String
  /// A value for each row of the table; nil where it holds neither numbers nor answers.
  let values: [Double]?
  /// Whether the values are ones and zeros.
  let isShare: Bool

  init(_ index: Int, in table: Table) {
    let column = table.columns[index]
    if let answer = table.answer(of: index) {
      self.init(column, category: answer)
    } else {
      self.init(column: column.name, name: column.name, values: column.numbers, isShare: false)
    }
  }

  /// nil for a column that the table does not have.
  init?(_ transform: FeatureTransform, in table: Table) {
    guard let index = table.columns.firstIndex(where: { $0.name == transform.column }) else { return nil }
    if let category = transform.category {
      self.init(table.columns[index], category: category)
    } else {
      self.init(index, in: table)
    }
  }

  private init(_ column: Column, category: String) {
    self.init(
      column: column.name, name: YesNoWords.isYes(category) ? column.name : "\(column.name) = \(category)",
      values: column.indicator(of: category), isShare: true)
  }

  private init(column: String, name: String, values: [Double]?, isShare: Bool) {
    self.column = column
    self.name = name
    self.values = values
    self.isShare = isShare
  }
}
