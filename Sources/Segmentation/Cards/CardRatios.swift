import Tables

/// The ratios that card analysts use, for each row of a table; each is nil where the table lacks the columns for it.
///
/// A ratio is NaN in the rows where it is not defined: a value is missing or infinite, or the denominator is zero or
/// less (no credit limit, no transaction, no minimum due).
public struct CardRatios: Sendable, Equatable {
  /// PURCHASES over TENURE: the average month's purchases.
  public let monthlyPurchases: CardRatio?
  /// CASH_ADVANCE over TENURE: the average month's cash advances.
  public let monthlyCashAdvance: CardRatio?
  /// PURCHASES over PURCHASES_TRX.
  public let valuePerPurchase: CardRatio?
  /// CASH_ADVANCE over CASH_ADVANCE_TRX.
  public let valuePerCashAdvance: CardRatio?
  /// BALANCE over CREDIT_LIMIT; 1 is the limit, above it the account is overdrawn, below 0 it is in credit.
  public let utilisation: CardRatio?
  /// PAYMENTS over MINIMUM_PAYMENTS; below 1 the minimum is not covered.
  public let paymentToMinimum: CardRatio?
  /// CASH_ADVANCE over PURCHASES + CASH_ADVANCE, 0…1; not defined for customers who did neither.
  public let cashShare: CardRatio?
  /// From ONEOFF_PURCHASES and INSTALLMENTS_PURCHASES; nil in a row where one of them is missing.
  public let purchaseType: [PurchaseType?]?

  /// - Complexity: O(rows).
  public init(_ table: Table) { self.init { $0.numbers(in: table) } }

  /// - Parameter numbers: the values of a column for each row, NaN where missing; nil where there is no such column.
  /// - Throws: what that throws.
  init<Failure: Error>(_ numbers: (CardColumn) throws(Failure) -> [Double]?) throws(Failure) {
    func ratio(_ top: CardColumn, over bottom: CardColumn) throws(Failure) -> CardRatio? {
      guard let top = try numbers(top), let bottom = try numbers(bottom) else { return nil }
      return CardRatio(top, over: bottom)
    }
    monthlyPurchases = try ratio(.purchases, over: .tenure)
    monthlyCashAdvance = try ratio(.cashAdvance, over: .tenure)
    valuePerPurchase = try ratio(.purchases, over: .purchaseTransactions)
    valuePerCashAdvance = try ratio(.cashAdvance, over: .cashAdvanceTransactions)
    utilisation = try ratio(.balance, over: .creditLimit)
    paymentToMinimum = try ratio(.payments, over: .minimumPayments)
    if let cash = try numbers(.cashAdvance), let bought = try numbers(.purchases) {
      cashShare = CardRatio(cash, over: zip(cash, bought).map(+))
    } else {
      cashShare = nil
    }
    if let oneOff = try numbers(.oneOffPurchases), let installments = try numbers(.installmentPurchases) {
      purchaseType = zip(oneOff, installments).map { PurchaseType(oneOff: $0, installments: $1) }
    } else {
      purchaseType = nil
    }
  }

  /// True when the table has the columns of none of them.
  public var isEmpty: Bool {
    let ratios = [
      monthlyPurchases, monthlyCashAdvance, valuePerPurchase, valuePerCashAdvance, utilisation, paymentToMinimum,
      cashShare,
    ]
    return purchaseType == nil && ratios.allSatisfy { $0 == nil }
  }
}
