/// A column as it was read, with what there is to say of how.
struct RepairedColumn {
  var column: Column
  private(set) var note: ColumnRepair.Note?
  /// What the way its values were written says it is: money, a share.
  private(set) var role: AssignedRole?
  private var provenOrder: DateOrder?
  /// The text of dates of an order that nothing in the column tells.
  private var undecided: TextColumn?

  /// A column that is what it is.
  init(_ column: Column) { self.column = column }

  /// Text is tried as what it may mean, numbers as dates.
  init(_ column: Column, by repair: ColumnRepair, preferring order: DateOrder? = nil) {
    self.column = column
    let outcome: ColumnRepair.Outcome?
    switch column.values {
    case .text(let text): outcome = repair.outcome(text, name: column.name, preferring: order)
    case .numbers(let numbers): outcome = repair.outcome(numbers, name: column.name)
    case .booleans, .dates: outcome = nil
    }
    guard let outcome else { return }
    self.column.values = outcome.values
    note = outcome.note
    provenOrder = outcome.provenOrder
    role = outcome.role
    if case .text(let text) = column.values, outcome.isUndecided { undecided = text }
  }

  /// What to say of text that is dates of several spellings; nil for any other column.
  func mixedDates(_ missing: MissingTokens, line: (_ row: Int) -> Int) -> LoadNotice? {
    guard case .text(let text) = column.values, let (first, other) = MixedDates.example(text, missing: missing) else {
      return nil
    }
    func place(ofCategory category: Int) -> Int { line(text.codes.firstIndex(of: Int32(category)) ?? 0) }
    return .mixedDateSpellings(
      column: column.name, token: text.categories[first], line: place(ofCategory: first), other: text.categories[other],
      otherLine: place(ofCategory: other))
  }

  /// The columns with dates of an open order in the one that the other columns prove, where they prove one.
  static func agreeing(_ columns: [RepairedColumn], by repair: ColumnRepair) -> [RepairedColumn] {
    let proven = Set(columns.compactMap(\.provenOrder))
    guard proven.count == 1, let order = proven.first else { return columns }
    return columns.map { column in
      guard let text = column.undecided else { return column }
      return RepairedColumn(Column(name: column.column.name, values: .text(text)), by: repair, preferring: order)
    }
  }
}
