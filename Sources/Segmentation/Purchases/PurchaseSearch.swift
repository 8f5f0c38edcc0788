import Tables

/// Looks for the columns of a list of purchases in a table: names say it best, then roles.
struct PurchaseSearch {
  private let table: Table
  private let names: [PurchaseNames]

  init(_ table: Table) {
    self.table = table
    names = table.columns.map(PurchaseNames.init)
  }

  /// The column of a part that a list may do without: one alone whose name says so.
  func optional(_ part: PurchaseList.Part, besides taken: Set<Int>) -> Int? {
    let found = table.columns.indices.filter { index in
      guard !taken.contains(index) else { return false }
      switch (part, table.columns[index].values) {
      case (.quantity, .numbers): return names[index].isQuantity
      case (.order, .text), (.order, .numbers): return names[index].isOrder
      default: return false
      }
    }
    return found.count == 1 ? found[0] : nil
  }

  /// The one column that can be the part; of several, the one whose name or role says it most plainly.
  /// - Throws: `PurchaseError.undecided`.
  func found(_ part: PurchaseList.Part, besides taken: Set<Int>) throws(PurchaseError) -> Int {
    let free = table.columns.indices.filter { !taken.contains($0) }
    let candidates = ranks(part, among: free).first { !$0.isEmpty } ?? []
    guard candidates.count == 1 else {
      throw .undecided(part: part, found: candidates.map { table.columns[$0].name })
    }
    return candidates[0]
  }

  /// Columns that can be the part, those first whose names or roles say it best.
  private func ranks(_ part: PurchaseList.Part, among free: [Int]) -> [[Int]] {
    switch part {
    case .date: return [free.filter { if case .dates = table.columns[$0].values { true } else { false } }]
    case .amount:
      let numbers = free.filter { table.columns[$0].numbers != nil && $0 != table.identifier }
      let others = numbers.filter { !names[$0].isPrice && !names[$0].isQuantity && !names[$0].isAside }
      // How many of a thing is no amount, whatever it is the total of.
      let sums = numbers.filter { isMeasure($0) && (role($0) == .amount || names[$0].isMoney) }
      return [
        sums.filter { names[$0].totalStrength == 2 }, sums.filter { names[$0].totalStrength == 1 },
        others.filter { role($0) == .amount },
        numbers.filter { names[$0].isPrice && isMeasure($0) },
      ]
    case .customer:
      let repeated = free.filter { $0 != table.identifier && !table.columns[$0].isUnique && !names[$0].isOrder }
      let named = repeated.filter { names[$0].isCustomer && ![.date, .year].contains(role($0)) }
        .filter { names[$0].isPlainlyCustomer || isOfMany($0) }
      let others =
        named.isEmpty ? repeated.filter { (names[$0].isIdentity || looksLikeIdentity($0)) && isOfMany($0) } : []
      return [
        named.filter { role($0) == .code }, named.filter { [.text, .category].contains(role($0)) }, named,
      ] + [ColumnRole.code, .text, .category].map { wanted in others.filter { role($0) == wanted } }
    case .order, .quantity: return []
    }
  }

  /// Different values from which a column may be of customers whatever its name: of fewer it is of kinds.
  private static let leastCustomers = 10

  private func isOfMany(_ index: Int) -> Bool { table.columns[index].distinctCount >= Self.leastCustomers }

  /// Whether values are numbers, or have one in nearly all of them: `K7012`, and not `Lisbon`.
  private func looksLikeIdentity(_ index: Int) -> Bool {
    switch table.columns[index].values {
    case .numbers: return role(index) == .code
    case .text(let text):
      let numbered = text.categories.count { $0.utf8.contains { (48...57).contains($0) } }
      return 10 * numbered >= 9 * text.categories.count
    case .booleans, .dates: return false
    }
  }

  private func role(_ index: Int) -> ColumnRole { table.role(of: index).role }

  private func isMeasure(_ index: Int) -> Bool { [.amount, .count, .number, .share, .ordered].contains(role(index)) }
}

extension PurchaseList {
  /// The columns of a table that looks like a list of purchases: customers that come more than once, one column of dates, and
  /// amounts; nil for one that does not.
  ///
  /// Stricter than what can be asked for: the names must say who bought, and what a purchase brought.
  public static func recognised(in table: Table) -> PurchaseList? {
    guard table.rowCount >= 3, let list = try? PurchaseList(table), let customer = list.columns[.customer],
      let amount = list.columns[.amount], let date = list.columns[.date]
    else { return nil }
    // A table with a row for each customer is what a list of purchases is made into.
    if let identifier = table.identifier, PurchaseNames(table.columns[identifier]).isCustomer { return nil }
    let (who, what) = (PurchaseNames(table.columns[customer]), PurchaseNames(table.columns[amount]))
    let born = Set(table.columns[date].nameWords)
    guard who.isCustomer, what.totalStrength > 0 || list.isMultiplied || list.columns[.order] != nil,
      born.isDisjoint(with: ["birth", "birthday", "dob", "born", "joined", "signup", "registration"])
    else { return nil }
    return list.rowsPerCustomer >= 1.2 ? list : nil
  }

  /// Rows by customer, those without one aside.
  /// - Complexity: O(rows).
  public var rowsPerCustomer: Double {
    let named = customers.count - customers.missingCount
    let distinct: Int
    switch customers.values {
    case .text(let text): distinct = text.categories.count
    case .numbers(let numbers): distinct = Set(numbers.filter { !$0.isNaN }).count
    case .booleans(let booleans): distinct = Set(booleans.compactMap { $0 }).count
    case .dates(let dates): distinct = Set(dates.microseconds).count
    }
    return distinct == 0 ? 0 : Double(named) / Double(distinct)
  }
}
