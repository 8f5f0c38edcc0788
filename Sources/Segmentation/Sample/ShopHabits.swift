/// The ways of buying that the built-in shop is made of.
public enum ShopType: String, CaseIterable, Sendable {
  /// Comes back month after month for a middling basket.
  case regular
  /// Buys for a shop or an office of their own: rarely, and a great deal.
  case trade
  /// Buys a present or two a year, mostly before December ends.
  case giftBuyer = "gift buyer"
  /// Buys often and little, and sends much of it back.
  case trier
  /// Came within the last months.
  case newcomer
}

/// What customers of a type do, as the model draws it.
struct ShopHabits: Sendable {
  /// Of the customers, up to scale.
  let share: Double
  /// Orders in a month, and in a December.
  let orders: Double
  let decemberOrders: Double
  /// Articles of an order beyond the first.
  let furtherArticles: Double
  /// Pieces of an article.
  let pieces: CardHabits.Spread
  /// The price of an article.
  let price: CardHabits.Spread
  /// The chance that an article is sent back.
  let returning: Double
  /// The chance that a customer leaves for good, each month.
  let leaving: Double
  /// The chances of the newsletter, and of web, store and phone.
  let newsletter: Double
  let channels: [Double]
  /// The year of birth in the middle.
  let birthYear: Double
  /// Months before the end in which the first order may lie.
  let months: ClosedRange<Int>

  static func of(_ type: ShopType) -> ShopHabits {
    switch type {
    case .regular:
      ShopHabits(
        share: 0.38, orders: 1.1, decemberOrders: 1.6, furtherArticles: 1.4, pieces: .init(1.2, 0.3),
        price: .init(24, 0.5), returning: 0.05, leaving: 0.012, newsletter: 0.7,
        channels: [0.5, 0.4, 0.1], birthYear: 1972, months: 8...24)
    case .trade:
      ShopHabits(
        share: 0.07, orders: 0.5, decemberOrders: 0.5, furtherArticles: 3, pieces: .init(4, 0.6),
        price: .init(36, 0.6), returning: 0.01, leaving: 0.006, newsletter: 0.35,
        channels: [0.35, 0.15, 0.5], birthYear: 1976, months: 10...24)
    case .giftBuyer:
      ShopHabits(
        share: 0.24, orders: 0.05, decemberOrders: 1.3, furtherArticles: 0.5, pieces: .init(1.1, 0.2),
        price: .init(55, 0.5), returning: 0.04, leaving: 0.02, newsletter: 0.25,
        channels: [0.6, 0.35, 0.05], birthYear: 1965, months: 13...24)
    case .trier:
      ShopHabits(
        share: 0.17, orders: 1.8, decemberOrders: 2, furtherArticles: 1, pieces: .init(1.1, 0.2),
        price: .init(19, 0.4), returning: 0.42, leaving: 0.03, newsletter: 0.8,
        channels: [0.97, 0.02, 0.01], birthYear: 1991, months: 8...24)
    case .newcomer:
      ShopHabits(
        share: 0.14, orders: 0.7, decemberOrders: 1, furtherArticles: 0.6, pieces: .init(1.1, 0.2),
        price: .init(27, 0.5), returning: 0.1, leaving: 0.05, newsletter: 0.55,
        channels: [0.75, 0.22, 0.03], birthYear: 1983, months: 1...8)
    }
  }
}
