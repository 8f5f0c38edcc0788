/// The spellings of yes and no.
public enum YesNoWords {
  /// In small letters: yes first.
  static let pairs: [(yes: String, no: String)] = [
    ("yes", "no"), ("y", "n"), ("true", "false"), ("t", "f"), ("1", "0"), ("ja", "nein"), ("j", "n"), ("ja", "nee"),
    ("oui", "non"), ("o", "n"), ("si", "no"), ("sí", "no"), ("sì", "no"), ("s", "n"), ("sim", "não"), ("sim", "nao"),
  ]

  /// Whether a value is a plain yes, whatever the other answer is.
  public static func isYes(_ text: String) -> Bool { pairs.contains { $0.yes == text.lowercased() } }

  /// True for a plain yes, false for a plain no, whatever the other answer is; nil for any other word.
  public static func answer(_ text: String) -> Bool? {
    let small = text.lowercased()
    if pairs.contains(where: { $0.yes == small }) { return true }
    return pairs.contains { $0.no == small } ? false : nil
  }

  /// The words that say so, in small letters, each once.
  package static func words(of answer: Bool) -> [String] {
    var seen = Set<String>()
    return pairs.map { answer ? $0.yes : $0.no }.filter { seen.insert($0).inserted }
  }

  /// Which of two words is the yes; nil where they are no such pair.
  public static func yes(of a: String, _ b: String) -> String? {
    let (small, other) = (a.lowercased(), b.lowercased())
    if pairs.contains(where: { $0.yes == small && $0.no == other }) { return a }
    if pairs.contains(where: { $0.yes == other && $0.no == small }) { return b }
    return nil
  }
}

extension Column {
  /// The answer that counts as yes, as the column writes it, where its values are two such answers: `Yes`, `true`, `1`, and 2 of 1
  /// and 2. nil for any other column.
  /// - Complexity: O(rows) for numbers that are of two values, less for others.
  public var yesAnswer: String? {
    switch values {
    case .booleans: return "true"
    case .text(let text):
      guard text.categories.count == 2 else { return nil }
      return YesNoWords.yes(of: text.categories[0], text.categories[1])
    case .numbers(let numbers):
      var (zero, one, two) = (false, false, false)
      for value in numbers where !value.isNaN {
        switch value {
        case 0: zero = true
        case 1: one = true
        case 2: two = true
        default: return nil
        }
        if zero && two { return nil }
      }
      return zero && one ? "1" : one && two ? "2" : nil
    case .dates: return nil
    }
  }

  /// Ones for `answer`, zeros for any other value, NaN where nothing is said; nil for a column that is none of numbers, text or
  /// booleans.
  public func indicator(of answer: String) -> [Double]? {
    switch values {
    case .booleans(let booleans): return booleans.map { $0.map { ($0 ? "true" : "false") == answer ? 1 : 0 } ?? .nan }
    case .text(let text):
      let wanted = text.categories.indices.first { text.categories[$0] == answer }
      return text.codes.map { $0 < 0 ? .nan : Int($0) == wanted ? 1 : 0 }
    case .numbers(let numbers):
      guard let wanted = Double(answer) else { return nil }
      return numbers.map { $0.isNaN ? .nan : $0 == wanted ? 1 : 0 }
    case .dates: return nil
    }
  }
}
