import Tables

/// The tests of a rule as a person says them: those of one column merged into one condition.
struct RuleWording {
  let columns: [ExplanationColumn]

  /// A condition for each column, in the order in which the rule comes to them.
  func conditions(_ tests: [RuleTest]) -> [String] {
    var order: [Int] = []
    for test in tests where !order.contains(test.column) { order.append(test.column) }
    return order.map { column in condition(tests.filter { $0.column == column }, columns[column]) }
  }

  /// `= 0`, `> 1,200`: a test without its column, for the branch of a tree.
  func short(_ test: RuleTest) -> String {
    let column = columns[test.column]
    let text = condition([test], column)
    return text.hasPrefix(column.name + " ") ? String(text.dropFirst(column.name.count + 1)) : text
  }

  private func condition(_ tests: [RuleTest], _ column: ExplanationColumn) -> String {
    let missing = column.hasMissing && tests.allSatisfy(\.passesMissing) ? " or missing" : ""
    return (column.categories.isEmpty ? bounds(tests, column) : category(tests, column)) + missing
  }

  private func bounds(_ tests: [RuleTest], _ column: ExplanationColumn) -> String {
    var low = -Double.infinity
    var high = Double.infinity
    for test in tests {
      switch test.kind {
      case .above(let bound): low = max(low, bound)
      case .atMost(let bound): high = min(high, bound)
      case .zero: return "\(column.name) = 0"
      case .nonzero: return "\(column.name) \(column.minimum < 0 ? "≠" : ">") 0"
      case .category, .notCategory: break
      }
    }
    let name = column.name
    // What is left of a column at its end, or of whole numbers, may be a single value.
    let least = low < column.minimum ? column.minimum : column.isWhole ? low.rounded(.down) + 1 : nil
    let most = high >= column.maximum ? column.maximum : column.isWhole ? high.rounded(.down) : nil
    if let least, let most, least == most { return "\(name) = \(column.number(least))" }
    switch (low.isFinite, high.isFinite) {
    case (true, false): return "\(name) > \(column.number(low))"
    case (false, _):
      return high == column.minimum ? "\(name) = \(column.number(high))" : "\(name) ≤ \(column.number(high))"
    case (true, true):
      if column.isWhole, let least, let most {
        return "\(name) from \(column.number(least)) to \(column.number(most))"
      }
      // "Between" would not say that the lower end is out, the upper one in.
      return "\(column.number(low)) < \(name) ≤ \(column.number(high))"
    }
  }

  private func category(_ tests: [RuleTest], _ column: ExplanationColumn) -> String {
    var excluded: [Int] = []
    for test in tests {
      switch test.kind {
      case .category(let own): return "\(column.name) = \(column.category(own))"
      case .notCategory(let other): excluded.append(other)
      default: break
      }
    }
    let others = column.categories.indices.filter { !excluded.contains($0) }
    if others.count == 1 { return "\(column.name) = \(column.category(others[0]))" }
    let names = excluded.sorted().map(column.category)
    return names.count == 1
      ? "\(column.name) ≠ \(names[0])"
      : "\(column.name) neither \(names.dropLast().joined(separator: ", ")) nor \(names[names.count - 1])"
  }
}

extension ExplanationColumn {
  /// A category by its name; in quotes where a rule would read as another with it: "c or missing", "a nor b", "x, y".
  fileprivate func category(_ place: Int) -> String {
    let name = categories[place]
    let isOwn = name.isEmpty || name.hasPrefix(" ") || name.hasSuffix(" ") || name.contains("\"")
    let isWords = ["missing", "or ", "and ", "nor ", "neither "].contains { name.hasPrefix($0) }
    return isOwn || isWords || [" or ", " and ", " nor ", ", "].contains(where: name.contains) ? "“\(name)”" : name
  }

  /// All digits of a threshold, which has few: 1,250.5, 0.083; of a year or a code without a comma.
  fileprivate func number(_ value: Double) -> String {
    let text = shortest(abs(value))
    guard value.isFinite, !text.contains("e") else { return shortest(value) }
    let parts = text.split(separator: ".", maxSplits: 1)
    guard let whole = parts.first.flatMap({ Int($0) }) else { return shortest(value) }
    let fraction = parts.count > 1 && parts[1] != "0" ? "." + parts[1] : ""
    return (value < 0 ? "−" : "") + (notation == .name ? String(whole) : grouped(whole)) + fraction
  }
}
