import Analysis
import Tables

/// A column in memory, made ready to be asked: its numbers are sorted once, and every answer reads them in order.
public struct LoadedColumn: ColumnQuestions {
  private let column: Column
  /// Rising, infinities at the ends; none for a column of anything but numbers.
  private let sorted: [Double]
  /// Where the finite ones stand.
  private let finite: Range<Int>

  /// - Complexity: O(n log n) for numbers, O(1) for anything else.
  public init(_ column: Column) {
    self.init(column, sorted: Self.present(column).sorted())
  }

  /// The same of many values, on several threads.
  /// - Throws: `CancellationError` once cancelled.
  public init(_ column: Column, context: ComputeContext) throws(CancellationError) {
    self.init(column, sorted: try rising(Self.present(column), context: context))
  }

  /// The numbers that are there, in the order of the rows.
  private static func present(_ column: Column) -> [Double] {
    guard let numbers = column.numbers, column.missingCount > 0 else { return column.numbers ?? [] }
    var present: [Double] = []
    present.reserveCapacity(numbers.count)
    for number in numbers where !number.isNaN { present.append(number) }
    return present
  }

  /// Numbers that are no column of a table, such as those of some rows; NaN is missing.
  public init(_ name: String, numbers: [Double]) {
    self.init(Column(name: name, numbers: numbers))
  }

  private init(_ column: Column, sorted: [Double]) {
    self.column = column
    self.sorted = sorted
    let start = sorted.firstPlace { $0 > -.infinity }
    finite = start..<max(start, sorted.firstPlace { $0 == .infinity })
  }

  private var finiteValues: [Double] { finite == sorted.indices ? sorted : Array(sorted[finite]) }

  public var name: String { column.name }
  public var type: ColumnType { column.values.type }
  public var count: Int { column.count }
  public func missingCount() -> Int { column.numbers == nil ? column.missingCount : column.count - sorted.count }
  public func distinctCount() -> Int { column.distinctCount }
  public func commonestValue() -> ValueCount? { column.commonestValue() }
  public func valueCounts() -> [ValueCount] { column.valueCounts() }
  public func valueRange() -> (first: String, last: String)? { column.valueRange() }

  public func summary() -> Summary { Summary(sorted: sorted, missing: column.count - sorted.count) }

  public func spread(in range: ClosedRange<Double>?) -> FiniteSpread {
    guard let range else { return FiniteSpread(sorted: finiteValues) }
    let start = max(finite.lowerBound, sorted.firstPlace { $0 >= range.lowerBound })
    let end = min(finite.upperBound, sorted.firstPlace { $0 > range.upperBound })
    return FiniteSpread(sorted: Array(sorted[start..<max(start, end)]))
  }

  public func logarithmicSpread() -> FiniteSpread {
    FiniteSpread(sorted[finite].drop { $0 <= 0 }.map(decimalLogarithm))
  }

  public func quantiles(_ shares: [Double]) -> [Double] {
    let values = finiteValues
    return shares.map { quantile(sorted: values, $0) }
  }

  /// - Complexity: O(bins log n).
  public func counts(between edges: [Double]) -> [Int] {
    let last = edges.count - 1
    let places = edges.indices.map { edge in
      sorted.firstPlace { edge == last ? $0 > edges[edge] : $0 >= edges[edge] }
    }
    return zip(places, places.dropFirst()).map { max(0, $1 - $0) }
  }

  public func tails(below lower: Double, above upper: Double) -> Tails {
    let start = sorted.firstPlace { $0 > upper }
    return Tails(
      below: sorted.firstPlace { $0 >= lower }, above: sorted.count - start, total: sum(sorted[...]),
      totalAbove: sum(sorted[start...]))
  }

  public func commonestNumber(besides excluded: Double) -> (value: Double, count: Int)? {
    var best: (value: Double, count: Int)?
    var place = 0
    // Equal numbers stand in a row, and one that begins here counts only if it reaches beyond as many as the longest so far has.
    while place + (best?.count ?? 0) < sorted.count {
      let (value, far) = (sorted[place], place + (best?.count ?? 0))
      if sorted[far] != value {
        place = far - sorted[place..<far].reversed().prefix { $0 == sorted[far] }.count
        continue
      }
      let end = sorted[far...].firstPlace { $0 > value }
      if value != excluded { best = (value, end - place) }
      place = end
    }
    return best
  }

  public func humps() -> Humps? { Humps(sorted: sorted) }

  public func logarithmicSkewness() -> (all: Double, aboveZero: Double) {
    let logarithms = logarithmsOfNext(sorted)
    let all = skewness(logarithms)
    // Zeros come first: none is below.
    let positive = logarithms.firstPlace { $0 > 0 }
    return (all, positive == 0 ? all : skewness(logarithms[positive...]))
  }
}
