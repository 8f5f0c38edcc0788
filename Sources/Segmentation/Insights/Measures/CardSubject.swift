import Tables

/// What card rules can speak of: the fixed words, and the columns each is computed from.
public enum CardSubject: String, CaseIterable, Sendable {
  case balance, purchases, payments, tenure, utilisation
  case creditLimit = "credit_limit"
  case oneOffPurchases = "oneoff_purchases"
  case installmentPurchases = "installment_purchases"
  case cashAdvance = "cash_advance"
  case purchaseTransactions = "purchase_transactions"
  case cashTransactions = "cash_transactions"
  case minimumPayments = "minimum_payments"
  case fullPayment = "full_payment"
  case paymentToMinimum = "payment_to_minimum"
  case cashShare = "cash_share"
  case monthlyPurchases = "monthly_purchases"
  case monthlyCashAdvance = "monthly_cash_advance"
  case valuePerPurchase = "value_per_purchase"
  case valuePerCashAdvance = "value_per_cash_advance"

  /// The column it is, nil for a ratio.
  var column: CardColumn? {
    switch self {
    case .balance: .balance
    case .purchases: .purchases
    case .payments: .payments
    case .tenure: .tenure
    case .creditLimit: .creditLimit
    case .oneOffPurchases: .oneOffPurchases
    case .installmentPurchases: .installmentPurchases
    case .cashAdvance: .cashAdvance
    case .purchaseTransactions: .purchaseTransactions
    case .cashTransactions: .cashAdvanceTransactions
    case .minimumPayments: .minimumPayments
    case .fullPayment: .fullPayment
    case .utilisation, .paymentToMinimum, .cashShare, .monthlyPurchases, .monthlyCashAdvance, .valuePerPurchase,
      .valuePerCashAdvance:
      nil
    }
  }

  /// A value of a ratio for each row of the table, NaN where it has none; nil for a column, and where columns lack.
  func values(of ratios: CardRatios) -> [Double]? {
    switch self {
    case .utilisation: ratios.utilisation?.values
    case .paymentToMinimum: ratios.paymentToMinimum?.values
    case .cashShare: ratios.cashShare?.values
    case .monthlyPurchases: ratios.monthlyPurchases?.values
    case .monthlyCashAdvance: ratios.monthlyCashAdvance?.values
    case .valuePerPurchase: ratios.valuePerPurchase?.values
    case .valuePerCashAdvance: ratios.valuePerCashAdvance?.values
    default: nil
    }
  }

  /// What a sentence calls it: "balances", "cash advances".
  var plural: String {
    switch self {
    case .balance: "balances"
    case .creditLimit: "credit limits"
    case .cashAdvance: "cash advances"
    case .oneOffPurchases: "one-off purchases"
    case .installmentPurchases: "installment purchases"
    case .minimumPayments: "minimum payments"
    default: rawValue.split(separator: "_").joined(separator: " ")
    }
  }
}
