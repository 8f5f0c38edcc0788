/// One quotient of two card columns for each row of a table.
public struct CardRatio: Sendable, Equatable {
  /// A value for each row of the table, NaN where the quotient is not defined.
  public let values: [Double]

  /// `numerator / denominator` where the denominator is above zero and the quotient finite, else NaN.
  init(_ numerator: [Double], over denominator: [Double]) {
    values = zip(numerator, denominator).map { top, bottom in
      let quotient = top / bottom
      return bottom > 0 && quotient.isFinite && bottom.isFinite ? quotient : .nan
    }
  }

  /// The rows of the table in which it is not defined: something is missing or infinite, or the denominator is not
  /// above zero.
  public var undefinedCount: Int { values.count { $0.isNaN } }
}
