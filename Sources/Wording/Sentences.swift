// Words that sentences are made of. Short names: they stand in the middle of texts.

/// A whole number with its thousands grouped: 8,950.
public func grouped(_ value: Int) -> String { NumberText.count(value) }

/// A count with its noun: "1 row", "8,950 rows".
public func count(_ value: Int, _ noun: String, plural: String? = nil) -> String {
  "\(grouped(value)) \(value == 1 ? noun : plural ?? noun + "s")"
}

/// A number with so many decimals, its thousands grouped: 1,564.47; three digits and a power of ten from 10¹⁵ on.
public func decimals(_ value: Double, _ places: Int) -> String {
  abs(value) >= 1e15 ? NumberText.compact(value) : NumberText.decimals(value, places)
}

/// A share as a percentage: see `NumberText.percent`.
public func percent(_ share: Double) -> String { NumberText.percent(share) }

/// Names as a sentence lists them: "a", "a and b", "a, b and c"; beyond `limit` the rest is counted.
public func list(_ names: [String], limit: Int = 6) -> String {
  if names.count > limit {
    return names.prefix(limit - 1).joined(separator: ", ") + " and \(names.count - limit + 1) more"
  }
  guard let last = names.last, names.count > 1 else { return names.first ?? "" }
  return names.dropLast().joined(separator: ", ") + " and " + last
}

/// The shortest text of a number that reads back as the same: 0.1, 12.
public func shortest(_ value: Double) -> String { NumberText.shortest(value) }

/// A value of a column in a sentence: whole numbers whole, others with two decimals, small ones with three digits.
public func amount(_ value: Double) -> String { NumberText.sentence(value) }
