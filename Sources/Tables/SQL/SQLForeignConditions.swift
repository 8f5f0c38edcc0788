/// Finds conditions as Python, pandas and C write them, which SQL runs and reads otherwise: `3 < x < 5`, `~(x > 3)`, `x > 3 | y < 0`,
/// `x = NULL`.
struct SQLForeignConditions {
  /// What stands between two of AND, OR, commas and keywords, in the same parentheses.
  private struct Part {
    var start: Int
    /// Where the last comparison in it begins, and its sign; a keyword for IN, LIKE and their like.
    var comparison: (place: Int, sign: String)?
    /// Where `|`, `&` or `||` stands behind that.
    var joint: Int?
  }

  private let text: SQLText
  private let names: SQLNames
  private var words: [SQLText.Word] { text.words }

  init(_ text: SQLText, names: SQLNames) { (self.text, self.names) = (text, names) }

  /// - Throws: `SQLError` for comparisons in a chain, conditions joined by signs or turned round by one, a comparison with NULL.
  /// - Complexity: O(words) but for what stands in the parentheses behind `~`.
  func check() throws(SQLError) {
    var parts = [Part(start: 0)]
    for place in words.indices {
      try checkNegation(at: place)
      let last = parts.count - 1
      if sign(place) == "(" {
        parts.append(Part(start: place + 1))
      } else if sign(place) == ")" {
        if last > 0 { parts.removeLast() }
      } else if isBoundary(place) {
        let comparing = keyword(place).flatMap { Self.comparingKeywords.contains($0) ? (place, $0) : nil }
        if let comparing { try check(place, comparing.1, in: parts[last]) }
        parts[last] = Part(start: place + 1, comparison: comparing)
      } else if let comparison = comparison(at: place) {
        try checkNull(beside: place, comparison, from: parts[last].start)
        try check(place, comparison, in: parts[last])
        if let earlier = parts[last].comparison { parts[last].start = behind(earlier.place, earlier.sign) }
        parts[last].comparison = (place, comparison)
        parts[last].joint = nil
      } else if parts[last].comparison != nil, parts[last].joint == nil, isJoint(place) {
        parts[last].joint = place
      }
    }
  }

  // MARK: What is refused

  /// Two comparisons that neither AND nor OR separates.
  private func check(_ place: Int, _ comparison: String, in part: Part) throws(SQLError) {
    guard let earlier = part.comparison else { return }
    if let joint = part.joint {
      let sign = words[joint].text + (isTwice(joint) ? words[joint].text : "")
      let start = words[joint].range.lowerBound
      throw SQLError(.joinedBySign(sign), at: start..<start + sign.count)
    }
    guard let isOrder = Self.signs[earlier.sign], Self.signs[comparison] == isOrder, part.start < earlier.place else {
      return
    }
    let middle = behind(earlier.place, earlier.sign)..<place
    let end = end(from: behind(place, comparison))
    guard !middle.isEmpty, let first = written(part.start..<place), let second = written(middle.lowerBound..<end),
      let last = written(behind(place, comparison)..<end)
    else { return }
    throw SQLError(
      .chained(first, last, right: "\(first) AND \(second)"),
      at: words[part.start].range.lowerBound..<words[end - 1].range.upperBound)
  }

  /// `~(x > 3)`, and `~` before a column of true and false.
  private func checkNegation(at place: Int) throws(SQLError) {
    guard sign(place) == "~", place + 1 < words.count, !isOperand(place - 1), !["!", "~"].contains(sign(place - 1))
    else { return }
    let end: Int
    if sign(place + 1) == "(" {
      guard let close = closing(place + 1), isCondition(place + 2..<close) else { return }
      end = close
    } else {
      guard names.type(of: words[place + 1].text, at: place + 1) == .boolean else { return }
      end = place + 1
    }
    guard let condition = written(place + 1..<end + 1) else { return }
    throw SQLError(.negatedBySign(right: "NOT \(condition)"), at: words[place].range)
  }

  /// `x = NULL`, `NULL = x`.
  private func checkNull(beside place: Int, _ comparison: String, from start: Int) throws(SQLError) {
    let next = behind(place, comparison)
    let operand: Range<Int>
    let range: Range<Int>
    if keyword(next) == "null", end(from: next) == next + 1 {
      operand = start..<place
      range = words[place].range.lowerBound..<words[next].range.upperBound
    } else if keyword(place - 1) == "null", start == place - 1, !["is", "not"].contains(keyword(place - 2)) {
      operand = next..<end(from: next)
      range = words[place - 1].range.lowerBound..<words[next - 1].range.upperBound
    } else {
      return
    }
    let isNegated = ["!=", "<>"].contains(comparison)
    throw SQLError(
      .comparedWithNull(right: "\(written(operand) ?? "…") IS \(isNegated ? "NOT " : "")NULL"), at: range)
  }

  // MARK: Signs between values

  /// The sign of a comparison that begins at a word; nil for a part of another one, `->` and `:=` among them.
  private func comparison(at place: Int) -> String? {
    guard let first = sign(place), Self.comparing.contains(first) else { return nil }
    if let before = sign(place - 1), Self.comparing.contains(before) || ["-", ":"].contains(before),
      isBeside(place - 1)
    {
      return nil
    }
    var text = first
    var end = place
    while isBeside(end), let next = sign(end + 1), Self.comparing.contains(next) {
      text += next
      end += 1
    }
    return Self.signs[text] == nil ? nil : text
  }

  /// The word behind a comparison; each character of a sign is a word.
  private func behind(_ place: Int, _ comparison: String) -> Int {
    place + (Self.signs[comparison] == nil ? 1 : comparison.count)
  }

  /// Whether `|`, `&` or `||` begins here, which joins no texts.
  private func isJoint(_ place: Int) -> Bool {
    guard let sign = sign(place), ["|", "&"].contains(sign), self.sign(place - 1) != sign else { return false }
    guard sign == "|", isTwice(place) else { return true }
    return ![place - 1, place + 2].contains(where: isText)
  }

  private func isTwice(_ place: Int) -> Bool { isBeside(place) && sign(place + 1) == words[place].text }

  private func isText(_ place: Int) -> Bool {
    guard words.indices.contains(place) else { return false }
    return [.text, .parameter].contains(words[place].kind) || names.type(of: words[place].text, at: place) == .text
  }

  // MARK: Parts

  /// Whether a word separates what stands before it from what stands behind it.
  private func isBoundary(_ place: Int) -> Bool {
    if let sign = sign(place) { return sign == "," || sign == ";" }
    guard let word = keyword(place), word != "null" else { return false }
    if word == "not", keyword(place - 1) == "is" { return false }
    return SQLMeaning.keywords.contains(word) || Self.comparingKeywords.contains(word) || isOperand(place - 1)
  }

  /// Whether a value ends with a word.
  private func isOperand(_ place: Int) -> Bool {
    guard words.indices.contains(place) else { return false }
    guard words[place].kind != .sign else { return words[place].text == ")" }
    guard let word = keyword(place), word != "null", word != "end" else { return true }
    return !SQLMeaning.keywords.contains(word) && !Self.comparingKeywords.contains(word)
  }

  /// Where the value that begins at a word ends.
  private func end(from start: Int) -> Int {
    var place = start
    while place < words.count, sign(place) != ")", !isBoundary(place), comparison(at: place) == nil {
      place = (sign(place) == "(" ? closing(place) ?? place : place) + 1
    }
    return place
  }

  /// Where a parenthesis is closed; nil where it is not.
  private func closing(_ open: Int) -> Int? {
    var depth = 0
    return words.indices[open...].first { place in
      if sign(place) == "(" { depth += 1 } else if sign(place) == ")" { depth -= 1 }
      return depth == 0
    }
  }

  /// Whether what stands in parentheses is a condition, and no query.
  private func isCondition(_ range: Range<Int>) -> Bool {
    guard let first = keyword(range.lowerBound) ?? range.first.map({ words[$0].text }) else { return false }
    guard !["select", "with", "values", "from", "case"].contains(first) else { return false }
    var depth = 0
    return range.contains { place in
      if sign(place) == "(" { depth += 1 } else if sign(place) == ")" { depth -= 1 }
      return depth == 0
        && (comparison(at: place) != nil || keyword(place).map { Self.comparingKeywords.contains($0) } ?? false)
    }
  }

  /// Words as they stand in the text; nil for none.
  private func written(_ range: Range<Int>) -> String? {
    guard !range.isEmpty, range.upperBound <= words.count else { return nil }
    let scalars = text.scalars[words[range.lowerBound].range.lowerBound..<words[range.upperBound - 1].range.upperBound]
    return String(String.UnicodeScalarView(scalars))
  }

  private func isBeside(_ place: Int) -> Bool {
    place + 1 < words.count && words[place].range.upperBound == words[place + 1].range.lowerBound
  }

  private func sign(_ place: Int) -> String? {
    words.indices.contains(place) && words[place].kind == .sign ? words[place].text : nil
  }

  private func keyword(_ place: Int) -> String? {
    words.indices.contains(place) && words[place].kind == .bare ? words[place].text.lowercased() : nil
  }

  private static let comparing: Set<String> = ["=", "<", ">", "!"]

  /// The signs of comparisons, and whether they are about an order.
  private static let signs = [
    "=": false, "==": false, "!=": false, "<>": false, "<": true, ">": true, "<=": true, ">=": true,
  ]

  private static let comparingKeywords: Set<String> = ["is", "in", "like", "glob", "between"]
}
