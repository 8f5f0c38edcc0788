/// What a type of customer tends to do: the documented model behind the sample, one value a type.
///
/// A customer of the type gets habits of their own, drawn around these; the account is then lived through month by
/// month (`CardAccount`), and the eighteen columns are counted from those months. Amounts are in the (unnamed)
/// currency of the table; chances are per month unless said otherwise.
struct CardHabits: Sendable {
  /// A positive quantity: its median, and the standard deviation of its logarithm.
  struct Spread: Sendable {
    let median: Double
    let sigma: Double
    init(_ median: Double, _ sigma: Double) {
      self.median = median
      self.sigma = sigma
    }
  }

  /// One way of moving money with the card.
  struct Use: Sendable {
    /// Chance that a customer of the type does this at all.
    let prevalence: Double
    /// Chance of a month in which it happens, for the customer in the middle, and how far customers differ (in log
    /// odds).
    let monthly: (chance: Double, sigma: Double)
    /// Further transactions in such a month, on average.
    let furtherEach: Double
    /// What one transaction is worth.
    let amount: Spread

    static let never = Use(prevalence: 0, monthly: (0.5, 0), furtherEach: 0, amount: Spread(1, 0))
  }

  /// How the statement of the month before is answered.
  struct Repayment: Sendable {
    /// Chance of paying all of it, for the customer in the middle, and how far customers differ (in log odds).
    let full: (chance: Double, sigma: Double)
    /// Otherwise: chance of paying nothing, given in the same way.
    let skipped: (chance: Double, sigma: Double)
    /// Share of customers who otherwise pay most of it (40 to 95 per cent); the others pay a multiple of the minimum.
    let most: Double
    /// That multiple.
    let multiple: Spread
    /// Share of customers who instead pay at once whatever they buy, before any statement.
    var ahead = 0.0
  }

  /// Share of all customers.
  let share: Double
  let creditLimit: Spread
  /// How much of the limit is already used when the window opens; what falls below zero stands for an account at rest.
  let openingUtilisation: ClosedRange<Double>
  let oneOff: Use
  /// For installments, `monthly` is the chance of a month with a new plan, and `amount` its monthly rate.
  let installments: Use
  let cash: Use
  let repayment: Repayment
  /// Chance that the customer joined within the window.
  let joinedLately: Double
}
