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
    if words.isCode || isPostalCode(traits), traits.isWhole { return AssignedRole(.code, because: "its name says so") }
    if let numbered = numbered(traits, numbers) { return numbered }
    if words.endsInPlace, traits.lies(in: -180...180) {
      return AssignedRole(.place, because: "its name says so, -180 to 180")
    }
    if traits.spellDays(numbers) {
      return AssignedRole(.date, because: "every number reads as a day, such as \(first)")
    }
    if !words.isMeasure, numbers.count >= 20, traits.spellMonths(numbers) {
      return AssignedRole(.date, because: "every number reads as a month, such as \(first)")
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

  /// Whole numbers of five digits or a few less.
  private func isPostalCode(_ traits: RoleTraits) -> Bool {
    words.mayBePostalCode && traits.lies(in: 10...99_999) && traits.maximum >= 1_000
  }

  /// Numbers of things, told from how many there are by their values: all different, or all large.
  private func numbered(_ traits: RoleTraits, _ numbers: [Double]) -> AssignedRole? {
    guard words.identifyingStrength == 1, traits.isWhole, numbers.count >= 20 else { return nil }
    if words.isNumberOfThing, traits.minimum >= 1_000 {
      return AssignedRole(.code, because: "its name says so, and no number is below 1,000")
    }
    guard traits.areAllDifferent(numbers) else { return nil }
    return AssignedRole(.code, because: "its name says so, and no number comes twice")
  }

  /// Whole numbers that stand for kinds of things, in an order where the name has one.
  private func kind(_ traits: RoleTraits) -> AssignedRole? {
    guard traits.isWhole else { return nil }
    if let range = words.partOfCalendar, traits.lies(in: range) {
      return AssignedRole(
        .category, because: "a part of the calendar, \(shortest(traits.minimum)) to \(shortest(traits.maximum))")
    }
    if words.namesClass, traits.distinct == nil, traits.minimum >= 0, !words.isMeasureOfKinds {
      return AssignedRole(.code, because: "its name says so")
    }
    guard words.namesKind, traits.minimum >= -1 else { return nil }
    let isRange = words.has(["age", "income", "salary"])
    guard let distinct = traits.distinct else {
      return isRange || words.isMeasureOfKinds ? nil : AssignedRole(.code, because: "its name says so")
    }
    guard distinct >= 3 else { return nil }
    if isRange { return AssignedRole(.ordered, because: "its name says so, \(distinct) whole numbers") }
    return words.isMeasureOfKinds
      ? nil : AssignedRole(.category, because: "its name says so, \(count(distinct, "value"))")
  }

  private func measure(_ traits: RoleTraits) -> AssignedRole {
    if traits.lies(in: 0...1), !traits.isWhole { return AssignedRole(.share, because: "0 to 1") }
    if words.words.last == "ratio", traits.maximum > 1 {
      return AssignedRole(.number, because: "a ratio by its name, and values beyond 1")
    }
    if words.namesPercent(column.name), !words.isRateInTime, traits.lies(in: 0...100) {
      return AssignedRole(.share, because: "its name says so, none above 100")
    }
    if let distinct = traits.distinct, distinct >= 3, traits.isWhole, words.has(NameWords.scales) {
      return AssignedRole(.ordered, because: "its name says so, \(distinct) whole numbers")
    }
    let isLarge = traits.maximum > 10 || traits.minimum < -10
    if words.isRateInTime { return AssignedRole(.amount, because: "a rate in time, by its name") }
    if words.has(["rate"]) { return AssignedRole(.number, because: "a rate by its name, and no part of a whole") }
    if words.has(NameWords.counts.union(NameWords.frequencies)) || words.countsThings, traits.isWhole,
      traits.minimum >= 0
    {
      return AssignedRole(.count, because: "whole numbers, and its name says so")
    }
    if words.namesAge, traits.lies(in: 0...150) { return AssignedRole(.number, because: "an age, by its name") }
    if words.namesOtherMeasure || words.words.last.map({ NameWords.scales.contains($0) }) == true {
      return AssignedRole(.number, because: "its name says so")
    }
    if words.has(NameWords.money) || words.endsInMoney || (words.has(NameWords.amounts) && isLarge) {
      return AssignedRole(.amount, because: "its name says so")
    }
    if traits.lookLikeMoney, !words.has(NameWords.neverMoney) {
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
    if isPostalCode(text) || (words.isCode && (distinct > RoleTraits.mostCounted || text.exceptionAmongNumbers != nil))
    {
      return AssignedRole(.code, because: "its name says so")
    }
    if let example = text.exceptionAmongNumbers {
      return AssignedRole(.text, because: "most cells read as numbers, and ‘\(example.prefix(20))’ does not")
    }
    if 2 * distinct > text.count - text.missingCount {
      return AssignedRole(.text, because: count(distinct, "different value"))
    }
    if let order = OrderedWords.order(text.categories.map { $0 }) {
      return AssignedRole(.ordered, because: "from \(order.first ?? "") to \(order.last ?? "")")
    }
    return AssignedRole(.category, because: "\(count(distinct, "value"))")
  }

  private func isPostalCode(_ text: TextColumn) -> Bool {
    if words.isPostalCode { return true }
    let digits = text.categories.allSatisfy { $0.utf8.allSatisfy { (48...57).contains($0) } }
    return digits
      && (words.isCode || (words.mayBePostalCode && text.categories.allSatisfy { (4...5).contains($0.count) }))
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
