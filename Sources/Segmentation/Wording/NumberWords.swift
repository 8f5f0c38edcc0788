import Foundation
import Tables

/// A whole number with its thousands grouped: 8,950.
package func grouped(_ value: Int) -> String {
  let digits = String(value.magnitude)
  var result = ""
  for (i, digit) in digits.enumerated() {
    if i > 0, (digits.count - i) % 3 == 0 { result.append(",") }
    result.append(digit)
  }
  return value < 0 ? "−" + result : result
}

/// A count with its noun: "1 row", "8,950 rows".
package func count(_ value: Int, _ noun: String, plural: String? = nil) -> String {
  "\(grouped(value)) \(value == 1 ? noun : plural ?? noun + "s")"
}

/// A number with so many decimals, its thousands grouped: 1,564.47.
package func decimals(_ value: Double, _ places: Int) -> String {
  guard value.isFinite else { return value.isNaN ? "–" : value < 0 ? "−∞" : "∞" }
  guard abs(value) < 1e15 else { return String(format: "%.3g", value).replacing("-", with: "−") }
  let text = String(format: "%.\(places)f", abs(value))
  let parts = text.split(separator: ".", omittingEmptySubsequences: false)
  let whole = Int(parts[0]).map(grouped) ?? String(parts[0])
  let isZero = !text.contains { $0 != "0" && $0 != "." }
  return (value < 0 && !isZero ? "−" : "") + whole + (parts.count > 1 ? "." + parts[1] : "")
}

/// A share as a percentage; whole ones from 10 to 90 per cent, one decimal outside, so that little is not called
/// nothing.
package func percent(_ share: Double) -> String {
  guard share.isFinite else { return "–" }
  let value = share * 100
  if value == 0 || value == 100 { return "\(Int(value))%" }
  if value < 0.1 { return "under 0.1%" }
  if value > 99.9 { return "over 99.9%" }
  return value < 9.95 || value > 90 ? String(format: "%.1f%%", value) : String(format: "%.0f%%", value)
}

/// Names as a sentence lists them: "a", "a and b", "a, b and c"; beyond `limit` the rest is counted.
package func list(_ names: [String], limit: Int = 6) -> String {
  if names.count > limit {
    return names.prefix(limit - 1).joined(separator: ", ") + " and \(names.count - limit + 1) more"
  }
  guard let last = names.last, names.count > 1 else { return names.first ?? "" }
  return names.dropLast().joined(separator: ", ") + " and " + last
}

/// The shortest text of a number that reads back as the same: 0.1, 12.
package func shortest(_ value: Double) -> String { numberText(value) }

/// A value of a column in a sentence: whole numbers whole, others with two decimals, small ones with three digits.
package func amount(_ value: Double) -> String {
  guard value.isFinite else { return decimals(value, 0) }
  if value == value.rounded(), abs(value) < 1e15 { return decimals(value, 0) }
  if abs(value) >= 1 { return decimals(value, 2) }
  return String(format: "%.3g", value).replacing("-", with: "−")
}
