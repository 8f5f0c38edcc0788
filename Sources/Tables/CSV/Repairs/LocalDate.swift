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

/// A date as people write it: `31/12/2023`, `12/31/23 5:30 PM`, `31.12.2023`, `2023/12/31`, where it is open which number is which, or
/// with the month's name: `31-DEC-23`, `31. Dezember 2023`, `Dec 31, 2023`.
struct LocalDate: Equatable {
  private let numbers: [Int]
  private let hasYearFirst: Bool
  /// The order of day, month and year where the month's name tells it.
  private let namedOrder: DateOrder?
  let separator: UInt8
  let hasShortYear: Bool
  /// Microseconds after midnight, nil for a day.
  let time: Int64?

  /// Nil for what is no date in any order.
  init?(_ text: ArraySlice<UInt8>) {
    if let date = Self(naming: text) {
      self = date
      return
    }
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
    namedOrder = nil
    self.separator = separator
    guard let time = Self.time(rest) else { return nil }
    self.time = time
  }

  /// A date with the name of its month.
  private init?(naming text: ArraySlice<UInt8>) {
    var rest = text
    let words = [false, false, true].compactMap { Self.word(&rest, isLast: $0) }
    guard words.count == 3, let separator = words[0].separator else { return nil }
    let values = words.map { Int($0.text) }
    let lengths = words.map(\.text.utf8.count)
    let place: Int
    switch (values[0], values[1], values[2]) {
    case (_?, nil, _?) where lengths[0] == 4 && lengths[2] <= 2: (namedOrder, place) = (.ymd, 1)
    case (_?, nil, _?) where lengths[0] <= 2: (namedOrder, place) = (.dmy, 1)
    case (nil, _?, _?) where lengths[1] <= 2: (namedOrder, place) = (.mdy, 0)
    default: return nil
    }
    hasYearFirst = namedOrder == .ymd
    guard hasYearFirst || lengths[2] == 2 || lengths[2] == 4, let month = MonthNames.month(words[place].text) else {
      return nil
    }
    hasShortYear = !hasYearFirst && lengths[2] == 2
    numbers = values.map { $0 ?? month }
    self.separator = separator
    guard let time = Self.time(rest) else { return nil }
    self.time = time
  }

  /// Some digits, or letters, with what separates them from the next; `de`, as in `31 de diciembre de 2023`, is passed over.
  private static func word(_ rest: inout ArraySlice<UInt8>, isLast: Bool) -> (text: String, separator: UInt8?)? {
    func isLetter(_ byte: UInt8) -> Bool { byte | 0x20 &- 0x61 < 26 || byte >= 0x80 }
    var bytes = rest.prefix { $0 &- 0x30 < 10 }
    if bytes.isEmpty { bytes = rest.prefix(while: isLetter) }
    guard !bytes.isEmpty, bytes.count <= 12 else { return nil }
    rest = rest.dropFirst(bytes.count)
    let text = String(decoding: bytes, as: UTF8.self)
    if isLast { return (text, nil) }
    let separators = rest.prefix { " -/.,".utf8.contains($0) }
    guard (1...2).contains(separators.count) else { return nil }
    rest = rest.dropFirst(separators.count)
    if rest.starts(with: "de ".utf8) { rest = rest.dropFirst(3) }
    return (text, separators.first)
  }

  /// The orders in which the date exists; one where the month has its name.
  var orders: [DateOrder] { (namedOrder.map { [$0] } ?? DateOrder.allCases).filter { day($0) != nil } }

  /// Nil for a day that is not in the calendar; a month's name tells the order whatever is asked.
  func microseconds(_ order: DateOrder) -> Int64? {
    day(namedOrder ?? order).map { Int64($0) * ISODate.microsecondsPerDay + (time ?? 0) }
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

  /// ` 18:05`, `, 6:05:09.25 pm`, `T18:05`: microseconds after midnight; none behind a day alone, and nil for what is no time.
  private static func time(_ text: ArraySlice<UInt8>) -> Int64?? {
    if text.isEmpty { return .some(nil) }
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
