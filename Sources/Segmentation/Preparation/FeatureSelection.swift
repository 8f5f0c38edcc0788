import Analysis
import Tables

/// The columns of a table that a recipe makes features of, and what is said about the others.
struct FeatureSelection {
  private(set) var candidates: [FeatureCandidate] = []
  private(set) var notes: [String] = []
  /// Why columns were left out, for the error when none remains.
  private(set) var reasons: [String] = []

  private let table: Table
  private let recipe: Recipe

  /// - Throws: `PreparationError.column`, `.unusable`, `.infinite`, `.cancelled`.
  init(_ table: Table, _ recipe: Recipe, context: ComputeContext) throws(PreparationError) {
    self.table = table
    self.recipe = recipe
    let wanted = try recipe.features.map { names throws(PreparationError) in try indices(of: names) }
    var unwanted = try indices(of: recipe.drop)
    unwanted.formUnion(classicExclusions())
    for (j, column) in table.columns.enumerated() where !unwanted.contains(j) {
      guard wanted?.contains(j) ?? true else { continue }
      if context.cancelled { throw .cancelled }
      try consider(column, at: j, askedFor: wanted != nil)
    }
    summarise()
  }

  /// Columns left out, by the reason in words.
  private var leftOut: [(reason: String, names: [String])] = []

  private mutating func leaveOut(_ name: String, because reason: String) {
    if let known = leftOut.firstIndex(where: { $0.reason == reason }) {
      leftOut[known].names.append(name)
    } else {
      leftOut.append((reason, [name]))
    }
  }

  private mutating func consider(_ column: Column, at index: Int, askedFor: Bool) throws(PreparationError) {
    let role = table.role(of: index).role
    let answer = table.answer(of: index)
    if !askedFor {
      let isMeasure = role.isFeature && (column.numbers != nil || answer != nil)
      let isEncoded = recipe.encode == .onehot && (role.isCategorical || (role.isFeature && !isMeasure))
      guard isMeasure || isEncoded else {
        return leaveOut(column.name, because: role == .empty && column.isEmpty ? "no values" : role.noun)
      }
    }
    switch column.values {
    case .numbers where role == .category && recipe.encode == .onehot:
      addCategories(of: column.name, TextColumn((0..<column.count).map { column.text(at: $0) }))
    case .numbers(let numbers):
      try add(FeatureCandidate(transform: FeatureTransform(column: column.name), values: numbers))
    case .text, .booleans:
      if let answer {
        addAnswers(of: column, yes: answer)
      } else if recipe.encode == .onehot, case .text(let text) = column.values {
        addCategories(of: column.name, text)
      } else if role == .identifier {
        throw .unusable(column: column.name, reason: "it is the identifier, which only tells the rows apart")
      } else {
        throw .unusable(column: column.name, reason: "it holds text; encode=onehot takes small categories in")
      }
    case .dates: throw .unusable(column: column.name, reason: "it holds dates")
    }
  }

  /// Ones where the answer is yes.
  private mutating func addAnswers(of column: Column, yes: String) {
    guard let values = column.indicator(of: yes) else { return }
    let candidate = FeatureCandidate(transform: FeatureTransform(column: column.name, category: yes), values: values)
    if let only = candidate.onlyValue(among: values.indices), table.rowCount > 1 {
      return leaveOut(column.name, because: only.isNaN ? "no values" : "one value throughout")
    }
    candidates.append(candidate)
  }

  private mutating func add(_ candidate: FeatureCandidate) throws(PreparationError) {
    let name = candidate.transform.column
    if let row = candidate.values.firstIndex(where: \.isInfinite) {
      throw .infinite(column: name, value: candidate.values[row], row: table.identifierText(row: row))
    }
    if let only = candidate.onlyValue(among: candidate.values.indices), table.rowCount > 1 {
      leaveOut(name, because: only.isNaN ? "no values" : "one value throughout")
    } else {
      candidates.append(candidate)
    }
  }

  private mutating func addCategories(of name: String, _ text: TextColumn) {
    let all = text.categories.count
    guard all <= Recipe.largestCategoryCount else {
      return leaveOut(name, because: "more than \(Recipe.largestCategoryCount) categories")
    }
    guard all > 1 else { return leaveOut(name, because: all == 0 ? "no values" : "one value throughout") }
    // Two categories say the same thing twice: the one that sorts last stands for both.
    let categories = (0..<all).map { text.categories[$0] }.sorted()
    for category in all == 2 ? Array(categories.suffix(1)) : categories {
      let values = text.codes.map { code in
        code < 0 ? Double.nan : text.categories[Int(code)] == category ? 1 : 0
      }
      candidates.append(
        FeatureCandidate(transform: FeatureTransform(column: name, category: category), values: values))
    }
  }

  private func indices(of names: [String]) throws(PreparationError) -> Set<Int> {
    var result = Set<Int>()
    for name in names {
      do { result.insert(try table.index(of: name)) } catch { throw .column(error) }
    }
    return result
  }

  /// The classic recipe's own columns are left out where they are; where they are not, that is said.
  private mutating func classicExclusions() -> Set<Int> {
    guard recipe.name == .classic else { return [] }
    let expected = Recipe.classicExclusions + (recipe.log == Recipe.classic.log ? Recipe.classicLogColumns : [])
    let missing = expected.filter { (try? table.index(of: $0)) == nil }
    if !missing.isEmpty {
      notes.append("the classic recipe did not find \(list(missing, limit: expected.count))")
    }
    return Set((Recipe.classicExclusions + ratiosOfKpi()).compactMap { try? table.index(of: $0) })
  }

  /// What `%kpi` added repeats columns that the classic recipe has already; asked for by name, it is taken.
  private mutating func ratiosOfKpi() -> [String] {
    guard recipe.features == nil else { return [] }
    let names = CardIndicators(of: table).made.filter { $0.wasThere && $0.indicator.isRatio }.map(\.column.name)
    if !names.isEmpty { notes.append("the classic recipe leaves out the ratios of card analysts: \(list(names))") }
    return names
  }

  private mutating func summarise() {
    reasons = leftOut.map { group in
      let isOne = group.names.count == 1
      let isRole = ColumnRole.allCases.contains { $0.noun == group.reason }
      return "\(list(group.names)) "
        + (isRole ? "\(isOne ? "is" : "are") left out (\(group.reason))" : "\(isOne ? "has" : "have") \(group.reason)")
    }
    guard !leftOut.isEmpty else { return }
    notes.append("left out: " + leftOut.map { "\(list($0.names)) (\($0.reason))" }.joined(separator: "; "))
    let roles = leftOut.compactMap { group in
      ColumnRole.allCases.first { $0.noun == group.reason }.map { ($0, group.names) }
    }
    let left = roles.filter { $0.0.isLeftOut && $0.0 != .empty }.flatMap(\.1)
    if let number = left.first(where: { name in table.columns.contains { $0.name == name && $0.numbers != nil } }) {
      notes.append(
        "\(quotedIfNeeded(number)) would be taken in by %role \(quotedIfNeeded(number))=number, where it is one")
    }
    if let date = left.first(where: { lastDay(of: $0) != nil }), let last = lastDay(of: date) {
      notes.append(
        "a date becomes a number by %derive days = julianday('\(last)') - julianday(\(quotedIfNeeded(date)))")
    }
    if roles.contains(where: { $0.0.isCategorical }) {
      notes.append("categories of few values are taken in by encode=onehot")
    }
  }

  /// The last day of a column of dates; nil for any other.
  private func lastDay(of name: String) -> String? {
    guard let column = table.columns.first(where: { $0.name == name }), case .dates(let dates) = column.values else {
      return nil
    }
    return dates.microseconds.indices.max { dates.microseconds[$0] < dates.microseconds[$1] }
      .flatMap(dates.text).map { String($0.prefix(10)) }
  }
}

extension ColumnRole {
  /// Left out of the features by default whatever its values are.
  fileprivate var isLeftOut: Bool {
    switch self {
    case .code, .place, .date, .outcome, .earlierResult, .empty: true
    default: false
    }
  }

  fileprivate var isCategorical: Bool { self == .category || self == .text }
}

/// A column's name as a command takes it.
func quotedIfNeeded(_ name: String) -> String {
  name.contains { $0 == " " || $0 == "," || $0 == "=" } ? "\"\(name)\"" : name
}
