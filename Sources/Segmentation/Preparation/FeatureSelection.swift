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
    if index == table.identifier {
      guard !askedFor else {
        throw .unusable(column: column.name, reason: "it is the identifier, which only tells the rows apart")
      }
      return
    }
    switch column.values {
    case .numbers(let numbers):
      try add(FeatureCandidate(transform: FeatureTransform(column: column.name), values: numbers))
    case .text(let text):
      if recipe.encode == .onehot {
        addCategories(of: column.name, text)
      } else if askedFor {
        throw .unusable(column: column.name, reason: "it holds text; encode=onehot takes small categories in")
      } else {
        leaveOut(column.name, because: "text")
      }
    case .booleans(let values):
      if recipe.encode == .onehot {
        addCategories(of: column.name, TextColumn(values.map { $0.map { $0 ? "true" : "false" } }))
      } else if askedFor {
        throw .unusable(column: column.name, reason: "it holds true and false; encode=onehot takes it in")
      } else {
        leaveOut(column.name, because: "true or false")
      }
    case .dates:
      guard !askedFor else { throw .unusable(column: column.name, reason: "it holds dates") }
      leaveOut(column.name, because: "dates")
    }
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
      if recipe.features == nil, Self.looksLikeRowNumbers(candidate.values) { numbering.append(name) }
    }
  }

  /// Columns that seem to count the rows.
  private var numbering: [String] = []

  /// Whole numbers without a gap, each once, in any order: an identifier rather than a measure.
  private static func looksLikeRowNumbers(_ values: [Double]) -> Bool {
    guard values.count >= 20, values[0] == values[0].rounded(), let first = values.min(), abs(first) < 1e15 else {
      return false
    }
    var isTaken = [Bool](repeating: false, count: values.count)
    return values.allSatisfy { value in
      let place = value - first
      guard place < Double(values.count), place == place.rounded(), !isTaken[Int(place)] else { return false }
      isTaken[Int(place)] = true
      return true
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
    for name in numbering {
      notes.append(
        "\(name) counts the rows one by one: if it only names them, drop=\(quotedIfNeeded(name)) leaves it out")
    }
    reasons = leftOut.map { "\(list($0.names)) \($0.names.count == 1 ? "has" : "have") \(described($0.reason))" }
    guard !leftOut.isEmpty else { return }
    notes.append("left out: " + leftOut.map { "\(list($0.names)) (\($0.reason))" }.joined(separator: "; "))
  }

  private func quotedIfNeeded(_ name: String) -> String {
    name.contains { $0 == " " || $0 == "," } ? "\"\(name)\"" : name
  }

  private func described(_ reason: String) -> String {
    switch reason {
    case "text": "text"
    case "true or false": "true or false"
    default: reason
    }
  }
}
