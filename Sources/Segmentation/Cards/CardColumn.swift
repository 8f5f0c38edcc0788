import Tables

/// The columns of a credit-card portfolio that mean something to a card analyst, by the names they go by.
public enum CardColumn: String, CaseIterable, Sendable {
  case balance = "BALANCE"
  case purchases = "PURCHASES"
  case oneOffPurchases = "ONEOFF_PURCHASES"
  case installmentPurchases = "INSTALLMENTS_PURCHASES"
  case cashAdvance = "CASH_ADVANCE"
  case cashAdvanceTransactions = "CASH_ADVANCE_TRX"
  case purchaseTransactions = "PURCHASES_TRX"
  case cashAdvanceFrequency = "CASH_ADVANCE_FREQUENCY"
  case creditLimit = "CREDIT_LIMIT"
  case payments = "PAYMENTS"
  case minimumPayments = "MINIMUM_PAYMENTS"
  /// The share of months in which the whole balance was paid, 0…1.
  case fullPayment = "PRC_FULL_PAYMENT"
  /// Months.
  case tenure = "TENURE"

  /// The index of the table's column of this meaning: a column of numbers with the name, whatever its case and with
  /// blanks or hyphens in place of underscores; nil where there is none, or more than one.
  public func index(in table: Table) -> Int? {
    let fitting = table.columns.indices.filter {
      table.columns[$0].numbers != nil && Self.folded(table.columns[$0].name) == rawValue
    }
    return fitting.count == 1 ? fitting[0] : fitting.first { table.columns[$0].name == rawValue }
  }

  /// The values of the table's column of this meaning, NaN where missing; nil where there is none.
  public func numbers(in table: Table) -> [Double]? {
    index(in: table).flatMap { table.columns[$0].numbers }
  }

  private static func folded(_ name: String) -> String {
    String(name.uppercased().map { $0 == " " || $0 == "-" ? "_" : $0 })
  }
}
