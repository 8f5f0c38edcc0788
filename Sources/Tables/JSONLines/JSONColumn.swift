/// A column of a table of JSON lines while it is read.
struct JSONColumn {
  let name: String
  private var cells: [JSONCell]
  private var hasNumbers = false
  private var hasTexts = false
  private var hasTruths = false
  private var hasFractions = false
  /// The first whole number that no double equals, with its line.
  private var firstLoss: (line: Int, token: String)?
  private var infinite: (line: Int, count: Int)?
  /// Physical lines of the first value of another type than those before, and of the first array or object; how many of these
  /// there are.
  private(set) var firstMixed = 0
  private(set) var firstNested = 0
  private(set) var nestedCount = 0

  /// A column that the first `rows` rows do not have.
  init(name: String, rows: Int) {
    self.name = name
    cells = Array(repeating: .missing, count: rows)
  }

  var count: Int { cells.count }

  mutating func append(_ cell: JSONCell, line: Int) {
    cells.append(cell)
    switch cell {
    case .missing: break
    case .truth: hasTruths = true
    case .number(let value, let text, let isInteger):
      hasNumbers = true
      if !isInteger {
        hasFractions = hasFractions || value.isFinite
      } else if value.magnitude >= 0x1p53, Int64(text).flatMap(Double.init(exactly:)) == nil {
        firstLoss = firstLoss ?? (line, text)
      }
      if value.isInfinite { infinite = (infinite?.line ?? line, (infinite?.count ?? 0) + 1) }
    case .text:
      hasTexts = true
    case .nested:
      if firstNested == 0 { firstNested = line }
      nestedCount += 1
      hasTexts = true
    }
    if isMixed, firstMixed == 0 { firstMixed = line }
  }

  mutating func fill(to rows: Int) {
    while cells.count < rows { cells.append(.missing) }
  }

  /// Whether numbers or truths stand beside text.
  var isMixed: Bool { (hasNumbers && (hasTexts || hasTruths)) || (hasTruths && hasTexts) }

  private var areNumbers: Bool { !hasTexts && !hasTruths && (firstLoss == nil || hasFractions) }

  /// The first of the whole numbers that make the column text, since numbers would lose digits; nil where nothing but these does.
  var longIntegers: (line: Int, token: String)? { hasTexts || hasTruths || areNumbers ? nil : firstLoss }

  /// How many numbers are beyond what a double holds, and the line of the first; nil where there are none.
  var infinities: (line: Int, count: Int)? { areNumbers ? infinite : nil }

  /// Numbers, booleans, dates or text, as the cells allow.
  func values(missing: MissingTokens, dates: Bool) -> ColumnValues {
    if areNumbers {
      return .numbers(
        cells.map { if case .number(let value, _, _) = $0, !missing.contains(value) { value } else { .nan } })
    }
    if hasTruths, !hasTexts, !hasNumbers {
      return .booleans(cells.map { if case .truth(let truth) = $0 { truth } else { nil } })
    }
    let text = TextColumn(
      cells.map { cell -> String? in
        switch cell {
        case .missing: nil
        case .truth(let truth): truth ? "true" : "false"
        case .number(_, let text, _), .nested(let text): text
        case .text(let text): missing.isListed(text) ? nil : text
        }
      })
    return ColumnTyping.values(codes: text.codes, categories: text.categories, missing: missing, dates: dates)
  }
}
