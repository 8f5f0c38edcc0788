import Tables
import Wording

/// Why no purchases could be found in a table.
public enum PurchaseError: Error, Sendable, Equatable {
  /// No column, or several, could be the `part`; `found` are those that could.
  case undecided(part: PurchaseList.Part, found: [String])
  /// The only column that could be the part was named as another one.
  case taken(part: PurchaseList.Part, column: String, by: PurchaseList.Part)
  /// The table has one row a customer, told apart by the column.
  case rowsOfCustomers(column: String)
  /// The column that was named has values of another type.
  case wrongType(part: PurchaseList.Part, column: String, type: String)
  /// No row has a customer, a date and an amount.
  case noPurchase
  case cancelled

  public var message: String {
    switch self {
    case .undecided(let part, let found) where found.isEmpty: "the table has no column of \(part.noun)"
    case .undecided(let part, let found): "\(list(found)) could each be the \(part.rawValue)"
    case .taken(let part, let column, let other):
      "\(column) is named as the \(other.rawValue), and no other column could be the \(part.rawValue)"
    case .rowsOfCustomers(let column): "there is one row a customer already: no \(column) comes twice"
    case .wrongType(let part, let column, let type): "\(column) holds \(type), and \(part.noun) are needed"
    case .noPurchase: "no row has a customer, a date and an amount"
    case .cancelled: "stopped"
    }
  }
}
