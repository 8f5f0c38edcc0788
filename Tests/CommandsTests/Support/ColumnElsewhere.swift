import Analysis
import Segmentation
import Tables

/// A column whose values nobody sees: it answers questions, or is gone.
struct ColumnElsewhere: ColumnQuestions {
  struct Gone: Error {}

  private let answers: LoadedColumn
  private let isGone: Bool

  init(_ answers: LoadedColumn, isGone: Bool = false) {
    self.answers = answers
    self.isGone = isGone
  }

  private func asked() throws(Gone) -> LoadedColumn {
    if isGone { throw Gone() }
    return answers
  }

  var name: String { answers.name }
  var type: ColumnType { answers.type }
  var count: Int { answers.count }
  func missingCount() throws(Gone) -> Int { try asked().missingCount() }
  func distinctCount() throws(Gone) -> Int { try asked().distinctCount() }
  func commonestValue() throws(Gone) -> ValueCount? { try asked().commonestValue() }
  func valueCounts() throws(Gone) -> [ValueCount] { try asked().valueCounts() }
  func valueRange() throws(Gone) -> (first: String, last: String)? { try asked().valueRange() }
  func summary() throws(Gone) -> Summary { try asked().summary() }
  func spread(in range: ClosedRange<Double>?) throws(Gone) -> FiniteSpread { try asked().spread(in: range) }
  func logarithmicSpread() throws(Gone) -> FiniteSpread { try asked().logarithmicSpread() }
  func quantiles(_ shares: [Double]) throws(Gone) -> [Double] { try asked().quantiles(shares) }
  func counts(between edges: [Double]) throws(Gone) -> [Int] { try asked().counts(between: edges) }
  func tails(below lower: Double, above upper: Double) throws(Gone) -> Tails {
    try asked().tails(below: lower, above: upper)
  }
  func commonestNumber(besides excluded: Double) throws(Gone) -> (value: Double, count: Int)? {
    try asked().commonestNumber(besides: excluded)
  }
  func humps() throws(Gone) -> Humps? { try asked().humps() }
  func logarithmicSkewness() throws(Gone) -> (all: Double, aboveZero: Double) { try asked().logarithmicSkewness() }
}
