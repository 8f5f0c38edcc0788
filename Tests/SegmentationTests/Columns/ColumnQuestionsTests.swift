import Analysis
import Machine
import Synchronization
import Tables
import Testing

@testable import Segmentation

/// A column that is not at hand: it answers over a line that may break.
private final class DistantColumn: ColumnQuestions {
  struct Lost: Error {}

  private let answers: LoadedColumn
  private let left: Mutex<Int>

  /// - Parameter questions: answered before the line breaks.
  init(_ answers: LoadedColumn, questions: Int) {
    self.answers = answers
    left = Mutex(questions)
  }

  var name: String { answers.name }
  var type: ColumnType { answers.type }
  var count: Int { answers.count }

  private func asked() throws(Lost) -> LoadedColumn {
    let isAnswered = left.withLock { left in
      left -= 1
      return left >= 0
    }
    guard isAnswered else { throw Lost() }
    return answers
  }

  func humps() throws(Lost) -> Humps? { try asked().humps() }
  func missingCount() throws(Lost) -> Int { try asked().missingCount() }
  func distinctCount() throws(Lost) -> Int { try asked().distinctCount() }
  func commonestValue() throws(Lost) -> ValueCount? { try asked().commonestValue() }
  func valueCounts() throws(Lost) -> [ValueCount] { try asked().valueCounts() }
  func valueRange() throws(Lost) -> (first: String, last: String)? { try asked().valueRange() }
  func summary() throws(Lost) -> Summary { try asked().summary() }
  func spread(in range: ClosedRange<Double>?) throws(Lost) -> FiniteSpread { try asked().spread(in: range) }
  func logarithmicSpread() throws(Lost) -> FiniteSpread { try asked().logarithmicSpread() }
  func quantiles(_ shares: [Double]) throws(Lost) -> [Double] { try asked().quantiles(shares) }
  func counts(between edges: [Double]) throws(Lost) -> [Int] { try asked().counts(between: edges) }
  func tails(below lower: Double, above upper: Double) throws(Lost) -> Tails {
    try asked().tails(below: lower, above: upper)
  }
  func commonestNumber(besides excluded: Double) throws(Lost) -> (value: Double, count: Int)? {
    try asked().commonestNumber(besides: excluded)
  }
  func logarithmicSkewness() throws(Lost) -> (all: Double, aboveZero: Double) { try asked().logarithmicSkewness() }
}

@Suite("What a column answers")
struct ColumnQuestionsTests {
  /// Numbers with ties, zeros, missing ones and infinities.
  private func numbers(seed: UInt64) -> [Double] {
    var draws = Xoshiro256(seed: seed)
    return (0..<Int(draws.next() % 200)).map { _ in
      switch draws.next() % 12 {
      case 0: .nan
      case 1: [-.infinity, .infinity][Int(draws.next() % 2)]
      case 2, 3: 0
      default: Double(draws.next() % 40) - 12
      }
    }
  }

  @Test("is what its values say, one by one")
  func naive() {
    for seed in 0..<200 {
      let values = numbers(seed: UInt64(seed))
      let column = LoadedColumn("A", numbers: values)
      let (there, finite) = (values.filter { !$0.isNaN }, values.filter(\.isFinite))
      #expect(column.missingCount() == values.count - there.count)
      #expect(column.distinctCount() == Set(there).count, "seed \(seed)")
      let edges = [-12.0, -3, 0, 0.5, 20]
      #expect(column.counts(between: edges) == HistogramBins(values, edges: edges).counts, "seed \(seed)")
      let tails = column.tails(below: -3, above: 10)
      #expect(tails.below == there.count { $0 < -3 } && tails.above == there.count { $0 > 10 })
      let inside = finite.filter { (-5...5).contains($0) }
      let spread = column.spread(in: -5...5)
      #expect(spread.count == inside.count)
      if let low = inside.min(), let high = inside.max() {
        #expect(spread.low == low && spread.high == high, "seed \(seed)")
        #expect(spread.firstQuartile == quantile(sorted: inside.sorted(), 0.25))
      }
      let counted = Dictionary(grouping: there.filter { $0 != 0 }, by: { $0 }).mapValues(\.count)
      let most = counted.values.max()
      let commonest = column.commonestNumber(besides: 0)
      #expect(commonest?.count == most, "seed \(seed)")
      #expect(commonest?.value == counted.filter { $0.value == most }.keys.min(), "seed \(seed)")
      if !finite.isEmpty { #expect(column.quantiles([0, 1]) == [finite.min(), finite.max()]) }
    }
  }

  @Test("is enough for what is worth noticing, wherever its values are; an answer that does not come is an error")
  func distant() throws {
    let values = numbers(seed: 5).map { abs($0) }.filter(\.isFinite)
    let column = LoadedColumn("A", numbers: values)
    let expected = ColumnFindings(column: "A", values: values)
    #expect(try ColumnFindings(asking: DistantColumn(column, questions: 20)) == expected)
    #expect(throws: DistantColumn.Lost.self) { try ColumnFindings(asking: DistantColumn(column, questions: 2)) }
  }

  @Test("of text, truths and dates: values and their rows, the commonest, the first and the last")
  func others() throws {
    let text = LoadedColumn(Column(name: "T", text: ["b", "a", nil, "a", "c"]))
    #expect(text.valueCounts().map(\.value) == ["b", "a", "c"])
    #expect(text.commonestValue() == ValueCount(value: "a", count: 2))
    #expect(text.distinctCount() == 3 && text.valueRange() == nil && text.summary().count == 0)
    let truths = LoadedColumn(Column(name: "B", values: .booleans([true, nil, false, true])))
    #expect(truths.valueCounts() == [ValueCount(value: "false", count: 1), ValueCount(value: "true", count: 2)])
    let days: [Int64] = [86_400_000_000, DateColumn.missing, 0]
    let dates = LoadedColumn(Column(name: "D", values: .dates(DateColumn(microseconds: days, precision: .day))))
    let range = try #require(dates.valueRange())
    #expect(range.first == "1970-01-01" && range.last == "1970-01-02" && dates.distinctCount() == 2)
  }
}
