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
  init(_ rules: Rules, in table: Table, given: [String: String] = [:]) {
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
    ratios = CardRatios { column in
      let word = CardSubject.allCases.first { $0.column == column }
      return word.flatMap { found[$0.rawValue] }.flatMap { Self.sum(of: $0, in: table) } ?? column.numbers(in: table)
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
