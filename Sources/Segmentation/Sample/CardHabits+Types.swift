extension CardHabits {
  /// The habits of each type of customer.
  ///
  /// Shares and magnitudes are set so that the whole resembles what is publicly known of such portfolios: about a
  /// quarter of the customers draw cash and buy nothing, a fifth buy by installments alone, few pay every statement
  /// whole, and a few per cent make the tails.
  static func of(_ type: CustomerType) -> CardHabits {
    switch type {
    case .transactor:
      CardHabits(
        share: 0.125, creditLimit: Spread(4200, 0.75), openingUtilisation: 0...0.05,
        oneOff: Use(prevalence: 0.80, monthly: (0.42, 1.7), furtherEach: 0.9, amount: Spread(52, 1.0)),
        installments: Use(prevalence: 0.90, monthly: (0.18, 1.0), furtherEach: 0.15, amount: Spread(34, 0.75)),
        cash: .never,
        repayment: Repayment(
          full: (0.66, 2.8), skipped: (0.02, 1), most: 0.95, multiple: Spread(4, 0.8), ahead: 0.02),
        joinedLately: 0.12)
    case .installmentBuyer:
      CardHabits(
        share: 0.155, creditLimit: Spread(2500, 0.75), openingUtilisation: 0...0.10,
        oneOff: Use(prevalence: 0.24, monthly: (0.10, 0.8), furtherEach: 0.2, amount: Spread(55, 1.0)),
        installments: Use(prevalence: 1, monthly: (0.11, 1.1), furtherEach: 0.1, amount: Spread(32, 0.75)),
        cash: .never,
        repayment: Repayment(
          full: (0.03, 3.0), skipped: (0.05, 2), most: 0.80, multiple: Spread(2.2, 0.7), ahead: 0.02),
        joinedLately: 0.12)
    case .occasionalBuyer:
      CardHabits(
        share: 0.05, creditLimit: Spread(3200, 0.80), openingUtilisation: 0...0.40,
        oneOff: Use(prevalence: 1, monthly: (0.22, 1.3), furtherEach: 0.5, amount: Spread(72, 1.1)),
        installments: Use(prevalence: 0.12, monthly: (0.05, 0.8), furtherEach: 0, amount: Spread(45, 0.7)),
        cash: .never,
        repayment: Repayment(
          full: (0.02, 2.6), skipped: (0.06, 2), most: 0.50, multiple: Spread(1.6, 0.8), ahead: 0.02),
        joinedLately: 0.12)
    case .revolver:
      CardHabits(
        share: 0.085, creditLimit: Spread(3600, 0.75), openingUtilisation: 0.25...0.98,
        oneOff: Use(prevalence: 0.78, monthly: (0.40, 1.6), furtherEach: 0.8, amount: Spread(58, 1.0)),
        installments: Use(prevalence: 0.82, monthly: (0.20, 1.0), furtherEach: 0.15, amount: Spread(34, 0.75)),
        cash: Use(prevalence: 0.10, monthly: (0.08, 0.5), furtherEach: 0.5, amount: Spread(180, 1.2)),
        repayment: Repayment(full: (0.0015, 1), skipped: (0.05, 1.5), most: 0.04, multiple: Spread(1.02, 0.4)),
        joinedLately: 0.08)
    case .cashAdvanceUser:
      CardHabits(
        share: 0.2, creditLimit: Spread(3300, 0.80), openingUtilisation: -0.12...1,
        oneOff: .never,
        installments: .never,
        cash: Use(prevalence: 1, monthly: (0.20, 1.2), furtherEach: 0.95, amount: Spread(255, 1.3)),
        repayment: Repayment(full: (0.002, 2.2), skipped: (0.04, 1.5), most: 0.08, multiple: Spread(1.05, 0.4)),
        joinedLately: 0.16)
    case .mixedBorrower:
      CardHabits(
        share: 0.245, creditLimit: Spread(3900, 0.80), openingUtilisation: -0.12...1,
        oneOff: Use(prevalence: 0.86, monthly: (0.27, 1.6), furtherEach: 0.7, amount: Spread(58, 1.0)),
        installments: Use(prevalence: 0.74, monthly: (0.15, 1.2), furtherEach: 0.15, amount: Spread(34, 0.75)),
        cash: Use(prevalence: 1, monthly: (0.18, 1.2), furtherEach: 0.95, amount: Spread(250, 1.25)),
        repayment: Repayment(full: (0.003, 2.2), skipped: (0.03, 1.5), most: 0.12, multiple: Spread(1.05, 0.5)),
        joinedLately: 0.12)
    case .bigSpender:
      CardHabits(
        share: 0.034, creditLimit: Spread(9000, 0.42), openingUtilisation: 0.02...0.60,
        oneOff: Use(prevalence: 0.96, monthly: (0.90, 1.4), furtherEach: 3.0, amount: Spread(90, 0.75)),
        installments: Use(prevalence: 0.85, monthly: (0.40, 0.9), furtherEach: 0.4, amount: Spread(65, 0.75)),
        cash: Use(prevalence: 0.12, monthly: (0.08, 0.6), furtherEach: 0.5, amount: Spread(600, 1.0)),
        repayment: Repayment(full: (0.30, 3.0), skipped: (0.01, 1), most: 0.60, multiple: Spread(3, 0.8)),
        joinedLately: 0.05)
    case .dormant:
      CardHabits(
        share: 0.04, creditLimit: Spread(3000, 0.80), openingUtilisation: 0...0.02,
        oneOff: Use(prevalence: 0.45, monthly: (0.05, 0.6), furtherEach: 0.1, amount: Spread(55, 1.1)),
        installments: Use(prevalence: 0.45, monthly: (0.025, 0.6), furtherEach: 0, amount: Spread(35, 0.7)),
        cash: Use(prevalence: 0.15, monthly: (0.04, 0.4), furtherEach: 0.1, amount: Spread(150, 1.2)),
        repayment: Repayment(
          full: (0.01, 3.0), skipped: (0.45, 4), most: 0.6, multiple: Spread(1.5, 0.8), ahead: 0.04),
        joinedLately: 0.10)
    case .newcomer:
      CardHabits(
        share: 0.04, creditLimit: Spread(1600, 0.65), openingUtilisation: 0...0,
        oneOff: Use(prevalence: 0.55, monthly: (0.28, 1.2), furtherEach: 0.5, amount: Spread(58, 1.0)),
        installments: Use(prevalence: 0.50, monthly: (0.18, 1.0), furtherEach: 0.1, amount: Spread(34, 0.75)),
        cash: Use(prevalence: 0.55, monthly: (0.25, 0.9), furtherEach: 0.7, amount: Spread(200, 1.2)),
        repayment: Repayment(full: (0.015, 2.4), skipped: (0.10, 2.5), most: 0.25, multiple: Spread(1.2, 0.6)),
        joinedLately: 1)
    case .delinquent:
      CardHabits(
        share: 0.026, creditLimit: Spread(1900, 0.65), openingUtilisation: 0.55...1,
        oneOff: Use(prevalence: 0.40, monthly: (0.15, 1.0), furtherEach: 0.4, amount: Spread(55, 1.0)),
        installments: Use(prevalence: 0.45, monthly: (0.12, 0.9), furtherEach: 0.1, amount: Spread(35, 0.7)),
        cash: Use(prevalence: 0.50, monthly: (0.12, 0.8), furtherEach: 0.6, amount: Spread(200, 1.2)),
        repayment: Repayment(full: (0.002, 0.5), skipped: (0.75, 2), most: 0, multiple: Spread(0.6, 0.6)),
        joinedLately: 0.16)
    }
  }
}
