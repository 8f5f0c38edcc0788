import Tables

/// The eighteen columns of the sample, filled account by account.
struct SampleColumns {
  static let names = [
    "BALANCE", "BALANCE_FREQUENCY", "PURCHASES", "ONEOFF_PURCHASES", "INSTALLMENTS_PURCHASES", "CASH_ADVANCE",
    "PURCHASES_FREQUENCY", "ONEOFF_PURCHASES_FREQUENCY", "PURCHASES_INSTALLMENTS_FREQUENCY", "CASH_ADVANCE_FREQUENCY",
    "CASH_ADVANCE_TRX", "PURCHASES_TRX", "CREDIT_LIMIT", "PAYMENTS", "MINIMUM_PAYMENTS", "PRC_FULL_PAYMENT", "TENURE",
  ]

  private var identifiers: [String?] = []
  private var values: [[Double]]

  init(capacity: Int) {
    values = Self.names.map { _ in [] }
    identifiers.reserveCapacity(capacity)
    for j in values.indices { values[j].reserveCapacity(capacity) }
  }

  mutating func append(_ account: CardAccount, identifier: String, limitKnown: Bool) {
    identifiers.append(identifier)
    for (j, value) in Self.row(account, limitKnown: limitKnown).enumerated() { values[j].append(value) }
  }

  /// The numbers of one account, in the order of `names`; missing is NaN.
  private static func row(_ account: CardAccount, limitKnown: Bool) -> [Double] {
    let months = Double(account.balances.count)
    func share(_ count: Int) -> Double { sixDecimals(Double(count) / months) }
    let purchaseCents = account.oneOffCents + account.installmentCents
    let minimumKnown = account.payments > 0 && account.minimumPayments > 0
    return [
      sixDecimals(account.balances.reduce(0, +) / months),
      sixDecimals(Double(account.updates) / (months == 12 ? 11 : months)),
      Double(purchaseCents) / 100,
      Double(account.oneOffCents) / 100,
      Double(account.installmentCents) / 100,
      sixDecimals(account.cashAdvance),
      share(account.monthsWithPurchase),
      share(account.monthsWithOneOff),
      share(account.monthsWithInstallment),
      share(account.monthsWithCash),
      Double(account.cashCount),
      Double(account.purchaseCount),
      limitKnown ? sixDecimals(account.limits.reduce(0, +) / months) : .nan,
      sixDecimals(account.payments),
      minimumKnown ? max(sixDecimals(account.minimumPayments), 0.000001) : .nan,
      account.statementsDue == 0 ? 0 : sixDecimals(Double(account.statementsPaid) / Double(account.statementsDue)),
      months,
    ]
  }

  /// To six decimals, as the real data has them: the double nearest to that decimal number.
  private static func sixDecimals(_ value: Double) -> Double { (value * 1_000_000).rounded() / 1_000_000 }

  /// The columns as a table, identified by the customer.
  func table(name: String, source: String) -> Table {
    let columns =
      [Column(name: "CUST_ID", text: identifiers)]
      + zip(Self.names, values).map { Column(name: $0, numbers: $1) }
    guard let table = try? Table(name: name, columns: columns, source: source) else {
      preconditionFailure("columns filled row by row have one length, and their names differ")
    }
    return table
  }
}
