import Analysis
import Machine

/// A card account lived through month by month, and what is counted along the way.
///
/// Each month the last statement is answered with a payment, then the month's purchases, installments and cash are
/// added, then interest on what was carried; that makes the next statement and the minimum due on it. Columns are
/// counted from these months, so they fit together as those of a real account do.
struct CardAccount: Sendable {
  private(set) var balances: [Double] = []
  private(set) var updates = 0
  private(set) var oneOffCents = 0
  private(set) var installmentCents = 0
  private(set) var cashAdvance = 0.0
  private(set) var monthsWithPurchase = 0
  private(set) var monthsWithOneOff = 0
  private(set) var monthsWithInstallment = 0
  private(set) var monthsWithCash = 0
  private(set) var purchaseCount = 0
  private(set) var cashCount = 0
  private(set) var limits: [Double] = []
  private(set) var payments = 0.0
  private(set) var minimumPayments = 0.0
  private(set) var statementsDue = 0
  private(set) var statementsPaid = 0

  /// A running purchase by installments.
  private struct Plan {
    let cents: Int
    var monthsLeft: Int
  }

  private var plans: [Plan] = []
  private var statement = 0.0
  private var minimumDue = 0.0
  private var missedInARow = 0
  /// Bought or drawn this month.
  private var added = 0.0

  init(of holder: CardHolder, draws: inout Xoshiro256) {
    statement = holder.openingBalance
    minimumDue = minimum(on: statement, interest: 0, overdue: 0, limit: holder.creditLimit)
    openPlans(holder, draws: &draws)
    for month in 0..<holder.months {
      let limit = holder.raise.map { month >= $0.month ? $0.limit : holder.creditLimit } ?? holder.creditLimit
      limits.append(limit)
      live(month, holder, limit: limit, draws: &draws)
    }
  }

  /// True once something was bought or drawn: who did neither is not among the customers.
  var isActive: Bool { purchaseCount > 0 || cashCount > 0 }

  private mutating func live(_ month: Int, _ holder: CardHolder, limit: Double, draws: inout Xoshiro256) {
    let paid = holder.paysAhead ? 0 : payStatement(holder, draws: &draws)
    let overdue = max(0, minimumDue - paid)
    let carried = max(0, statement - paid)
    missedInARow = overdue > 0 ? missedInARow + 1 : 0

    added = 0
    let room = limit * 1.02 - carried
    let bought = buy(holder, room: room, draws: &draws)
    drawCash(holder, room: room, draws: &draws)
    if holder.paysAhead {
      payments += added
      added = 0
    }

    let interest = carried * holder.monthlyInterest
    statement = carried + added + interest
    minimumDue = minimum(on: statement, interest: interest, overdue: overdue, limit: limit)
    minimumPayments += minimumDue
    balances.append(statement)
    // A full year shows eleven changes from month to month; who joined within it also shows the first.
    let visible = month > 0 || holder.months < 12
    if visible, paid > 0 || added > 0 || interest > 0 { updates += 1 }
    if bought { monthsWithPurchase += 1 }
  }

  private mutating func payStatement(_ holder: CardHolder, draws: inout Xoshiro256) -> Double {
    guard statement > 0 else { return 0 }
    statementsDue += 1
    let paid: Double
    if draws.chance(holder.fullPayment) {
      paid = statement
    } else if draws.chance(holder.noPayment) {
      paid = 0
    } else if holder.paysMost {
      paid = statement * draws.uniform(0.4...0.95)
    } else {
      paid = min(statement, minimumDue * draws.logNormal(holder.repayment.multiple))
    }
    if paid == statement { statementsPaid += 1 }
    payments += paid
    return paid
  }

  /// Two per cent or the interest and one per cent, at least 15; what is overdue or over the limit falls due at once,
  /// and after five missed months everything does.
  private func minimum(on statement: Double, interest: Double, overdue: Double, limit: Double) -> Double {
    guard missedInARow < 5 else { return statement }
    let regular = max(15, max(0.02 * statement, 0.01 * statement + interest))
    return min(statement, regular + overdue + max(0, statement - limit))
  }

  private mutating func openPlans(_ holder: CardHolder, draws: inout Xoshiro256) {
    guard let use = holder.installments, holder.months == 12 else { return }
    for _ in 0..<draws.poisson(min(use.monthlyChance * 4, 4)) {
      plans.append(Plan(cents: cents(draws.logNormal(use.amount)), monthsLeft: 1 + Int(draws.nextUnit() * 8)))
    }
  }

  /// Buys, and returns whether anything was bought.
  private mutating func buy(_ holder: CardHolder, room: Double, draws: inout Xoshiro256) -> Bool {
    let before = purchaseCount
    if let use = holder.oneOff, draws.chance(use.monthlyChance) {
      for _ in 0...draws.poisson(use.furtherEach) { buyOnce(cents(draws.logNormal(use.amount)), room: room) }
      if purchaseCount > before { monthsWithOneOff += 1 }
    }
    if let use = holder.installments, draws.chance(use.monthlyChance) {
      for _ in 0...draws.poisson(use.furtherEach) {
        let length = [3, 3, 4, 6, 6, 10, 12, 12][Int(draws.nextUnit() * 8)]
        let rate = cents(draws.logNormal(use.amount))
        if Double(rate) / 100 + added <= room { plans.append(Plan(cents: rate, monthsLeft: length)) }
      }
    }
    payInstallments()
    return purchaseCount > before
  }

  private mutating func buyOnce(_ cents: Int, room: Double) {
    guard Double(cents) / 100 + added <= room else { return }
    oneOffCents += cents
    added += Double(cents) / 100
    purchaseCount += 1
  }

  private mutating func payInstallments() {
    guard !plans.isEmpty else { return }
    monthsWithInstallment += 1
    for i in plans.indices {
      installmentCents += plans[i].cents
      added += Double(plans[i].cents) / 100
      purchaseCount += 1
      plans[i].monthsLeft -= 1
    }
    plans.removeAll { $0.monthsLeft == 0 }
  }

  private mutating func drawCash(_ holder: CardHolder, room: Double, draws: inout Xoshiro256) {
    guard let use = holder.cash, draws.chance(use.monthlyChance) else { return }
    let before = cashCount
    for _ in 0...draws.poisson(use.furtherEach) {
      // A machine gives what is left of the limit when more was asked for.
      let amount = min(draws.logNormal(use.amount), room - added)
      guard amount >= 20 else { continue }
      cashAdvance += amount
      added += amount
      cashCount += 1
    }
    if cashCount > before { monthsWithCash += 1 }
  }

  private func cents(_ amount: Double) -> Int { max(100, Int((amount * 100).rounded())) }
}
