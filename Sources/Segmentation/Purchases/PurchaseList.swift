import Tables

/// A list of purchases: who bought, when, for how much; a row each, or a row for each thing that was bought together.
public struct PurchaseList: Sendable {
  /// What a column is in the list.
  public enum Part: String, Sendable, CaseIterable {
    case customer, date, amount
    /// What tells one purchase of several rows from another.
    case order
    /// How many pieces a row is of.
    case quantity

    var noun: String {
      switch self {
      case .customer: "customers that come more than once"
      case .date: "dates"
      case .amount: "amounts"
      case .order: "orders"
      case .quantity: "numbers of pieces"
      }
    }
  }

  let customers: Column
  /// Microseconds since 1970, `DateColumn.missing` where there is none.
  let times: [Int64]
  let amounts: [Double]
  /// The order that each row belongs to, -1 for a row that names none; nil where no column tells.
  let orders: [Int32]?
  let quantities: [Double]?
  /// Indices of the columns in the table, for what is said. The amount's is that of the price where amounts are made of it.
  public let columns: [Part: Int]
  /// Whether amounts are prices of a piece times numbers of pieces.
  public let isMultiplied: Bool
  /// Whether the amount is the price of a piece, for want of a number of pieces.
  public let isPriceAlone: Bool

  /// - Parameter given: columns that were named; the others are found by their names, types and roles, where one alone comes into
  ///   question.
  /// - Complexity: O(rows × columns).
  public init(_ table: Table, given: [Part: Int] = [:]) throws(PurchaseError) {
    for (part, index) in given.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      try Self.check(table.columns[index], for: part)
    }
    var columns = given
    let search = PurchaseSearch(table)
    for part in [Part.quantity, .order] where columns[part] == nil {
      columns[part] = search.optional(part, besides: Set(columns.values))
    }
    // The date and the amount first: what is left may be the customer.
    for part in [Part.date, .amount, .customer] where columns[part] == nil {
      columns[part] = try Self.found(part, by: search, in: table, besides: columns, given: given)
    }
    guard let customer = columns[.customer], let date = columns[.date], let amount = columns[.amount],
      case .dates(let dates) = table.columns[date].values, let numbers = table.columns[amount].numbers
    else { throw .noPurchase }
    let isPrice = PurchaseNames(table.columns[amount]).isPrice
    let quantities = columns[.quantity].flatMap { table.columns[$0].numbers }
    customers = table.columns[customer]
    times = dates.microseconds
    self.quantities = quantities
    isMultiplied = isPrice && quantities != nil
    isPriceAlone = isPrice && quantities == nil && given[.amount] == nil
    amounts = quantities.map { isPrice ? zip(numbers, $0).map(*) : numbers } ?? numbers
    orders = columns[.order].map { table.columns[$0].groups }
    self.columns = columns
  }

  /// The column of a part.
  /// - Throws: `PurchaseError.undecided`, or why there is none: the column was named as another part, or nobody comes twice.
  private static func found(
    _ part: Part, by search: PurchaseSearch, in table: Table, besides columns: [Part: Int], given: [Part: Int]
  ) throws(PurchaseError) -> Int {
    let taken = Set(columns.values)
    let found = Result { () throws(PurchaseError) in try search.found(part, besides: taken) }
    guard case .failure(let error) = found else { return try found.get() }
    if case .undecided(_, let others) = error, others.isEmpty,
      let column = try? search.found(part, besides: taken.subtracting(given.values)),
      let other = given.first(where: { $0.value == column })?.key
    {
      throw .taken(part: part, column: table.columns[column].name, by: other)
    }
    if part == .customer, let identifier = table.identifier, PurchaseNames(table.columns[identifier]).isCustomer {
      throw .rowsOfCustomers(column: table.columns[identifier].name)
    }
    throw error
  }

  /// - Throws: `PurchaseError.wrongType` where the column's values cannot be the part.
  private static func check(_ column: Column, for part: Part) throws(PurchaseError) {
    let fits: Bool
    switch (part, column.values) {
    case (.customer, _), (.order, _), (.date, .dates), (.amount, .numbers), (.quantity, .numbers): fits = true
    default: fits = false
    }
    guard fits else { throw .wrongType(part: part, column: column.name, type: column.values.typeName) }
  }
}

extension Column {
  /// A number for each different value, by first appearance, -1 where there is none.
  /// - Complexity: O(rows).
  fileprivate var groups: [Int32] {
    func numbered<Key: Hashable>(_ keys: [Key?]) -> [Int32] {
      var known: [Key: Int32] = [:]
      return keys.map { key in
        guard let key else { return -1 }
        let number = known[key] ?? Int32(known.count)
        known[key] = number
        return number
      }
    }
    switch values {
    case .text(let text): return text.codes
    case .numbers(let numbers): return numbered(numbers.map { $0.isNaN ? nil : $0 })
    case .booleans(let booleans): return numbered(booleans)
    case .dates(let dates): return numbered(dates.microseconds.map { $0 == DateColumn.missing ? nil : $0 })
    }
  }
}
