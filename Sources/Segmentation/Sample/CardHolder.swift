import Analysis
import Glibc
import Machine

/// One customer's own habits, drawn around those of their type.
struct CardHolder: Sendable {
  /// A way of moving money with the card, as this customer does it.
  struct Use: Sendable {
    let monthlyChance: Double
    let furtherEach: Double
    let amount: CardHabits.Spread

    /// `nil` when this customer never does it.
    init?(_ use: CardHabits.Use, means: Double, draws: inout Xoshiro256) {
      guard draws.chance(use.prevalence) else { return nil }
      monthlyChance = draws.personalChance(around: use.monthly.chance, sigma: use.monthly.sigma)
      furtherEach = use.furtherEach * draws.logNormal(.init(1, 0.7))
      // Three quarters of the spread lies between customers, the rest between one customer's transactions.
      amount = .init(
        means * draws.logNormal(.init(use.amount.median, use.amount.sigma * 0.75)), use.amount.sigma * 0.66)
    }
  }

  /// Months as a customer within the window of twelve.
  let months: Int
  let creditLimit: Double
  /// The limit after it was raised within the window, and the month in which that happened.
  let raise: (month: Int, limit: Double)?
  let openingBalance: Double
  /// Interest on what is carried from month to month.
  let monthlyInterest: Double
  let oneOff: Use?
  let installments: Use?
  let cash: Use?
  /// Chances of paying a statement whole, and of paying nothing otherwise.
  let fullPayment: Double
  let noPayment: Double
  /// Pays most of a statement rather than a multiple of the minimum.
  let paysMost: Bool
  /// Pays as soon as anything is bought, so that no statement ever shows a debt.
  let paysAhead: Bool
  let repayment: CardHabits.Repayment

  init(_ habits: CardHabits, draws: inout Xoshiro256) {
    months = draws.chance(habits.joinedLately) ? 6 + Int(draws.nextUnit() * 6) : 12
    creditLimit = Self.offered(near: draws.logNormal(habits.creditLimit))
    raise =
      draws.chance(0.02)
      ? (1 + Int(draws.nextUnit() * Double(months - 1)), Self.offered(near: creditLimit * draws.uniform(1.2...2.0)))
      : nil
    paysAhead = draws.chance(habits.repayment.ahead)
    let utilisation = draws.uniform(habits.openingUtilisation)
    openingBalance = paysAhead ? 0 : creditLimit * max(0, utilisation)
    monthlyInterest = draws.uniform(0.005...0.019)
    // Who has a higher limit also buys and draws in larger amounts, though not in proportion.
    let means = pow(creditLimit / habits.creditLimit.median, 0.45)
    oneOff = Use(habits.oneOff, means: means, draws: &draws)
    installments = Use(habits.installments, means: means, draws: &draws)
    cash = Use(habits.cash, means: means, draws: &draws)
    repayment = habits.repayment
    fullPayment = draws.personalChance(around: repayment.full.chance, sigma: repayment.full.sigma)
    noPayment = draws.personalChance(around: repayment.skipped.chance, sigma: repayment.skipped.sigma)
    paysMost = draws.chance(repayment.most)
  }

  /// Limits come in steps, coarser the higher they are.
  private static func offered(near amount: Double) -> Double {
    switch amount {
    case ..<900: max(100, (amount / 100).rounded() * 100)
    case ..<1_100: 1_000
    case ..<1_350: 1_200
    case ..<1_650: 1_500
    case ..<1_900: 1_800
    default: min(30_000, (amount / 500).rounded() * 500)
    }
  }
}
