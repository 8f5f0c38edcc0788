/// How a figure is written in a sentence.
public enum FigureFormat: String, CaseIterable, Sendable {
  /// A share as a percentage: 56.3%.
  case percent
  /// A sum of money, with the currency where one is set: 1,347.26.
  case amount
  /// A value as the table has it: 0.58, 12, 1,347.26.
  case number
  /// A year, without a comma: 1974.
  case year
  /// A quotient: 2.4.
  case times
  /// A whole number: 8,950.
  case count
  /// A silhouette or another score: 0.178.
  case score

  /// - Parameter currency: set before amounts; empty for none.
  func text(_ value: Double, currency: String) -> String {
    let sign = value < 0 ? "−" : ""
    let size = abs(value)
    switch self {
    case .percent: return sign + percentInWords(size)
    case .amount: return sign + currency + amountInWords(size)
    case .number: return sign + amountInWords(size)
    case .year: return sign + NumberNotation.name.sentence(size)
    case .times: return sign + decimals(size, size < 9.95 ? 1 : 0)
    case .count: return sign + decimals(size, 0)
    case .score: return sign + decimals(size, 3)
    }
  }
}

// `amount` and `percent` name cases above.
private func amountInWords(_ value: Double) -> String { amount(value) }
private func percentInWords(_ share: Double) -> String { percent(share) }
