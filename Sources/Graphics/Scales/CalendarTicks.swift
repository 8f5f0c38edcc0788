/// Where an axis of time has its labels: at days, Mondays, first days of months or years.
///
/// Times are days since 1970-01-01. What a label says follows from the length of the axis alone, so that all labels of one are of
/// one kind.
struct CalendarTicks {
  let domain: ClosedRange<Double>

  private static let daysLabelled = 120.0
  private static let monthsLabelled = 3_000.0

  private var span: Double { domain.upperBound - domain.lowerBound }

  /// About as many ticks as wanted, inside the domain.
  func ticks(_ target: Int) -> [Double] {
    guard span > 0, span < 4e6, target > 0, abs(domain.lowerBound) < 1e9 else { return [domain.lowerBound] }
    let wanted = span / Double(target)
    if span <= Self.daysLabelled {
      let step = [1, 2, 7, 14, 28].first { Double($0) >= wanted } ?? 28
      return multiples(of: step, after: CalendarDay.firstMonday, in: domain)
    }
    let steps = [1, 2, 3, 6] + [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000].map { $0 * 12 }
    let least = span <= Self.monthsLabelled ? 1 : 12
    let step = steps.first { $0 >= least && Double($0) * 30.4 >= wanted } ?? 12_000
    let first = CalendarDay.floor(CalendarDay(Int(domain.lowerBound.rounded(.down))).monthNumber, step)
    var ticks: [Double] = []
    for month in stride(from: first, through: first + Int(span / 28) + step, by: step) {
      let day = Double(CalendarDay.number(ofMonth: month))
      if day > domain.upperBound { break }
      if domain.contains(day) { ticks.append(day) }
    }
    return ticks
  }

  private func multiples(of step: Int, after origin: Int, in domain: ClosedRange<Double>) -> [Double] {
    let first = CalendarDay.floor(Int(domain.lowerBound.rounded(.down)) - origin, step) + origin
    return stride(from: first, through: Int(domain.upperBound.rounded(.down)), by: step).map { Double($0) }
      .filter(domain.contains)
  }

  /// `2024-01-31`, `2024-01` or `2024`.
  func label(_ time: Double) -> String {
    guard time.isFinite, abs(time) < 1e9 else { return "–" }
    let day = CalendarDay(Int(time.rounded(.down)))
    if span <= Self.daysLabelled { return day.text }
    return span <= Self.monthsLabelled ? day.monthText : String(day.year)
  }
}
