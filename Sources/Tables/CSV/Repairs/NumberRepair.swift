/// Reads a column of text as numbers when each of its values is one but for what stands around it or between its digits.
struct NumberRepair {
  let categories: TextCategories
  let missing: MissingTokens
  /// What the user said of decimals and thousands, nil where nothing.
  let decimal: Character?
  let thousands: Character?
  /// How the file's numbers are read otherwise.
  let format: NumberFormat

  struct Reading: Equatable {
    /// A value for each category, NaN where it stands for missing.
    var values: [Double]
    /// The first category that is not written plainly.
    var example: Int
    /// What was passed over, in words.
    var how: [String]
    /// The part of it that is about what stands around the digits.
    var signs: [String] = []
    var ambiguity: Ambiguity?
    var isPercent = false
    var currency: String?
  }

  /// A category that another notation reads as another number, and the option that does.
  struct Ambiguity: Equatable {
    var category: Int
    var other: Double
    var option: String
  }

  /// How digits may be written in the column.
  private struct Notation {
    var decimal: Character
    var thousands: Character?
    var format: NumberFormat { NumberFormat(decimal: decimal, thousands: thousands) }
  }

  /// Nil as soon as a value is no number, when all are written plainly, and when numbers would lose digits.
  /// - Complexity: O(bytes of the distinct values).
  func reading() -> Reading? {
    guard let numbers = decorated() else { return nil }
    let readable = notations.map { notation in (notation, notation.format) }
      .filter { _, format in numbers.allSatisfy { $0.map { $0.value(in: format) != nil } ?? true } }
    guard let (chosen, chosenFormat) = readable.first else { return nil }
    let values = numbers.map { $0.map { $0.value(in: chosenFormat) } ?? nil }
    // Whole numbers that no double equals are account numbers.
    let traits = values.compactMap { $0?.traits }
    guard !traits.contains(where: { $0.contains(.inexactInteger) }) else { return nil }
    guard let example = categories.indices.first(where: { numbers[$0] != nil && !isPlain($0) }) else { return nil }
    var reading = Reading(
      values: values.map { $0.map { missing.contains($0.value) ? .nan : $0.value } ?? .nan },
      example: example, how: how(numbers.compactMap { $0 }, chosen))
    reading.signs = signs(numbers.compactMap { $0 })
    reading.isPercent = numbers.contains { $0?.isPercent == true }
    reading.currency = numbers.lazy.compactMap { $0?.currency }.first
    if decimal == nil, let (other, otherFormat) = readable.first(where: { $0.0.decimal != chosen.decimal }) {
      reading.ambiguity =
        categories.indices.lazy.compactMap { index -> Ambiguity? in
          guard let value = numbers[index]?.value(in: otherFormat)?.value, value != values[index]?.value else {
            return nil
          }
          return Ambiguity(category: index, other: value, option: "decimal=\(other.decimal)")
        }.first
    }
    return reading
  }

  /// Every category without its decoration, nil for those that stand for missing; nil as soon as one is no number, and when the
  /// column mixes monies, or percents with plain numbers.
  private func decorated() -> [DecoratedNumber?]? {
    var numbers: [DecoratedNumber?] = []
    var currency: String?
    var (percents, others) = (false, false)
    for index in categories.indices {
      let token = categories.utf8(at: index)
      guard let number = DecoratedNumber(token) else {
        guard missing.containsBesideValues(token) else { return nil }
        numbers.append(nil)
        continue
      }
      if let sign = number.currency {
        guard currency == nil || currency == sign else { return nil }
        currency = sign
      }
      let isZero = !number.core.contains { (0x31...0x39).contains($0) }
      percents = percents || number.isPercent
      others = others || (!number.isPercent && !isZero)
      guard !(percents && others) else { return nil }
      numbers.append(number)
    }
    return numbers.contains { $0 != nil } ? numbers : nil
  }

  /// The likeliest first: the file's own decimal, no thousands.
  private var notations: [Notation] {
    let first: Character = format.point == UInt8(ascii: ",") ? "," : "."
    if let thousands { return [Notation(decimal: first, thousands: thousands)] }
    let decimals: [Character] = decimal != nil ? [first] : [first, first == "." ? "," : "."]
    return decimals.flatMap { decimal in
      [nil, decimal == "." ? "," : ".", " ", "'"].map { Notation(decimal: decimal, thousands: $0) }
    }
  }

  private func isPlain(_ index: Int) -> Bool {
    categories.withUTF8(at: index) { format.number(in: $0, 0..<$0.count) != nil }
  }

  private func signs(_ numbers: [DecoratedNumber]) -> [String] {
    var how: [String] = []
    if let currency = numbers.lazy.compactMap(\.currency).first { how.append("\(currency) left out") }
    if numbers.contains(where: \.isPercent) { how.append("12 % is 12") }
    if numbers.contains(where: { $0.exponent == 3 }) { how.append("k is thousand") }
    if numbers.contains(where: { $0.exponent == 6 }) { how.append("M is million") }
    if numbers.contains(where: \.hasBrackets) { how.append("brackets are negative") }
    if numbers.contains(where: \.hasMinusBehind) { how.append("a minus behind is negative") }
    return how
  }

  private func how(_ numbers: [DecoratedNumber], _ notation: Notation) -> [String] {
    var how = signs(numbers)
    let ungrouped = NumberFormat(decimal: notation.decimal)
    if let thousands = notation.thousands, numbers.contains(where: { $0.value(in: ungrouped) == nil }) {
      let noun = [",": "commas", ".": "points", " ": "blanks", "'": "apostrophes"][thousands] ?? "\(thousands)"
      how.append("\(noun) between thousands")
    }
    let isOtherDecimal = notation.decimal.asciiValue != format.point
    if isOtherDecimal, let point = notation.decimal.asciiValue, numbers.contains(where: { $0.core.contains(point) }) {
      how.append(notation.decimal == "," ? "a decimal comma" : "a decimal point")
    }
    return how
  }
}
