/// What one pass over a column of numbers tells of its role.
struct RoleTraits {
  /// Different values beyond which they are not counted.
  static let mostCounted = 12

  private(set) var minimum = Double.infinity
  private(set) var maximum = -Double.infinity
  private(set) var isWhole = true
  /// Whether no number has more than two decimals.
  private(set) var areCents = true
  private(set) var missing = 0
  /// Numbers that need a second decimal.
  private(set) var hundredths = 0
  private(set) var present = 0
  /// The first different values, up to one more than are counted.
  private(set) var firstValues: [Double] = []

  /// Different values; nil for more than are counted.
  var distinct: Int? { firstValues.count > Self.mostCounted ? nil : firstValues.count }

  /// - Complexity: O(n).
  init(_ values: [Double]) {
    var (low, high, whole, cents, gone, fine) = (Double.infinity, -Double.infinity, true, true, 0, 0)
    for value in values {
      if value.isNaN {
        gone += 1
        continue
      }
      if value < low { low = value }
      if value > high { high = value }
      if whole && value != value.rounded(.towardZero) { whole = false }
      if cents && !whole && (100 * value - (100 * value).rounded()).magnitude > 1e-9 * max(1, (100 * value).magnitude) {
        cents = false
      }
      if cents && !whole && (10 * value - (10 * value).rounded()).magnitude > 1e-9 * max(1, (10 * value).magnitude) {
        fine += 1
      }
      if firstValues.count <= Self.mostCounted && !firstValues.contains(value) { firstValues.append(value) }
    }
    (minimum, maximum, isWhole, areCents, missing) = (low, high, whole, cents, gone)
    (hundredths, present) = (fine, values.count - gone)
  }

  /// The share of numbers with a second decimal from which they look like money: of prices in cents nine of ten have one, of
  /// measurements to one decimal none.
  private static let leastHundredths = 0.2

  /// Whether they look like sums of money to the cent.
  var lookLikeMoney: Bool {
    !isWhole && areCents && Double(hundredths) >= Self.leastHundredths * Double(present)
      && (maximum > 10 || minimum < -10)
  }

  func lies(in range: ClosedRange<Double>) -> Bool { minimum >= range.lowerBound && maximum <= range.upperBound }

  /// Whether all are whole numbers of which none is missing and none comes twice.
  /// - Complexity: O(n), less where a value comes twice early.
  func areAllDifferent(_ values: [Double]) -> Bool {
    guard isWhole, missing == 0, values.count > 1, distinct == nil || distinct == values.count,
      maximum.magnitude < 1e15, minimum.magnitude < 1e15, maximum - minimum >= Double(values.count - 1)
    else { return false }
    let width = maximum - minimum + 1
    guard width > 64 * Double(values.count) else {
      var isTaken = [Bool](repeating: false, count: Int(width))
      return values.allSatisfy { value in
        let place = Int(value - minimum)
        defer { isTaken[place] = true }
        return !isTaken[place]
      }
    }
    var seen = Set<Double>(minimumCapacity: values.count)
    return values.allSatisfy { seen.insert($0).inserted }
  }

  /// Whether they are whole numbers without a gap, each once, in any order.
  func countRows(_ values: [Double]) -> Bool {
    isWhole && missing == 0 && maximum - minimum == Double(values.count - 1) && areAllDifferent(values)
  }

  /// What whole numbers count since 1970 where they can be points in time of the years 1980 to 2099; nil where they cannot.
  var unitOfTime: String? {
    guard isWhole, distinct == nil else { return nil }
    let years = 315_532_800.0...4_102_444_800
    if lies(in: years) { return "seconds" }
    return lies(in: years.lowerBound * 1_000...years.upperBound * 1_000) ? "milliseconds" : nil
  }

  /// Whether every value spells a day: 20231014.
  func spellDays(_ values: [Double]) -> Bool {
    guard isWhole, lies(in: 19_000_101...21_001_231) else { return false }
    return values.allSatisfy { $0.isNaN || ISODate.isDay(Int($0)) }
  }
}

extension RoleTraits {
  /// Whether every value spells a month: 202301.
  func spellMonths(_ values: [Double]) -> Bool {
    guard isWhole, lies(in: 190_001...210_012) else { return false }
    return values.allSatisfy { $0.isNaN || (1...12).contains(Int($0) % 100) }
  }
}

extension ISODate {
  /// Whether a number's digits are year, month and day of a day that exists.
  static func isDay(_ number: Int) -> Bool {
    let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100)
    guard (1...12).contains(month), day >= 1 else { return false }
    return date(ofDay: dayNumber(year: year, month: month, day: day)) == (year, month, day)
  }
}
