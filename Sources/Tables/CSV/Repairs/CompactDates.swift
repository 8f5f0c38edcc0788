/// Dates written as numbers of eight digits: 20230918.
enum CompactDates {
  /// Fewer values than that may be numbers by chance.
  private static let fewest = 3

  /// The days that numbers spell, and the row of the first; nil where one is none, where all are the same, and where the column's name
  /// says that it names things.
  /// - Complexity: O(rows), less where a value is no day early.
  static func dates(_ numbers: [Double], name: String) -> (column: DateColumn, row: Int)? {
    guard let first = numbers.firstIndex(where: { !$0.isNaN }), spellsDay(numbers[first]), mayHoldDates(name),
      RoleTraits(numbers).spellDays(numbers), numbers.count(where: { !$0.isNaN }) >= fewest
    else { return nil }
    // Days of one month or firsts of months are dates as well; one day throughout may be a version or a lot.
    guard numbers.contains(where: { !$0.isNaN && $0 != numbers[first] }) else { return nil }
    let microseconds = numbers.map { number -> Int64 in
      guard !number.isNaN else { return DateColumn.missing }
      let digits = Int(number)
      let day = ISODate.dayNumber(year: digits / 10_000, month: digits / 100 % 100, day: digits % 100)
      return Int64(day) * ISODate.microsecondsPerDay
    }
    return (DateColumn(microseconds: microseconds, precision: .day), first)
  }

  private static func spellsDay(_ number: Double) -> Bool {
    number >= 19_000_101 && number <= 21_001_231 && number == number.rounded() && ISODate.isDay(Int(number))
  }

  private static func mayHoldDates(_ name: String) -> Bool {
    let words = NameWords(name)
    guard let first = words.words.first else { return false }
    let isUnnamed = first == "unnamed" || (first == "column" && words.words.count == 2 && Int(words.words[1]) != nil)
    return !isUnnamed && words.identifyingStrength == 0 && !words.isCode
  }
}
