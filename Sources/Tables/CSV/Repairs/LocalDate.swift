/// In which order a local date names day, month and year.
public enum DateOrder: String, Sendable, CaseIterable, Codable {
  case dmy, mdy, ymd

  /// `the day first`.
  var words: String {
    switch self {
    case .dmy: "the day first"
    case .mdy: "the month first"
    case .ymd: "the year first"
    }
  }
}

/// A date as people write it: `31/12/2023`, `12/31/23 5:30 PM`, `31.12.2023`, `2023/12/31`. Which number is which, is open.
struct LocalDate: Equatable {
  private let numbers: [Int]
  private let hasYearFirst: Bool
  let separator: UInt8
  let hasShortYear: Bool
  /// Microseconds after midnight, nil for a day.
  let time: Int64?

  /// Nil for what is no date in any order.
  init?(_ text: ArraySlice<UInt8>) {
    var rest = text
    guard let first = Self.number(&rest), let separator = rest.popFirst(), "/.-".utf8.contains(separator),
      let second = Self.number(&rest), rest.popFirst() == separator, let third = Self.number(&rest),
      second.digits <= 2
    else { return nil }
    switch (first.digits, third.digits) {
    case (4, 1...2): (hasYearFirst, hasShortYear) = (true, false)
    case (1...2, 4): (hasYearFirst, hasShortYear) = (false, false)
    case (1...2, 2): (hasYearFirst, hasShortYear) = (false, true)
    default: return nil
    }
    numbers = [first.value, second.value, third.value]
    self.separator = separator
    if rest.isEmpty {
      time = nil
    } else {
      guard let time = Self.time(rest) else { return nil }
      self.time = time
    }
  }

  /// The orders in which the date exists.
  var orders: [DateOrder] { DateOrder.allCases.filter { day($0) != nil } }

  func microseconds(_ order: DateOrder) -> Int64? {
    day(order).map { Int64($0) * ISODate.microsecondsPerDay + (time ?? 0) }
  }

  /// Years of two digits are 1969 to 2068, as POSIX has it.
  private func day(_ order: DateOrder) -> Int? {
    if hasYearFirst, order != .ymd { return nil }
    if !hasYearFirst, order == .ymd, !hasShortYear { return nil }
    var (year, month, day) =
      switch order {
      case .dmy: (numbers[2], numbers[1], numbers[0])
      case .mdy: (numbers[2], numbers[0], numbers[1])
      case .ymd: (numbers[0], numbers[1], numbers[2])
      }
    if hasShortYear { year += year < 69 ? 2000 : 1900 }
    guard (1...12).contains(month), day >= 1, day <= ISODate.dayCount(year: year, month: month) else { return nil }
    return ISODate.dayNumber(year: year, month: month, day: day)
  }

  /// A run of one to four digits.
  private static func number(_ rest: inout ArraySlice<UInt8>) -> (value: Int, digits: Int)? {
    let digits = rest.prefix { $0 &- 0x30 < 10 }
    guard (1...4).contains(digits.count) else { return nil }
    rest = rest.dropFirst(digits.count)
    return (digits.reduce(0) { $0 * 10 + Int($1 &- 0x30) }, digits.count)
  }

  /// ` 18:05`, `, 6:05:09.25 pm`, `T18:05`: microseconds after midnight.
  private static func time(_ text: ArraySlice<UInt8>) -> Int64? {
    var rest = text
    if rest.first == UInt8(ascii: ",") { rest.removeFirst() }
    guard let blank = rest.popFirst(), blank == UInt8(ascii: " ") || blank == UInt8(ascii: "T") else { return nil }
    rest = rest.drop { $0 == UInt8(ascii: " ") }
    guard var hour = number(&rest)?.value, rest.popFirst() == UInt8(ascii: ":"), let minute = number(&rest),
      minute.digits == 2, minute.value < 60, hour < 24
    else { return nil }
    var microseconds: Int64 = 0
    if rest.first == UInt8(ascii: ":") {
      rest.removeFirst()
      guard let second = number(&rest), second.digits == 2, second.value < 60 else { return nil }
      microseconds = Int64(second.value) * 1_000_000
      if rest.first == UInt8(ascii: ".") {
        rest.removeFirst()
        let fraction = rest.prefix { $0 &- 0x30 < 10 }
        guard (1...6).contains(fraction.count) else { return nil }
        rest = rest.dropFirst(fraction.count)
        let padded = Array(fraction) + Array(repeating: 0x30, count: 6 - fraction.count)
        microseconds += padded.reduce(0) { $0 * 10 + Int64($1 &- 0x30) }
      }
    }
    let half = String(decoding: rest.drop { $0 == UInt8(ascii: " ") }, as: UTF8.self).lowercased()
    switch half {
    case "": break
    case "am", "pm", "a.m.", "p.m.":
      guard (1...12).contains(hour) else { return nil }
      hour = hour % 12 + (half.hasPrefix("p") ? 12 : 0)
    default: return nil
    }
    return Int64(hour * 3600 + minute.value * 60) * 1_000_000 + microseconds
  }
}
