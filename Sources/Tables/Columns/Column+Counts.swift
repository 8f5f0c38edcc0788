/// What values a column has, counted.
extension Column {
  /// How many different values there are; a missing one is none.
  /// - Complexity: O(rows); O(1) for text.
  public var distinctCount: Int {
    switch values {
    case .numbers(let numbers): Set(numbers.lazy.filter { !$0.isNaN }).count
    case .text(let text): text.categories.count
    case .booleans(let booleans): Set(booleans.lazy.compactMap { $0 }).count
    case .dates(let dates): Set(dates.microseconds.lazy.filter { $0 != DateColumn.missing }).count
    }
  }

  /// The values and their rows: text by first appearance, others in the alphabet's order.
  /// - Complexity: O(rows), and a string for each distinct value.
  public func valueCounts() -> [ValueCount] {
    if case .text(let text) = values {
      return zip(text.categories, text.counts()).map { ValueCount(value: $0, count: $1) }
    }
    var counts: [String: Int] = [:]
    if case .booleans(let booleans) = values {
      for case .some(let value) in booleans { counts[value ? "true" : "false", default: 0] += 1 }
    } else {
      for row in 0..<count {
        if let text = text(at: row) { counts[text, default: 0] += 1 }
      }
    }
    return counts.sorted { $0.key < $1.key }.map { ValueCount(value: $0.key, count: $0.value) }
  }

  /// The value of most rows, nil where there is none; of equals, the first of `valueCounts()`.
  /// - Complexity: O(rows).
  public func commonestValue() -> ValueCount? {
    if case .text(let text) = values {
      let counts = text.counts()
      return counts.indices.max { (counts[$0], -$0) < (counts[$1], -$1) }
        .map { ValueCount(value: text.categories[$0], count: counts[$0]) }
    }
    let counts = valueCounts()
    return counts.indices.max { (counts[$0].count, -$0) < (counts[$1].count, -$1) }.map { counts[$0] }
  }

  /// The first and the last of dates, the least and the largest of numbers; nil where there is no value, and for values
  /// without an order.
  /// - Complexity: O(rows).
  public func valueRange() -> (first: String, last: String)? {
    switch values {
    case .numbers(let numbers): range(of: numbers.indices.filter { !numbers[$0].isNaN }) { numbers[$0] }
    case .dates(let dates):
      range(of: dates.microseconds.indices.filter { dates.microseconds[$0] != DateColumn.missing }) {
        dates.microseconds[$0]
      }
    case .text, .booleans: nil
    }
  }

  private func range<Value: Comparable>(of rows: [Int], by value: (Int) -> Value) -> (first: String, last: String)? {
    guard let first = rows.min(by: { value($0) < value($1) }), let last = rows.max(by: { value($0) < value($1) })
    else { return nil }
    return text(at: first).flatMap { first in text(at: last).map { (first, $0) } }
  }
}
