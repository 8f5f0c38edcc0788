import Machine

/// In tests alone: what is drawn there needs no sequence that stays.
extension Xoshiro256: RandomNumberGenerator {}

/// Columns of numbers as tables have them: ties, gaps, constants, zeros, tails, infinities.
enum DrawnKind: CaseIterable {
  case cents, fewNumbers, constant, negative, skewed, zeros, powersOfTen, infinite, twoAnswers, narrow, wholes

  func number(_ draws: inout Xoshiro256) -> Double {
    switch self {
    case .cents: (Double.random(in: 0...1_000, using: &draws) * 100).rounded() / 100
    case .fewNumbers: Double(Int.random(in: 0...4, using: &draws))
    case .constant: 12.5
    case .negative: Double.random(in: -50...30, using: &draws)
    case .skewed: (Double.random(in: 0...1, using: &draws) * 6).exponential
    case .zeros: Bool.random(using: &draws) ? 0 : (Double.random(in: 0...9, using: &draws) * 4).rounded() / 4
    case .powersOfTen: [0.001, 1, 10, 100, 1e6].randomElement(using: &draws) ?? 1
    case .infinite: [-.infinity, -2, 0, 0.5, 7, .infinity].randomElement(using: &draws) ?? 0
    case .twoAnswers: Double(Int.random(in: 0...1, using: &draws))
    case .narrow: 1e6 + Double(Int.random(in: 0...9, using: &draws)) / 8
    case .wholes: Double(Int.random(in: -100_000...100_000, using: &draws))
    }
  }

  /// - Parameter gaps: the share of values that are missing.
  func column(_ name: String, rows: Int, gaps: Double, _ draws: inout Xoshiro256) -> DrawnColumn {
    DrawnColumn(
      name, (0..<rows).map { _ in Double.random(in: 0..<1, using: &draws) < gaps ? .nan : number(&draws) })
  }
}

extension Double {
  /// Two to the power, without the C library's last digits.
  fileprivate var exponential: Double {
    Double(sign: .plus, exponent: Int(self), significand: 1 + (self - self.rounded(.down)))
  }

  /// Whether it is another number, or no number either, but for a part of `scale`.
  func isClose(to other: Double, within part: Double = 1e-12, of scale: Double = 0) -> Bool {
    if self == other || (isNaN && other.isNaN) { return true }
    return abs(self - other) <= part * max(abs(self), abs(other), scale)
  }
}
