/// Looks at a column that ended up as text for numbers that it was perhaps meant to hold.
struct TextReview {
  let text: TextColumn
  /// How the file's numbers were read.
  let format: NumberFormat

  /// What to report of a category, named by its index.
  enum Finding: Equatable {
    case leadingZeros(category: Int)
    case longIntegers(category: Int)
    case numberFormat(category: Int, options: String)
    case nearlyNumbers(category: Int, others: Int, count: Int)
  }

  /// Notations worth a hint, the likelier reading of an ambiguous token (1,234) first.
  private static let notations: [(format: NumberFormat, options: String)] = [
    (NumberFormat(thousands: ","), "thousands=,"),
    (NumberFormat(decimal: ","), "decimal=,"),
    (NumberFormat(), "decimal=."),
    (NumberFormat(decimal: ",", thousands: "."), "decimal=, thousands=."),
    (NumberFormat(decimal: ",", thousands: " "), "decimal=, thousands=\" \""),
    (NumberFormat(thousands: " "), "thousands=\" \""),
    (NumberFormat(thousands: "'"), "thousands=\"'\""),
  ]

  func finding() -> Finding? {
    let counts = text.counts()
    let total = counts.reduce(0, +)
    // Nothing below is worth a word unless half of the rows are numbers.
    guard total > 0, possibleNumbers(counts) * 2 >= total, let isNumber = categories(readAs: format, atLeast: 0) else {
      return nil
    }
    let numbers = sum(counts, where: isNumber)
    if numbers == total { return lostDigits() }

    if let hint = notationHint(counts: counts, total: total, numbers: numbers, isNumber: isNumber) { return hint }
    let others = isNumber.count { !$0 }
    guard numbers * 10 >= total * 9 || (numbers * 2 >= total && others <= 3), let first = isNumber.firstIndex(of: false)
    else { return nil }
    return .nearlyNumbers(category: first, others: total - numbers, count: total)
  }

  private func notationHint(counts: [Int], total: Int, numbers: Int, isNumber: [Bool]) -> Finding? {
    var hints: [(count: Int, category: Int, options: String)] = []
    for (format, options) in Self.notations where format != self.format {
      guard let reads = categories(readAs: format, atLeast: isNumber.count / 2) else { continue }
      let count = sum(counts, where: reads)
      guard count > numbers, count * 10 >= total * 9,
        let category = reads.indices.first(where: { reads[$0] && !isNumber[$0] })
      else { continue }
      hints.append((count, category, options))
    }
    guard let most = hints.map(\.count).max() else { return nil }
    let best = hints.filter { $0.count == most }
    // Notations that differ in one sign can both fit: the user knows which it is. A longer one adds nothing then.
    let shortest = best.filter { !$0.options.contains(" ") || best.count == 1 }
    let options = (shortest.isEmpty ? Array(best.prefix(1)) : shortest).map(\.options).joined(separator: " or ")
    return .numberFormat(category: best[0].category, options: options)
  }

  /// Which categories are numbers in `format`, nil as soon as fewer than `needed` of them can be.
  private func categories(readAs format: NumberFormat, atLeast needed: Int) -> [Bool]? {
    var result: [Bool] = []
    result.reserveCapacity(text.categories.count)
    var misses = 0
    text.categories.bytes.withUnsafeBufferPointer { bytes in
      for index in text.categories.indices {
        let range = text.categories.offsets[index]..<text.categories.offsets[index + 1]
        let isNumber = couldBeNumber(bytes[range.lowerBound]) && format.number(in: bytes, range) != nil
        result.append(isNumber)
        if !isNumber { misses += 1 }
        if text.categories.count - misses < needed { return }
      }
    }
    return result.count == text.categories.count ? result : nil
  }

  /// Rows whose text begins as a number does.
  private func possibleNumbers(_ counts: [Int]) -> Int {
    let (bytes, offsets) = (text.categories.bytes, text.categories.offsets)
    return counts.indices.reduce(0) { sum, index in
      offsets[index] < bytes.count && couldBeNumber(bytes[offsets[index]]) ? sum + counts[index] : sum
    }
  }

  private func couldBeNumber(_ first: UInt8) -> Bool {
    switch first {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."),
      UInt8(ascii: ","):
      true
    default: false
    }
  }

  /// Why a column of nothing but numbers is text.
  private func lostDigits() -> Finding? {
    text.categories.bytes.withUnsafeBufferPointer { bytes in
      var long: Finding?
      for index in text.categories.indices {
        let range = text.categories.offsets[index]..<text.categories.offsets[index + 1]
        let traits = format.number(in: bytes, range)?.traits ?? []
        if traits.contains(.leadingZero) { return .leadingZeros(category: index) }
        if traits.contains(.inexactInteger), long == nil { long = .longIntegers(category: index) }
      }
      return long
    }
  }

  private func sum(_ counts: [Int], where included: [Bool]) -> Int {
    zip(counts, included).reduce(0) { $1.1 ? $0 + $1.0 : $0 }
  }
}
