import Tables

/// What rules stand on in one table: the columns that they go by, or those that are not there.
struct AdviceGround {
  let rules: Rules
  let columns: SubjectColumns
  let isSpoken: Bool
  /// Whether the table has values of a word.
  let knows: (String) -> Bool

  /// Names shown before the rest is counted.
  private static let mostNames = 4

  /// nil where rules without a name speak.
  var statement: Statement? {
    guard !isSpoken else { return spoken }
    guard !rules.pack.isEmpty else { return unknown }
    let there = rules.words.filter { columns.found[$0] != nil }
    guard !there.isEmpty else { return nothing }
    if let foreign = rules.foreign {
      return Statement(
        """
        No advice is given: there are no rules for this trade. Those on \(rules.pack) would go by \(called(there)), but \
        \(foreign) speaks of another one; %insights rules=\(rules.pack) asks for them all the same.
        """)
    }
    let lacking = rules.key.filter { !$0.contains(where: knows) }
    let lacks = lacking.map { $0.joined(separator: " or ") }
    return Statement(
      """
      No advice is given: of what the rules on \(rules.pack) go by, the table has \(called(there)), and no column for \
      \(list(lacks)). %insights \(lacking.map { "\($0[0])=COLUMN" }.joined(separator: " ")) says which it is.
      """)
  }

  /// The same for a reader who types no commands.
  var plain: Statement? {
    guard !isSpoken else { return statement }
    let there = rules.words.contains { columns.found[$0] != nil }
    guard !rules.pack.isEmpty, there, rules.foreign == nil else {
      return "No advice: there are no rules for this trade."
    }
    return "No advice: the table lacks columns that the rules on \(rules.pack) go by."
  }

  /// Which columns stand for words that they are not called by.
  private var spoken: Statement? {
    let others = rules.words.filter { word in
      guard let places = columns.found[word] else { return false }
      return rules.pack != Rules.cards || !isPlain(word, places)
    }
    guard !rules.pack.isEmpty else { return nil }
    guard !others.isEmpty else { return Statement("Advice follows the rules on \(rules.pack).") }
    return Statement("Advice follows the rules on \(rules.pack), by \(called(others)).")
  }

  /// Whether the one column is called what the rules for cards are written for.
  private func isPlain(_ word: String, _ places: [Int]) -> Bool {
    places.count == 1 && CardSubject(rawValue: word)?.column?.index(in: columns.table) == places[0]
  }

  /// "recency, monetary (the sum of MntWines, MntFruits and 4 more)".
  private func called(_ words: [String]) -> String {
    list(
      words.map { word in
        let names = (columns.found[word] ?? []).map { columns.table.columns[$0].name }
        guard names.count != 1 else { return names[0] == word ? word : "\(word) (\(names[0]))" }
        return "\(word) (the sum of \(list(names, limit: Self.mostNames)))"
      })
  }

  private var nothing: Statement {
    Statement(
      """
      None of the columns that the rules on \(list(Rules.packNames)) go by was recognised: risk and advice are left out. \
      %insights NAME=COLUMN says what a column is, such as \(rules.key.map { "\($0[0])=COLUMN" }.joined(separator: " ")).
      """)
  }

  /// Of rules that do not say what they are on.
  private var unknown: Statement {
    Statement(
      """
      None of the columns that the rules on risk and advice ask for was recognised, such as \
      \(list(Array(rules.subjects.sorted().prefix(2)))): both are left out.
      """)
  }
}
