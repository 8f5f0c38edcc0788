/// Days as spreadsheets count them, the time of day behind the point.
enum SerialDate {
  private static let millisecondsPerDay = 86_400_000.0
  /// The last day of the year 9999, where spreadsheets end.
  private static let last = (from1900: 2_958_465.0, from1904: 2_957_003.0)

  /// Appends the date in ISO 8601, with the time where there is one.
  ///
  /// From 1900, day 1 is 1 January 1900 and day 60 is 29 February 1900, which has never been: Lotus 1-2-3 took 1900 for a leap year,
  /// and Excel kept it. From 1904, day 0 is 1 January 1904.
  /// - Returns: false, with nothing appended, for what is no day: below the first, 60 from 1900, beyond the year 9999.
  static func append(_ serial: Double, from1904: Bool, to bytes: inout [UInt8]) -> Bool {
    // Times are kept to the millisecond, the most that spreadsheets show.
    let total = (serial * millisecondsPerDay).rounded()
    let day = (total / millisecondsPerDay).rounded(.down)
    guard day >= (from1904 ? 0 : 1), day <= (from1904 ? last.from1904 : last.from1900), from1904 || day != 60 else {
      return false
    }
    // 1904-01-01, 1899-12-31 and the day before it, in days from 1970.
    let start = from1904 ? -24_107 : day < 60 ? -25_568 : -25_569
    let (year, month, number) = ISODate.date(ofDay: start + Int(day))
    appendDigits(year, 4, to: &bytes)
    bytes.append(UInt8(ascii: "-"))
    appendDigits(month, 2, to: &bytes)
    bytes.append(UInt8(ascii: "-"))
    appendDigits(number, 2, to: &bytes)
    let time = Int(total - day * millisecondsPerDay)
    guard time > 0 else { return true }
    bytes.append(UInt8(ascii: " "))
    appendDigits(time / 3_600_000, 2, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
    appendDigits(time / 60_000 % 60, 2, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
    appendDigits(time / 1000 % 60, 2, to: &bytes)
    if time % 1000 > 0 {
      bytes.append(UInt8(ascii: "."))
      appendDigits(time % 1000, 3, to: &bytes)
    }
    return true
  }

  private static func appendDigits(_ number: Int, _ count: Int, to bytes: inout [UInt8]) {
    var divisor = count == 4 ? 1000 : count == 3 ? 100 : 10
    while divisor > 0 {
      bytes.append(0x30 + UInt8(number / divisor % 10))
      divisor /= 10
    }
  }
}
