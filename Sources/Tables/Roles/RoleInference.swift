import Wording

/// Finds what columns are from their names and values.
struct RoleInference {
  private let column: Column
  private let words: NameWords

  init(_ column: Column) {
    self.column = column
    words = NameWords(column.name)
  }

  /// The role of a column that is not the identifier.
  /// - Complexity: O(rows).
  func role() -> AssignedRole {
    let missing = column.missingCount
    if missing == column.count { return AssignedRole(.empty, because: "no values") }
    if 2 * missing > column.count {
      let share = Double(missing) / Double(column.count)
      return AssignedRole(.empty, because: "missing in \(percent(share)) of the rows")
    }
    switch column.values {
    case .numbers(let numbers): return role(of: numbers)
    case .text(let text): return role(of: text)
    case .booleans: return named ?? AssignedRole(.yesNo, because: "true and false")
    case .dates: return AssignedRole(.date, because: "dates")
    }
  }

  // MARK: Numbers

  private func role(of numbers: [Double]) -> AssignedRole {
    let traits = RoleTraits(numbers)
    if let named = named(distinct: traits.distinct) { return named }
    // `lang_code` of 1 and 2 names things; `Phone` of 0 and 1 says whether there is one.
    if let distinct = traits.distinct, distinct == 2, let yes = column.yesAnswer, yes == "1" || !words.isCode {
      return AssignedRole(.yesNo, because: yes == "1" ? "0 and 1" : "1 and 2")
    }
    if words.isCode, traits.isWhole { return AssignedRole(.code, because: "its name says so") }
    if words.endsInPlace, traits.lies(in: -180...180) {
      return AssignedRole(.place, because: "its name says so, -180 to 180")
    }
    if traits.spellDays(numbers) {
      return AssignedRole(.date, because: "every number reads as a day, such as \(first)")
    }
    if words.namesTime, let unit = traits.unitOfTime {
      return AssignedRole(.date, because: "its name says so, \(unit) since 1970")
    }
    if words.namesYear, !words.isMeasure, traits.isWhole, traits.lies(in: 1_800...2_200) {
      return AssignedRole(
        .year, because: "its name says so, \(shortest(traits.minimum)) to \(shortest(traits.maximum))")
    }
    if traits.countRows(numbers), numbers.count >= 20 {
      return AssignedRole(.code, because: "it counts the rows one by one")
    }
    return kind(traits) ?? measure(traits)
  }

  /// Whole numbers that stand for kinds of things, in an order where the name has one.
  private func kind(_ traits: RoleTraits) -> AssignedRole? {
    guard traits.isWhole else { return nil }
    if let range = words.partOfCalendar, traits.lies(in: range) {
      return AssignedRole(
        .category, because: "a part of the calendar, \(shortest(traits.minimum)) to \(shortest(traits.maximum))")
    }
    guard words.namesKind, traits.minimum >= -1 else { return nil }
    let isRange = words.has(["age", "income", "salary"])
    guard let distinct = traits.distinct else {
      return isRange || words.isMeasure ? nil : AssignedRole(.code, because: "its name says so")
    }
    guard distinct >= 3 else { return nil }
    if isRange { return AssignedRole(.ordered, because: "its name says so, \(distinct) whole numbers") }
    return words.isMeasure ? nil : AssignedRole(.category, because: "its name says so, \(count(distinct, "value"))")
  }

  private func measure(_ traits: RoleTraits) -> AssignedRole {
    if traits.lies(in: 0...1), !traits.isWhole { return AssignedRole(.share, because: "0 to 1") }
    if words.words.last == "ratio", traits.maximum > 1 {
      return AssignedRole(.number, because: "a ratio by its name, and values beyond 1")
    }
    if words.has(NameWords.shares), !words.isRateInTime, traits.lies(in: 0...100) {
      return AssignedRole(.share, because: "its name says so, none above 100")
    }
    if let distinct = traits.distinct, distinct >= 3, traits.isWhole, words.has(NameWords.scales) {
      return AssignedRole(.ordered, because: "its name says so, \(distinct) whole numbers")
    }
    let isLarge = traits.maximum > 10 || traits.minimum < -10
    if words.isRateInTime { return AssignedRole(.amount, because: "a rate in time, by its name") }
    if words.has(NameWords.counts) || words.countsThings, traits.isWhole, traits.minimum >= 0 {
      return AssignedRole(.count, because: "whole numbers, and its name says so")
    }
    if words.namesAge, traits.lies(in: 0...150) { return AssignedRole(.number, because: "an age, by its name") }
    if words.namesOtherMeasure || words.words.last.map({ NameWords.scales.contains($0) }) == true {
      return AssignedRole(.number, because: "its name says so")
    }
    if words.has(NameWords.money) || (words.has(NameWords.amounts) && isLarge) {
      return AssignedRole(.amount, because: "its name says so")
    }
    if !traits.isWhole, isLarge, traits.areCents {
      return AssignedRole(.amount, because: "two decimals, and values beyond 10")
    }
    if traits.isWhole, traits.minimum >= 0, traits.maximum <= 1_000 {
      return AssignedRole(.count, because: "whole numbers from 0 on")
    }
    return AssignedRole(.number, because: "numbers of no other kind")
  }

  /// The first value, as it is written.
  private var first: String { (0..<column.count).lazy.compactMap { column.text(at: $0) }.first ?? "" }

  // MARK: Text

  private func role(of text: TextColumn) -> AssignedRole {
    let distinct = text.categories.count
    if let named = named(distinct: distinct) { return named }
    if let yes = column.yesAnswer {
      let no = text.categories[text.categories[0] == yes ? 1 : 0]
      return AssignedRole(.yesNo, because: "\(yes) and \(no)")
    }
    if words.words.contains("lat"), words.has(["lon", "long", "lng"]) {
      return AssignedRole(.place, because: "its name says so")
    }
    if words.isCode, distinct > RoleTraits.mostCounted || text.exceptionAmongNumbers != nil {
      return AssignedRole(.code, because: "its name says so")
    }
    if let example = text.exceptionAmongNumbers {
      return AssignedRole(.text, because: "most cells read as numbers, and ‘\(example.prefix(20))’ does not")
    }
    if 2 * distinct > text.count - text.missingCount {
      return AssignedRole(.text, because: "\(grouped(distinct)) different values")
    }
    if let order = OrderedWords.order(text.categories.map { $0 }) {
      return AssignedRole(.ordered, because: "from \(order.first ?? "") to \(order.last ?? "")")
    }
    return AssignedRole(.category, because: "\(count(distinct, "value"))")
  }

  // MARK: What the name alone says

  private var named: AssignedRole? { named(distinct: 2) }

  private func named(distinct: Int?) -> AssignedRole? {
    let isOutcome = words.namesOutcome(distinct: distinct)
    if words.has(NameWords.results) || (isOutcome && words.has(NameWords.chances)) {
      return AssignedRole(.earlierResult, because: "its name says so")
    }
    guard isOutcome, let distinct, distinct <= RoleTraits.mostCounted else { return nil }
    return AssignedRole(.outcome, because: "its name says so, \(count(distinct, "value"))")
  }
}

extension Sequence where Element == Column {
  /// The column that tells rows apart, with why; nil where none does.
  ///
  /// Text and whole numbers of which none comes twice, the ones first whose names say it best; text whatever its name, and a first
  /// column or one without a name that counts the rows. What is said of several equally well is the first.
  /// - Complexity: O(rows) for each column that comes into question.
  func identifier() -> (index: Int, reason: String)? {
    var best: (index: Int, strength: Double, reason: String)?
    for (index, column) in enumerated() {
      guard let found = column.identifying(isFirst: index == 0), found.strength > best?.strength ?? 0 else { continue }
      best = (index, found.strength, found.reason)
    }
    return best.map { ($0.index, $0.reason) }
  }
}

extension Column {
  /// How well the column tells rows apart: strength above 0, and why.
  fileprivate func identifying(isFirst: Bool) -> (strength: Double, reason: String)? {
    let words = NameWords(name)
    let strength = Double(words.identifyingStrength)
    switch values {
    case .text(let text):
      guard identifiesRows, text.exceptionAmongNumbers == nil else { return nil }
      // Postal codes and phone numbers that all differ do so by chance: better than nothing.
      if strength == 0, words.isCode { return (0.1, "no value comes twice, and no other column tells rows apart") }
      return strength > 0
        ? (strength, "its name says so, and no value comes twice") : (0.5, "text, and no value comes twice")
    case .numbers(let numbers):
      let isUnnamed = words.words.isEmpty || name.hasPrefix("Unnamed") || name.hasPrefix("unnamed")
      guard strength > 0 || isFirst || isUnnamed else { return nil }
      let traits = RoleTraits(numbers)
      if strength > 0 {
        return traits.areAllDifferent(numbers) ? (strength, "its name says so, and no number comes twice") : nil
      }
      guard numbers.count >= 20, traits.countRows(numbers) else { return nil }
      return (0.25, "it counts the rows one by one")
    case .booleans, .dates: return nil
    }
  }
}
