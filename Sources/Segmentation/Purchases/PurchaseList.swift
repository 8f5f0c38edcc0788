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

/// A list of purchases: who bought, when, for how much, a row each.
public struct PurchaseList: Sendable {
  /// What a column is in the list.
  public enum Part: String, Sendable, CaseIterable {
    case customer, date, amount

    var noun: String {
      switch self {
      case .customer: "customers that come more than once"
      case .date: "dates"
      case .amount: "amounts"
      }
    }
  }

  let customers: Column
  /// Microseconds since 1970, `DateColumn.missing` where there is none.
  let times: [Int64]
  let amounts: [Double]
  /// Indices of the columns in the table, for what is said.
  public let columns: [Part: Int]

  /// - Parameter given: columns that were named; the others are found by their types and roles, where one alone comes into question.
  /// - Complexity: O(rows × columns).
  public init(_ table: Table, given: [Part: Int] = [:]) throws(PurchaseError) {
    for (part, index) in given.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      try Self.check(table.columns[index], for: part)
    }
    var columns = given
    // The date and the amount first: what is left may be the customer.
    for part in [Part.date, .amount, .customer] where columns[part] == nil {
      columns[part] = try Self.found(part, in: table, besides: Set(columns.values))
    }
    guard let customer = columns[.customer], let date = columns[.date], let amount = columns[.amount] else {
      throw .noPurchase
    }
    guard case .dates(let dates) = table.columns[date].values, let numbers = table.columns[amount].numbers else {
      throw .noPurchase
    }
    customers = table.columns[customer]
    times = dates.microseconds
    amounts = numbers
    self.columns = columns
  }

  /// - Throws: `PurchaseError.wrongType` where the column's values cannot be the part.
  private static func check(_ column: Column, for part: Part) throws(PurchaseError) {
    let fits: Bool
    switch (part, column.values) {
    case (.customer, _), (.date, .dates), (.amount, .numbers): fits = true
    default: fits = false
    }
    guard fits else { throw .wrongType(part: part, column: column.name, type: column.values.typeName) }
  }

  /// The one column that can be the part; of several amounts and customers, the one whose role says it most plainly.
  private static func found(
    _ part: Part, in table: Table, besides taken: Set<Int>
  ) throws(PurchaseError) -> Int {
    let free = table.columns.indices.filter { !taken.contains($0) }
    let ranks: [[Int]]
    switch part {
    case .date:
      ranks = [free.filter { if case .dates = table.columns[$0].values { true } else { false } }]
    case .amount:
      let numbers = free.filter { table.columns[$0].numbers != nil }
      ranks = [
        numbers.filter { table.role(of: $0).role == .amount }, numbers.filter { table.role(of: $0).role.isFeature },
      ]
    case .customer:
      let repeated = free.filter { $0 != table.identifier && !table.columns[$0].isUnique }
      let named = repeated.filter { table.columns[$0].namesCustomer }
      ranks =
        [named]
        + [ColumnRole.code, .text, .category].map { role in repeated.filter { table.role(of: $0).role == role } }
    }
    guard let best = ranks.first(where: { !$0.isEmpty }), best.count == 1 else {
      throw .undecided(part: part, found: (ranks.first { !$0.isEmpty } ?? []).map { table.columns[$0].name })
    }
    return best[0]
  }
}
