/// The ways of using a credit card that the sample is made of: what each customer *is*, behind the eighteen columns.
///
/// The types overlap on purpose, as real customers do: no clustering finds all of them, and finding out which ones it
/// does find is what the sample is for.
public enum CustomerType: String, CaseIterable, Sendable {
  /// Buys often, pays every statement whole, never borrows.
  case transactor
  /// Buys by installments, little each month, and leaves a small rest standing.
  case installmentBuyer = "installment buyer"
  /// Takes the card out a few times a year for one purchase.
  case occasionalBuyer = "occasional buyer"
  /// Buys, pays little more than the minimum, and carries the balance from month to month.
  case revolver
  /// Draws cash, never buys, and pays the minimum.
  case cashAdvanceUser = "cash-advance user"
  /// Buys and draws cash, and carries the balance.
  case mixedBorrower = "mixed borrower"
  /// Buys a great deal with a high limit and mostly pays it whole.
  case bigSpender = "big spender"
  /// Hardly ever uses the card.
  case dormant
  /// Joined within the last year: fewer months, a low limit, habits still forming.
  case newcomer
  /// Stopped paying: the minimum due piles up month after month.
  case delinquent = "in arrears"
}
