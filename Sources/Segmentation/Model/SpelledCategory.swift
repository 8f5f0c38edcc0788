import Tables

/// A column as the ones and zeros of a category that a model was made with, where it may spell its values otherwise: yes for Yes, ja or
/// true, OSLO for Oslo.
struct SpelledCategory {
  /// NaN where nothing is said, and where a yes/no column says something else.
  let values: [Double]
  /// A value that the model does not know, and how many rows have such ones; nil where there is none.
  let unknown: (text: String, rows: Int)?

  /// - Parameters:
  ///   - category: what is a one.
  ///   - otherwise: the other value of a column of two, where that is known.
  ///   - known: all categories of the column that the model knows; of two values it knows one.
  /// - Throws: `ModelError.wrongType` for a column that cannot hold it, `.unknownCategory` where it has no such value.
  init(
    _ category: String, known: [String], otherwise: String? = nil, in column: Column, of table: Table
  ) throws(ModelError) {
    let answer = known.count == 1 ? YesNoWords.answer(category) : nil
    switch column.values {
    case .text(let text):
      let spellings = text.categories.indices.map { text.categories[$0] }
      let meanings = spellings.map { Self.meaning(of: $0, category, answer) }
      let other = answer == nil ? otherwise : nil
      let isKnown = spellings.map { spelling in
        if answer != nil { return YesNoWords.answer(spelling) != nil }
        if let other { return [category, other].contains { Self.isSame($0, spelling) } }
        return known.count == 1 || known.contains { Self.isSame($0, spelling) }
      }
      // Of two values that are no pair of answers, the other is what the model did not need to know.
      let isPair = spellings.count <= 2 && other == nil
      let hasOther = other != nil && isKnown.contains(true)
      guard
        known.count > 1 || hasOther || meanings.contains(true)
          || spellings.allSatisfy({ YesNoWords.answer($0) == false })
      else {
        throw .unknownCategory(category, column: column.name, found: spellings, table: table.name)
      }
      let ones = spellings.indices.map { place -> Double in
        meanings[place] ? 1 : isKnown[place] || isPair || known.count > 1 ? 0 : .nan
      }
      values = text.codes.map { $0 < 0 ? .nan : ones[Int($0)] }
      let strange = spellings.indices.filter { !isKnown[$0] && !(isPair && known.count == 1) }
      let counts = text.counts()
      unknown = strange.first.map { (spellings[$0], strange.reduce(0) { $0 + counts[$1] }) }
    case .booleans(let booleans):
      let one = answer ?? (category.lowercased() == "true")
      values = booleans.map { $0.map { $0 == one ? 1 : 0 } ?? .nan }
      unknown = nil
    case .numbers(let numbers):
      guard let answer, numbers.allSatisfy({ $0.isNaN || $0 == 0 || $0 == 1 }) else {
        throw .wrongType(column: column.name, isText: false, table: table.name)
      }
      values = numbers.map { $0.isNaN ? .nan : ($0 == 1) == answer ? 1 : 0 }
      unknown = nil
    case .dates: throw .wrongType(column: column.name, isText: false, table: table.name)
    }
  }

  private static func isSame(_ a: String, _ b: String) -> Bool { a == b || a.lowercased() == b.lowercased() }

  private static func meaning(of spelling: String, _ category: String, _ answer: Bool?) -> Bool {
    isSame(spelling, category) || (answer != nil && YesNoWords.answer(spelling) == answer)
  }
}
