/// Text that is yes and no, each spelled with small letters here and capitals there, as two answers.
struct JoinedAnswers {
  let text: TextColumn
  /// The first category that is spelled otherwise than the same answer before it, and that spelling.
  let example: Int
  let answer: String

  /// More spellings than yes, Yes, YES and those of no there are hardly.
  private static let mostSpellings = 8

  /// Nil for any other column.
  /// - Complexity: O(rows) where it is one, else O(1).
  init?(_ column: TextColumn) {
    let categories = column.categories
    guard (3...Self.mostSpellings).contains(categories.count) else { return nil }
    let spellings = categories.indices.map { categories[$0] }
    var first: [String: Int] = [:]
    for (place, spelling) in spellings.enumerated() where first[spelling.lowercased()] == nil {
      first[spelling.lowercased()] = place
    }
    let answers = Array(first.keys)
    guard answers.count == 2, YesNoWords.yes(of: answers[0], answers[1]) != nil,
      let example = spellings.indices.first(where: { first[spellings[$0].lowercased()] != $0 })
    else { return nil }
    let joined = spellings.map { first[$0.lowercased()].map { spellings[$0] } }
    text = TextColumn(column.codes.map { $0 < 0 ? nil : joined[Int($0)] })
    self.example = example
    answer = joined[example] ?? ""
  }
}
