/// How dates are read from text that is not ISO 8601.
public enum DateReading: String, Sendable, CaseIterable {
  /// The order is found from the whole column.
  case auto
  case dmy, mdy, ymd
  /// Not at all: dates stay text, those of ISO 8601 too.
  case text

  /// The order that was asked for.
  var order: DateOrder? { DateOrder(rawValue: rawValue) }
}

/// Reads a column of text as dates when each of its values is one in the same order of day, month and year.
struct DateRepair {
  let categories: TextCategories
  let missing: MissingTokens
  let reading: DateReading

  struct Dates {
    /// A value for each category, `DateColumn.missing` where it stands for missing.
    var microseconds: [Int64]
    var precision: DateColumn.Precision
    var order: DateOrder
    /// The category that shows the order, else the first.
    var example: Int
    var isProven: Bool
    var hasShortYears: Bool
    /// A category that the other order reads as another day, and that day, where nothing tells them apart.
    var ambiguity: (category: Int, other: DateOrder, microseconds: Int64)?
  }

  enum Outcome {
    case dates(Dates)
    /// Years of two digits in an order that nothing tells; the first category.
    case undecided(example: Int)
    /// Dates that the order asked for has not all of; the first that it has not, and an order that fits them all.
    case misfit(example: Int, asked: DateOrder, fitting: DateOrder)
  }

  /// Nil as soon as a value is no date, or when no order fits all of them.
  /// - Parameter preferred: the order to take where nothing in the column decides.
  /// - Complexity: O(distinct values).
  func outcome(preferring preferred: DateOrder?) -> Outcome? {
    var dates: [LocalDate?] = []
    var orders = Set(DateOrder.allCases)
    var separator: UInt8?
    for index in categories.indices {
      let token = categories.utf8(at: index)
      if let date = LocalDate(token) {
        guard separator == nil || separator == date.separator else { return nil }
        separator = date.separator
        orders.formIntersection(date.orders)
        dates.append(date)
      } else {
        guard missing.containsBesideValues(token) else { return nil }
        dates.append(nil)
      }
      if orders.isEmpty { return nil }
    }
    guard let example = dates.firstIndex(where: { $0 != nil }) else { return nil }
    if let asked = reading.order {
      let misfit = dates.firstIndex { $0.map { $0.microseconds(asked) == nil } ?? false }
      guard let misfit else { return .dates(read(dates, in: asked, of: [asked], example: example)) }
      let fitting =
        orders.count == 1 ? orders.first : orders.contains(.dmy) ? .dmy : orders.min { $0.rawValue < $1.rawValue }
      return fitting.map { .misfit(example: misfit, asked: asked, fitting: $0) }
    }
    let hasShortYears = dates.contains { $0?.hasShortYear == true }
    if orders.count > 1, hasShortYears { return .undecided(example: example) }
    let order = orders.count == 1 ? orders.first ?? .dmy : likelier(among: orders, dates, preferred)
    return .dates(read(dates, in: order, of: orders, example: example))
  }

  private func read(_ dates: [LocalDate?], in order: DateOrder, of orders: Set<DateOrder>, example: Int) -> Dates {
    let proof = dates.firstIndex { $0?.orders == [order] }
    let microseconds = dates.map { $0?.microseconds(order) ?? DateColumn.missing }
    var result = Dates(
      microseconds: microseconds, precision: dates.contains { $0?.time != nil } ? .time : .day, order: order,
      example: proof ?? example, isProven: proof != nil, hasShortYears: dates.contains { $0?.hasShortYear == true })
    if let other = DateOrder.allCases.first(where: { $0 != order && orders.contains($0) }) {
      result.ambiguity =
        dates.indices.lazy.compactMap { index in
          guard let value = dates[index]?.microseconds(other), value != microseconds[index] else { return nil }
          return (index, other, value)
        }.first
    }
    return result
  }

  /// Where nothing decides: the order of the file's other dates; the one in which all are the first of a month; the day first,
  /// as most countries write.
  private func likelier(
    among orders: Set<DateOrder>, _ dates: [LocalDate?], _ preferred: DateOrder?
  ) -> DateOrder {
    if let preferred, orders.contains(preferred) { return preferred }
    let days = dates.compactMap { $0 }
    func areFirsts(_ order: DateOrder) -> Bool {
      days.allSatisfy { date in
        date.microseconds(order).map {
          ISODate.date(ofDay: Int($0 / ISODate.microsecondsPerDay)).day == 1 && $0 >= 0
        } ?? false
      }
    }
    return areFirsts(.mdy) && !areFirsts(.dmy) ? .mdy : orders.contains(.dmy) ? .dmy : orders.first ?? .dmy
  }
}
