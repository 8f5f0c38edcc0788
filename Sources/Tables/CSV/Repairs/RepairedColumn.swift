/// A column as it was read, with what there is to say of how.
struct RepairedColumn {
  var column: Column
  private(set) var note: ColumnRepair.Note?
  private var provenOrder: DateOrder?
  /// The text of dates of an order that nothing in the column tells.
  private var undecided: TextColumn?

  /// A column that is what it is.
  init(_ column: Column) { self.column = column }

  /// Text is tried as what it may mean.
  init(_ column: Column, by repair: ColumnRepair, preferring order: DateOrder? = nil) {
    self.column = column
    guard case .text(let text) = column.values,
      let outcome = repair.outcome(text, name: column.name, preferring: order)
    else { return }
    self.column.values = outcome.values
    note = outcome.note
    provenOrder = outcome.provenOrder
    undecided = outcome.isUndecided ? text : nil
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
