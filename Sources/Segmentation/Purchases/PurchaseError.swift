import Tables
import Wording

/// Why no purchases could be found in a table.
public enum PurchaseError: Error, Sendable, Equatable {
  /// No column, or several, could be the `part`; `found` are those that could.
  case undecided(part: PurchaseList.Part, found: [String])
  /// The column that was named has values of another type.
  case wrongType(part: PurchaseList.Part, column: String, type: String)
  /// No row has a customer, a date and an amount.
  case noPurchase
  case cancelled

  public var message: String {
    switch self {
    case .undecided(let part, let found) where found.isEmpty: "the table has no column of \(part.noun)"
    case .undecided(let part, let found): "\(list(found)) could each be the \(part.rawValue)"
    case .wrongType(let part, let column, let type): "\(column) holds \(type), and \(part.noun) are needed"
    case .noPurchase: "no row has a customer, a date and an amount"
    case .cancelled: "stopped"
    }
  }
}
