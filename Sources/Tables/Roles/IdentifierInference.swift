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
        // Few counts may all differ; numbers of things do in any number of rows.
        if words.isNumberOfThing, strength == 1, numbers.count < 20 { return nil }
        return traits.areAllDifferent(numbers) ? (strength, "its name says so, and no number comes twice") : nil
      }
      guard numbers.count >= 20, traits.countRows(numbers) else { return nil }
      return (0.25, "it counts the rows one by one")
    case .booleans, .dates: return nil
    }
  }
}
