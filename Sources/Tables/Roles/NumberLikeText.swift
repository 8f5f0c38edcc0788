extension TextColumn {
  /// The first text that is no number where most cells are numbers once what spreadsheets put around them is gone (`$43,165`,
  /// `(43,165.30)`, `12 %`, `12k`); nil for a column of words.
  ///
  /// A column like this holds a measure that could not be read: it tells no rows apart, and is no category.
  /// - Complexity: O(categories).
  var exceptionAmongNumbers: String? {
    var (numbers, other) = (0, String?.none)
    let rows = counts()
    for (place, text) in categories.enumerated() {
      if Self.isNumber(text, orDecorated: false) {
        numbers += rows[place]
      } else if Self.isNumber(text, orDecorated: true) {
        numbers += rows[place]
        other = other ?? text
      } else {
        other = other ?? text
      }
    }
    guard let other, 2 * numbers > count - missingCount else { return nil }
    return other
  }

  /// - Parameter orDecorated: whether signs of money, brackets, commas and `k` are passed over.
  private static func isNumber(_ text: String, orDecorated: Bool) -> Bool {
    var digits = 0
    for scalar in text.unicodeScalars {
      switch scalar {
      case "0"..."9": digits += 1
      case ".", "-", "+", " ": continue
      case ",", "'", "(", ")", "%", "$", "€", "£", "¥", "\u{A0}", "\u{202F}":
        guard orDecorated else { return false }
      case "k", "K", "M":
        // Thousands and millions stand behind the digits; in front, a letter begins a name such as K7000.
        guard orDecorated, digits > 0 else { return false }
      default: return false
      }
    }
    return digits > 0 && !isDateLike(text)
  }

  /// `2024-01-31`, `06-2023`: digits and signs, and no number.
  private static func isDateLike(_ text: String) -> Bool {
    text.dropFirst().contains("-") || text.filter { $0 == "." }.count > 1
  }
}
