import Machine
import Tables

/// The columns that stand for the words of rules in one table: those that somebody named, else those that go by the word or one of
/// its synonyms.
public struct SubjectColumns: Sendable {
  let table: Table
  /// Indices of the columns whose sum a word is, mostly one.
  let found: [String: [Int]]
  /// The words that somebody named a column for.
  let given: Set<String>
  private let ratios: CardRatios

  /// - Parameter given: names of columns of the table, by word.
  /// - Complexity: O(words · columns), and O(rows) for the ratios of card columns.
  /// - Throws: `CancellationError` once cancelled.
  init(
    _ rules: Rules, in table: Table, given: [String: String] = [:], context: ComputeContext
  ) throws(CancellationError) {
    try self.init(rules, in: table, given: given) { (numbers) throws(CancellationError) in
      // Each ratio takes a pass over all rows.
      try context.checkCancellation()
      return numbers
    }
  }

  /// The same, to ask which words there are: of what is computed there are no values.
  init(wordsOf rules: Rules, in table: Table, given: [String: String] = [:]) {
    self.init(rules, in: table, given: given) { _ in [] }
  }

  /// - Parameter taken: what ratios are computed from, of a column's numbers.
  private init<Failure: Error>(
    _ rules: Rules, in table: Table, given: [String: String], taken: ([Double]) throws(Failure) -> [Double]
  ) throws(Failure) {
    var found: [String: [Int]] = [:]
    for word in Set(CardSubject.allCases.map(\.rawValue) + rules.words) {
      if let name = given[word] ?? rules.columns[word] {
        found[word] = (try? table.index(of: name)).map { [$0] }
      } else if let index = CardSubject(rawValue: word)?.column?.index(in: table) {
        found[word] = [index]
      } else if let names = rules.synonyms[word] {
        found[word] = Self.columns(of: [word] + names, in: table)
      }
    }
    self.table = table
    self.found = found
    self.given = Set(given.keys)
    let places = found
    ratios = try CardRatios { (column) throws(Failure) -> [Double]? in
      let word = CardSubject.allCases.first { $0.column == column }
      let numbers =
        word.flatMap { places[$0.rawValue] }.flatMap { Self.sum(of: $0, in: table) } ?? column.numbers(in: table)
      guard let numbers else { return nil }
      return try taken(numbers)
    }
  }

  /// Whether the table has a column for the word, or what it is computed from.
  func has(_ word: String) -> Bool {
    found[word] != nil || CardSubject(rawValue: word)?.values(of: ratios) != nil
  }

  /// A value for each row of the table, NaN where it has none; nil where the table has no such column.
  ///
  /// A ratio that can be computed is, unless somebody named a column for it.
  func values(of word: String) -> [Double]? {
    if !given.contains(word), let values = CardSubject(rawValue: word)?.values(of: ratios) { return values }
    return found[word].flatMap { Self.sum(of: $0, in: table) }
  }

  /// The columns of the first of `names` that the table has, each a name, names joined by +, or a pattern.
  private static func columns(of names: [String], in table: Table) -> [Int]? {
    let candidates = table.columns.indices.filter {
      table.columns[$0].numbers != nil && table.role(of: $0).role.isFeature
    }
    for name in names {
      if name.contains("*") {
        let all = candidates.filter { NameMatching.matches(table.columns[$0].name, name) }
        if all.count > 1 { return all }
        continue
      }
      let parts = name.split(separator: "+").map(String.init)
      let places = parts.compactMap { part in
        candidates.first { NameMatching.matches(table.columns[$0].name, part) }
      }
      if !places.isEmpty, places.count == parts.count { return places }
    }
    return nil
  }

  /// The sum of columns in each row, NaN where one of them is missing.
  private static func sum(of columns: [Int], in table: Table) -> [Double]? {
    guard let first = columns.first, var sum = table.columns[first].numbers else { return nil }
    for index in columns.dropFirst() {
      guard let numbers = table.columns[index].numbers else { return nil }
      for row in sum.indices { sum[row] += numbers[row] }
    }
    return sum
  }
}
