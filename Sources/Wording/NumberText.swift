#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Numbers as people read them.
///
/// A negative number has a minus sign (U+2212), as wide as a plus, in figures, tables and sentences alike; what is written to be
/// read back (files, and values as they are typed) keeps the hyphen of `shortest`. Thousands are grouped by a comma.
public enum NumberText {
  private static let minus = "−"

  /// Six significant digits, trailing zeros dropped: `0.123457`, `1585.62`, `1.2e−09`.
  public static func score(_ value: Double) -> String {
    formatted("%.6g", value)
  }

  /// Two decimals: `1,564.47`.
  public static func amount(_ value: Double) -> String {
    decimals(value, 2)
  }

  /// A whole number: `8,950`.
  public static func count(_ value: Int) -> String {
    (value < 0 ? minus : "") + grouped(String(value.magnitude))
  }

  /// A share of one as a percentage with one decimal: `31.7%`.
  ///
  /// The one way in which a share of customers, rows or variance is said, in sentences, tables and figures: the same share reads
  /// the same wherever it stands. Only none is `0.0%` and only all is `100.0%`: what would round to them otherwise is `<0.1%` or
  /// `>99.9%`.
  /// - Parameters:
  ///   - share: 0...1; `–` where it is not a number.
  ///   - places: decimals, fewer where a figure has no room for one.
  public static func percent(_ share: Double, decimals places: Int = 1) -> String {
    guard share.isFinite else { return "–" }
    let text = decimals(share * 100, places)
    let step = pow(10, -Double(places))
    if share > 0, text == decimals(0, places) { return "<" + decimals(step, places) + "%" }
    // Shares that are added up may miss 1 by rounding.
    if share < 1 - 1e-9, text == decimals(100, places) { return ">" + decimals(100 - step, places) + "%" }
    return text + "%"
  }

  /// Fixed decimals.
  public static func decimals(_ value: Double, _ places: Int) -> String {
    guard value.isFinite else { return special(value) }
    var text = formatted("%.\(max(0, places))f", value)
    let isNegative = text.hasPrefix(minus)
    if isNegative { text.removeFirst() }
    let parts = text.split(separator: ".", maxSplits: 1)
    let fraction = parts.count > 1 ? "." + parts[1] : ""
    let isZero = text.allSatisfy { $0 == "0" || $0 == "." }
    return (isNegative && !isZero ? minus : "") + grouped(String(parts[0])) + fraction
  }

  /// At most three significant digits with k, M, B or T: `5k`, `1.2M`, `873`, `0.25`.
  public static func compact(_ value: Double) -> String {
    guard value.isFinite else { return special(value) }
    if value == 0 { return "0" }
    let units: [(Double, String)] = [(1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "k")]
    let size = abs(value)
    if size >= 1e15 { return formatted("%.3g", value) }
    for (unit, suffix) in units where size >= unit * 0.9995 {
      return formatted("%.3g", value / unit) + suffix
    }
    return formatted("%.3g", value)
  }

  /// A value in a label: the precision its size deserves, `1,564`, `873.4`, `0.8773`.
  public static func value(_ value: Double) -> String {
    guard value.isFinite else { return special(value) }
    let size = abs(value)
    if size >= 1e9 { return compact(value) }
    if size >= 1000 || value == value.rounded() { return decimals(value, 0) }
    if size >= 100 { return decimals(value, 1) }
    if size >= 1 { return decimals(value, 2) }
    return formatted("%.3g", value)
  }

  /// A mean or a median in a table: as `sentence`, but short from 10⁹ on.
  public static func statistic(_ value: Double) -> String {
    guard value.isFinite else { return special(value) }
    return abs(value) >= 1e9 ? compact(value) : sentence(value)
  }

  /// Values of one column side by side, all with the same decimals: none where all are whole, else two from ten on, three from a tenth on,
  /// and three digits of the largest below.
  ///
  /// What is not zero is never written as zero; such a value, and all from 10⁹ on, are written as `statistic` does. Below a
  /// millionth all have three digits and a power of ten. Where that would not show a quarter of `spread`, they have the digits that show
  /// a hundredth of it.
  /// - Parameter spread: how far apart the values of the column lie; 0 where that does not matter.
  public static func statistics(_ values: [Double], spread: Double = 0) -> [String] {
    let known = values.filter(\.isFinite)
    let largest = known.map(abs).max() ?? 0
    let isWhole = !known.contains { $0 != $0.rounded() }
    let order = largest > 0 ? Int(log10(largest).rounded(.down)) : 0
    var places = isWhole ? 0 : largest >= 10 ? 2 : largest >= 0.1 ? 3 : 2 - order
    let isShort = largest >= 1e9 || (!isWhole && largest < 1e-6)
    // Half a step of what a value is rounded to may be lost at either end.
    let step = pow(10, Double(isShort ? order - 2 : -places))
    if spread > 0, spread.isFinite, step > spread / 4, !isWhole || step > 1 {
      let finest = Int(log10(spread).rounded(.down)) - 2
      // Seventeen digits tell any two doubles apart.
      let digits = min(17, order - finest + 1)
      guard largest < 1e15, largest >= 1e-6 else { return values.map { formatted("%.\(digits)g", $0) } }
      places = isWhole ? 0 : max(0, digits - order - 1)
    } else if isShort || isWhole {
      return values.map(statistic)
    }
    let zero = decimals(0, places)
    return values.map { value in
      let text = decimals(value, places)
      return value != 0 && text == zero ? statistic(value) : text
    }
  }

  /// A value of a column in a sentence: whole numbers whole, two decimals from one on, three digits below; three digits and a
  /// power of ten from 10¹⁵ on.
  public static func sentence(_ value: Double) -> String {
    guard value.isFinite else { return special(value) }
    if abs(value) >= 1e15 { return compact(value) }
    if value == value.rounded() { return decimals(value, 0) }
    return abs(value) >= 1 ? decimals(value, 2) : formatted("%.3g", value)
  }

  /// A written number as one writes a year or a code: without commas between thousands.
  public static func ungrouped(_ text: String) -> String { text.filter { $0 != "," } }

  /// The shortest decimal that reads back as the same double, with a hyphen; whole numbers without a point: `0.1`, `12`.
  public static func shortest(_ value: Double) -> String {
    let text = value.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  private static func special(_ value: Double) -> String {
    value.isNaN ? "–" : value > 0 ? "∞" : minus + "∞"
  }

  private static func grouped(_ digits: String) -> String {
    var out = ""
    for (i, digit) in digits.enumerated() {
      if i > 0, (digits.count - i) % 3 == 0 { out.append(",") }
      out.append(digit)
    }
    return out
  }

  /// C's rounding, which is exact where arithmetic on doubles is not; the C locale, whatever the machine's.
  private static func formatted(_ format: String, _ value: Double) -> String {
    guard value.isFinite else { return special(value) }
    var buffer = [CChar](repeating: 0, count: 512)
    let length = withVaList([value]) { vsnprintf(&buffer, buffer.count, format, $0) }
    let text = String(decoding: buffer.prefix(Int(max(0, length))).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return text == "-0" ? "0" : text.replacing("-", with: minus)
  }
}
