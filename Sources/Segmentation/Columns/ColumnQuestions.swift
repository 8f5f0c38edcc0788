import Analysis
import Tables

/// What can be asked of a column where no more is needed than the answer: how many, how large, how often.
///
/// A column in memory answers from its values (`LoadedColumn`). One that stays in a database can answer by a query each, and its
/// rows never travel. What needs a value for each row (pairs of columns, features, dots of a figure) takes the column itself.
///
/// Answers about numbers follow the definitions of `Analysis`, values and their types are those of `Tables`, and neither of the
/// two knows the other: this is the lowest room that sees both, and the room of a column elsewhere stands above it.
public protocol ColumnQuestions: Sendable {
  /// Why an answer may fail to come; `Never` for values at hand.
  associatedtype Failure: Error

  var name: String { get }
  var type: ColumnType { get }
  /// Rows, missing ones included.
  var count: Int { get }
  /// Rows without a value.
  func missingCount() throws(Failure) -> Int

  // MARK: Of any column

  /// Different values.
  func distinctCount() throws(Failure) -> Int
  /// The value of most rows, nil where there is none.
  func commonestValue() throws(Failure) -> ValueCount?
  /// Every value and its rows, in a fixed order.
  func valueCounts() throws(Failure) -> [ValueCount]
  /// First and last date, least and largest number; nil for values without an order.
  func valueRange() throws(Failure) -> (first: String, last: String)?

  // MARK: Of numbers; a column of anything else answers as one without values

  /// Moments, quartiles, zeros, infinities.
  func summary() throws(Failure) -> Summary
  /// Extremes and quartiles of the finite values.
  /// - Parameter range: only values in it count, its ends included; nil for all.
  func spread(in range: ClosedRange<Double>?) throws(Failure) -> FiniteSpread
  /// The same of the decimal logarithms of the positive finite values.
  func logarithmicSpread() throws(Failure) -> FiniteSpread
  /// Quantiles of the finite values, linear between neighbours; NaN for none.
  /// - Parameter shares: 0…1 each.
  func quantiles(_ shares: [Double]) throws(Failure) -> [Double]
  /// Values between edges: a bin holds its lower edge, the last one its upper edge too.
  /// - Parameter edges: two or more, rising.
  func counts(between edges: [Double]) throws(Failure) -> [Int]
  /// What lies beyond two bounds.
  func tails(below lower: Double, above upper: Double) throws(Failure) -> Tails
  /// The number of most rows, the least of equals; nil where there is no other than `excluded`.
  func commonestNumber(besides excluded: Double) throws(Failure) -> (value: Double, count: Int)?
  /// The skewness of `ln(x + 1)`, of all values and of those above zero.
  /// - Precondition: no value is negative or infinite.
  func logarithmicSkewness() throws(Failure) -> (all: Double, aboveZero: Double)
  /// More humps than one; nil where none is found.
  func humps() throws(Failure) -> Humps?
}

/// Numbers that lie below one bound and above another, bounds excluded.
public struct Tails: Sendable, Equatable {
  public let below: Int
  public let above: Int
  /// The sum of all values, and of those above.
  public let total: Double
  public let totalAbove: Double

  public init(below: Int, above: Int, total: Double, totalAbove: Double) {
    self.below = below
    self.above = above
    self.total = total
    self.totalAbove = totalAbove
  }
}
