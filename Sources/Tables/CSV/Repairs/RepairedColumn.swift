/// A column as it was read, with what there is to say of how.
struct RepairedColumn {
  var column: Column
  private(set) var note: ColumnRepair.Note?
  /// What the way its values were written says it is: money, a share.
  private(set) var role: AssignedRole?
  private var provenOrder: DateOrder?
  /// The text of dates of an order that nothing in the column tells.
  private var undecided: TextColumn?
  /// The text of numbers that another notation reads as others.
  private var openNumbers: TextColumn?

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
    guard case .text(let text) = column.values else { return }
    if outcome.isUndecided { undecided = text }
    if outcome.isOpenNumber { openNumbers = text }
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

  /// The columns with dates and decimals of an open order or sign in the one that the other columns prove, where they prove one.
  static func agreeing(_ columns: [RepairedColumn], by repair: ColumnRepair) -> [RepairedColumn] {
    sameDates(sameDecimals(columns, by: repair), by: repair)
  }

  /// Numbers that leave open whether a sign stands before decimals, with the decimals that plain numbers of another column have.
  private static func sameDecimals(_ columns: [RepairedColumn], by repair: ColumnRepair) -> [RepairedColumn] {
    guard columns.contains(where: { $0.openNumbers != nil }), columns.contains(where: \.hasPlainDecimals) else {
      return columns
    }
    var options = repair.options
    options.decimal = repair.format.point == UInt8(ascii: ",") ? "," : "."
    let decided = ColumnRepair(options: options, format: repair.format, missing: repair.missing)
    return columns.map { column in
      guard let text = column.openNumbers else { return column }
      return RepairedColumn(Column(name: column.column.name, values: .text(text)), by: decided)
    }
  }

  /// Whether numbers that needed no repair have one or two decimals, which no thousands could be.
  private var hasPlainDecimals: Bool {
    guard note == nil, case .numbers(let numbers) = column.values else { return false }
    return numbers.contains { $0 != $0.rounded() && ($0 * 100).rounded() == $0 * 100 }
  }

  private static func sameDates(_ columns: [RepairedColumn], by repair: ColumnRepair) -> [RepairedColumn] {
    let proven = Set(columns.compactMap(\.provenOrder))
    guard proven.count == 1, let order = proven.first else { return columns }
    return columns.map { column in
      guard let text = column.undecided else { return column }
      return RepairedColumn(Column(name: column.column.name, values: .text(text)), by: repair, preferring: order)
    }
  }
}
