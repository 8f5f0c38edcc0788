/// A column of text that is mostly dates, but not of one spelling.
enum MixedDates {
  /// How a date is written: what separates its parts, whether the year comes first and has two digits, which orders it may have.
  private enum Spelling: Equatable {
    case iso
    case local(separator: UInt8, orders: [DateOrder])

    func agrees(with other: Spelling) -> Bool {
      switch (self, other) {
      case (.iso, .iso): true
      case (.local(let a, let first), .local(let b, let second)): a == b && first.contains { second.contains($0) }
      default: false
      }
    }
  }

  /// Rows that must be dates for the others to be worth a word, in tenths.
  private static let tenths = 8

  /// Two values that do not go together, by their categories; nil where the column is not of dates, or of one spelling.
  /// - Complexity: O(distinct values), less where the first are no dates.
  static func example(_ text: TextColumn, missing: MissingTokens) -> (first: Int, other: Int)? {
    var spellings: [Spelling?] = []
    var misses = 0
    for index in text.categories.indices {
      let spelling = spelling(text.categories.utf8(at: index))
      if spelling == nil, !missing.containsBesideValues(text.categories.utf8(at: index)) { misses += 1 }
      spellings.append(spelling)
      // Of many different texts most must be dates from early on.
      if spellings.count >= 20, misses * 2 > spellings.count { return nil }
    }
    let counts = text.counts()
    let dates = counts.indices.reduce(0) { spellings[$1] == nil ? $0 : $0 + counts[$1] }
    guard dates >= 3, 10 * dates >= tenths * counts.reduce(0, +),
      let first = spellings.firstIndex(where: { $0 != nil }), let spelling = spellings[first]
    else { return nil }
    let other = spellings.indices.first { index in
      guard let found = spellings[index] else {
        return !missing.containsBesideValues(text.categories.utf8(at: index))
      }
      return !spelling.agrees(with: found)
    }
    if let other { return (first, other) }
    // Each goes with the first, which has several orders; two others do not go together.
    let proven = spellings.indices.filter {
      if case .local(_, let orders) = spellings[$0] { orders.count == 1 } else { false }
    }
    guard let one = proven.first, let spelled = spellings[one],
      let against = proven.first(where: { !(spellings[$0]?.agrees(with: spelled) ?? true) })
    else { return nil }
    return (one, against)
  }

  private static func spelling(_ text: ArraySlice<UInt8>) -> Spelling? {
    if ISODate.parse(text) != nil { return .iso }
    guard let date = LocalDate(text), !date.orders.isEmpty else { return nil }
    return .local(separator: date.separator, orders: date.orders)
  }
}
