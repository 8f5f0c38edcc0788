/// Cutting texts that are too long: a column's name in its middle, an operator and its value never.
///
/// Names that differ at the end, as `income_2023` and `income_2024` do, stay different; so do conditions on one column.
enum TextCut {
  /// Behind one of these stands what a condition asks for.
  private static let operators = [
    " > ", " ≥ ", " < ", " ≤ ", " = ", " ≠ ", " from ", " neither ", " above ", " below ", " or missing",
  ]

  /// Bytes of a text that somebody reads in a table.
  private static let readableBytes = 4096

  /// The text, or both ends of one that nobody would read to its end: what lays it out need not look at megabytes.
  static func readable(_ text: String) -> String {
    guard text.utf8.count > readableBytes else { return text }
    let (front, back) = (text.unicodeScalars.prefix(1000), text.unicodeScalars.suffix(1000))
    return String(front) + "…" + String(back)
  }

  /// The text with as little taken from its middle as it takes to fit; the text itself where it fits.
  ///
  /// Where the value of a condition alone would not fit, it is cut too.
  static func inMiddle(_ text: String, fits: (String) -> Bool) -> String {
    if fits(text) { return text }
    let parts = parts(of: text)
    if let name = cut(parts.name, { fits(parts.head + $0 + parts.tail) }) { return parts.head + name + parts.tail }
    return cut(text, fits) ?? "…"
  }

  /// The most that fits of a text, both ends of it around an ellipsis; nil where not one character of it does.
  private static func cut(_ text: String, _ fits: (String) -> Bool) -> String? {
    let characters = Array(text)
    func kept(_ count: Int) -> String {
      var (front, back) = (characters.prefix((count + 1) / 2), characters.suffix(count / 2))
      while front.last == " " { front.removeLast() }
      while back.first == " " { back.removeFirst() }
      return String(front) + "…" + String(back)
    }
    // Wider by each character, so that the most is found by halving.
    var (most, tooMany) = (0, characters.count)
    while most + 1 < tooMany {
      let middle = (most + tooMany) / 2
      if fits(kept(middle)) { most = middle } else { tooMany = middle }
    }
    return most > 0 ? kept(most) : nil
  }

  /// `−1.5 < `, the column and ` ≤ 500`; a text without an operator is all name.
  private static func parts(of text: String) -> (head: String, name: String, tail: String) {
    let head = lowerBound(of: text)
    let rest = text.dropFirst(head.count)
    let places = operators.compactMap { firstPlace(of: $0, in: rest) }
    guard let place = places.min(), place > rest.startIndex else { return ("", text, "") }
    return (head, String(rest[..<place]), String(rest[place...]))
  }

  /// `1,250.5 < ` before the column that it bounds; empty where none is.
  private static func lowerBound(of text: String) -> String {
    let number = text.prefix { $0.isNumber || "−-+.,e".contains($0) }
    let sign = " < "
    return number.contains(where: \.isNumber) && text[number.endIndex...].hasPrefix(sign) ? number + sign : ""
  }

  private static func firstPlace(of word: String, in text: Substring) -> Substring.Index? {
    var place = text.startIndex
    while place < text.endIndex {
      if text[place...].hasPrefix(word) { return place }
      place = text.index(after: place)
    }
    return nil
  }
}
