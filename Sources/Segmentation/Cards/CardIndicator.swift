import Tables

/// One of the columns that card analysts add to a table.
public enum CardIndicator: String, CaseIterable, Sendable {
  case monthlyPurchases = "monthly avg purchase"
  case monthlyCashAdvance = "monthly avg cash advance"
  case valuePerPurchase = "value per purchase"
  case valuePerCashAdvance = "value per cash advance"
  case utilisation = "credit utilisation"
  case paymentToMinimum = "payment to minimum"
  case purchaseType = "purchase type"

  /// The columns it is made of; of a ratio, the part above the line and the part below.
  public var sources: [CardColumn] {
    switch self {
    case .monthlyPurchases: [.purchases, .tenure]
    case .monthlyCashAdvance: [.cashAdvance, .tenure]
    case .valuePerPurchase: [.purchases, .purchaseTransactions]
    case .valuePerCashAdvance: [.cashAdvance, .cashAdvanceTransactions]
    case .utilisation: [.balance, .creditLimit]
    case .paymentToMinimum: [.payments, .minimumPayments]
    case .purchaseType: [.oneOffPurchases, .installmentPurchases]
    }
  }

  public var isRatio: Bool { self != .purchaseType }

  /// The values for each row of the table of `ratios`; nil where the table lacks a source.
  func values(in ratios: CardRatios) -> ColumnValues? {
    switch self {
    case .monthlyPurchases: ratios.monthlyPurchases.map { .numbers($0.values) }
    case .monthlyCashAdvance: ratios.monthlyCashAdvance.map { .numbers($0.values) }
    case .valuePerPurchase: ratios.valuePerPurchase.map { .numbers($0.values) }
    case .valuePerCashAdvance: ratios.valuePerCashAdvance.map { .numbers($0.values) }
    case .utilisation: ratios.utilisation.map { .numbers($0.values) }
    case .paymentToMinimum: ratios.paymentToMinimum.map { .numbers($0.values) }
    case .purchaseType: ratios.purchaseType.map { .text(TextColumn($0.map { $0?.rawValue })) }
    }
  }
}

/// How the columns of a table are spelled, so that new ones look like them.
struct NameStyle: Sendable, Equatable {
  enum Letters: Sendable, Equatable { case upper, lower, capitalised }

  let letters: Letters
  let separator: String

  /// What most of the names do; capitals where there is nothing to go by.
  init(of names: [String]) {
    let lettered = names.filter { $0.uppercased() != $0.lowercased() }
    let upper = lettered.count { $0 == $0.uppercased() }
    let lower = lettered.count { $0 == $0.lowercased() }
    letters = 2 * upper >= lettered.count ? .upper : 2 * lower >= lettered.count ? .lower : .capitalised
    separator = names.count { $0.contains(" ") } > names.count { $0.contains("_") } ? " " : "_"
  }

  func name(_ words: String) -> String {
    let parts = words.split(separator: " ")
    switch letters {
    case .upper: return parts.map { $0.uppercased() }.joined(separator: separator)
    case .lower: return parts.joined(separator: separator)
    case .capitalised: return parts.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined(separator: separator)
    }
  }
}
