import Analysis
import Machine

/// A customer of the built-in shop, and what was bought in the two years that the shop looks back on.
struct ShopCustomer: Sendable {
  /// One article of an order.
  struct Line: Sendable {
    /// Days since 1970-01-01.
    let day: Int
    /// Of the customer's orders, from 0.
    let order: Int
    let article: Int
    let pieces: Int
    let priceCents: Int
    let isReturned: Bool

    var amountCents: Int { pieces * priceCents }
  }

  /// 2024-01-01, and the days from it to 2025-12-31, which is the last.
  static let firstDay = 19_723
  static let days = 731
  /// Of 30.4 days each; the two Decembers are the twelfth and the last.
  private static let months = 24
  static let articles = 140

  let postalCode: Int
  let store: Int
  let channel: Int
  let hasNewsletter: Bool
  /// nil where it was not asked for.
  let birthYear: Int?
  let hasLeft: Bool
  /// In the order of their days, at least one.
  let lines: [Line]

  var orders: Int { (lines.last?.order ?? 0) + 1 }
  var spendCents: Int { lines.reduce(0) { $0 + $1.amountCents } }
  var returnedShare: Double { Double(lines.count(where: \.isReturned)) / Double(lines.count) }

  init(_ habits: ShopHabits, draws: inout Xoshiro256) {
    store = 1 + draws.index(weights: (1...12).map { 1 / Double($0) })
    postalCode = 10_000 + 1_000 * store + Int(draws.uniform(0...799))
    channel = draws.index(weights: habits.channels)
    hasNewsletter = draws.chance(habits.newsletter)
    let year = Int((habits.birthYear + 11 * draws.nextGaussian()).rounded())
    birthYear = draws.chance(0.04) ? nil : min(max(year, 1934), 2006)
    let since = habits.months.lowerBound + Int(draws.uniform(0...Double(habits.months.count) - 0.001))
    // How often one comes is one's own.
    let pace = draws.logNormal(.init(1, 0.4))
    var (lines, order, hasLeft): ([Line], Int, Bool) = ([], 0, false)
    for month in (Self.months - since)..<Self.months where !hasLeft {
      let isFirst = month == Self.months - since
      let mean = pace * (month % 12 == 11 ? habits.decemberOrders : habits.orders)
      let days = (0..<max(isFirst ? 1 : 0, draws.poisson(mean))).map { _ in
        Self.day(in: month, draws.nextUnit())
      }
      for day in days.sorted() {
        lines += Self.basket(habits, day: day, order: order, draws: &draws)
        order += 1
      }
      hasLeft = draws.chance(habits.leaving)
    }
    self.lines = lines
    self.hasLeft = hasLeft
  }

  private static func day(in month: Int, _ share: Double) -> Int {
    firstDay + Int((Double(month) + share) * Double(days) / Double(months))
  }

  private static func basket(_ habits: ShopHabits, day: Int, order: Int, draws: inout Xoshiro256) -> [Line] {
    (0..<1 + draws.poisson(habits.furtherArticles)).map { _ in
      Line(
        day: day, order: order, article: Int(draws.uniform(0...Double(articles) - 0.001)),
        pieces: max(1, Int(draws.logNormal(habits.pieces).rounded())),
        priceCents: max(95, Int((20 * draws.logNormal(habits.price)).rounded()) * 5),
        isReturned: draws.chance(habits.returning))
    }
  }
}
