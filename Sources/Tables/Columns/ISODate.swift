import Wording

/// Reading and writing of ISO 8601 dates: `2024-01-31`, `2024-01-31T18:05`, `2024-01-31 18:05:09.25Z`, `…+02:00`.
enum ISODate {
  static let microsecondsPerDay: Int64 = 86_400_000_000

  /// The date that `text` spells, nil when it spells none, or none that exists (30 February).
  static func parse(_ text: ArraySlice<UInt8>) -> (microseconds: Int64, precision: DateColumn.Precision)? {
    var rest = text
    guard let year = digits(4, of: &rest), take("-", of: &rest), let month = digits(2, of: &rest),
      take("-", of: &rest), let day = digits(2, of: &rest),
      (1...12).contains(month), day >= 1, day <= dayCount(year: year, month: month)
    else { return nil }
    let midnight = Int64(dayNumber(year: year, month: month, day: day)) * microsecondsPerDay
    if rest.isEmpty { return (midnight, .day) }
    guard take("T", of: &rest) || take(" ", of: &rest), let time = time(of: &rest) else { return nil }
    if rest.isEmpty { return (midnight + time, .time) }
    guard let offset = offset(of: &rest), rest.isEmpty else { return nil }
    return (midnight + time - offset, .timeUTC)
  }

  static func text(microseconds: Int64, precision: DateColumn.Precision) -> String {
    var (days, sinceMidnight) = microseconds.quotientAndRemainder(dividingBy: microsecondsPerDay)
    if sinceMidnight < 0 { (days, sinceMidnight) = (days - 1, sinceMidnight + microsecondsPerDay) }
    let (year, month, day) = date(ofDay: Int(days))
    let date = "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    if precision == .day { return date }
    let seconds = Int(sinceMidnight / 1_000_000)
    var time = "\(padded(seconds / 3600, 2)):\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2))"
    var fraction = padded(Int(sinceMidnight % 1_000_000), 6)
    while fraction.hasSuffix("0") { fraction.removeLast() }
    if !fraction.isEmpty { time += "." + fraction }
    return date + " " + time + (precision == .timeUTC ? "Z" : "")
  }

  /// Days since 1970-01-01.
  static func dayNumber(year: Int, month: Int, day: Int) -> Int {
    CivilCalendar.dayNumber(year: year, month: month, day: day)
  }

  static func date(ofDay number: Int) -> (year: Int, month: Int, day: Int) { CivilCalendar.date(ofDay: number) }

  static func dayCount(year: Int, month: Int) -> Int {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
  }

  /// Microseconds after midnight of `HH:MM[:SS[.f…]]`; finer than a microsecond would lose digits and is refused.
  private static func time(of rest: inout ArraySlice<UInt8>) -> Int64? {
    guard let hour = digits(2, of: &rest), take(":", of: &rest), let minute = digits(2, of: &rest),
      hour < 24, minute < 60
    else { return nil }
    var total = Int64(hour * 3600 + minute * 60) * 1_000_000
    guard take(":", of: &rest) else { return total }
    guard let second = digits(2, of: &rest), second < 60 else { return nil }
    total += Int64(second) * 1_000_000
    guard take(".", of: &rest) else { return total }
    let fraction = rest.prefix { (0x30...0x39).contains($0) }
    guard (1...6).contains(fraction.count) else { return nil }
    rest = rest.dropFirst(fraction.count)
    var unit: Int64 = 100_000
    for digit in fraction {
      total += Int64(digit - 0x30) * unit
      unit /= 10
    }
    return total
  }

  /// Microseconds that a zone (`Z`, `+02:00`, `-0330`) is ahead of UTC.
  private static func offset(of rest: inout ArraySlice<UInt8>) -> Int64? {
    if take("Z", of: &rest) { return 0 }
    let sign: Int64 = rest.first == UInt8(ascii: "-") ? -1 : 1
    guard take("+", of: &rest) || take("-", of: &rest), let hours = digits(2, of: &rest), hours < 24 else { return nil }
    _ = take(":", of: &rest)
    guard let minutes = digits(2, of: &rest), minutes < 60 else { return nil }
    return sign * Int64(hours * 3600 + minutes * 60) * 1_000_000
  }

  private static func take(_ byte: Unicode.Scalar, of rest: inout ArraySlice<UInt8>) -> Bool {
    guard rest.first == UInt8(ascii: byte) else { return false }
    rest.removeFirst()
    return true
  }

  private static func digits(_ count: Int, of rest: inout ArraySlice<UInt8>) -> Int? {
    let text = rest.prefix(count)
    guard text.count == count, text.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    rest = rest.dropFirst(count)
    return text.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  private static func padded(_ value: Int, _ width: Int) -> String {
    let text = String(value)
    return String(repeating: "0", count: max(0, width - text.count)) + text
  }
}
