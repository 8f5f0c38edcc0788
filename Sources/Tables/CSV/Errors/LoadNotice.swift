/// What the reader decided about a file that the user should know. Lines are physical lines, from 1.
public enum LoadNotice: Sendable, Equatable, Codable {
  /// A name occurred before; column `number` (from 1) got `name`.
  case duplicateName(String, number: Int, name: String)
  /// The header names no column `number` (from 1); it is called `name`.
  case unnamedColumn(number: Int, name: String)
  /// The first line reads like a row.
  case headerLooksLikeData(line: Int, token: String)
  /// The column has no value at all.
  case allMissing(column: String)
  case infinities(column: String, count: Int, line: Int)
  /// The column is text, but nearly all of it are numbers written with other separators; `options` reads them.
  case numberFormat(column: String, line: Int, token: String, options: String)
  /// The column is text because of a few values that are no numbers.
  case nearlyNumbers(column: String, others: Int, count: Int, line: Int, token: String)
  /// The column is text because a number in it begins with zeros.
  case leadingZeros(column: String, line: Int, token: String)
  /// The column is text because a double cannot hold all of its digits.
  case longIntegers(column: String, line: Int, token: String)
  /// A word was read as missing where it might have been meant as a value.
  case readAsMissing(column: String, token: String, count: Int, line: Int)
  /// The column named as identifier has the same value, or none, in several rows.
  case identifierNotUnique(column: String)
  /// A column of decorated numbers; `how` says what was passed over.
  case readAsNumber(column: String, line: Int, token: String, value: String, how: String)
  /// Numbers that another notation reads as others, by `option`.
  case ambiguousNumber(column: String, line: Int, token: String, value: String, other: String, option: String)
  /// The file's numbers were found to have a decimal comma.
  case decimalComma(column: String, line: Int, token: String)
  case readAsDate(column: String, line: Int, token: String, value: String, order: DateOrder, hasShortYears: Bool)
  /// Dates that another order reads as other days.
  case ambiguousDate(
    column: String, line: Int, token: String, value: String, order: DateOrder, other: String, otherOrder: DateOrder)
  /// The column is text because nothing tells the order of its dates.
  case undecidedDate(column: String, line: Int, token: String)
  /// Text in a formula that keeps a spreadsheet from reading it as a number.
  case readFormulaAsText(column: String, line: Int, token: String, value: String)
  /// Lines above the names, of which `text` is the first; the names stand on `line`.
  case titleLines(count: Int, text: String, line: Int)
  /// The line below the names gives units.
  case unitLine(line: Int, text: String)
  /// Columns behind the last with neither name nor value.
  case emptyColumns(count: Int)
  /// Short lines at the end of the file, from `line` on.
  case raggedEnd(count: Int, line: Int, expected: Int, found: Int, text: String)
  case raggedSkipped(count: Int, line: Int, expected: Int, found: Int)
  case raggedPadded(count: Int, line: Int, expected: Int, found: Int)
  /// Arrays and objects that stay as their JSON text.
  case nestedValues(column: String, count: Int, line: Int)
  /// Text beside numbers or true and false, so that all is text.
  case mixedTypes(column: String, line: Int)
  /// The last row holds the sums of its columns.
  case totalRow(line: Int, label: String)

  public var message: String {
    switch self {
    case .duplicateName(let name, let number, let new):
      "column \(number) is called \(name) like one before it; it was loaded as \(new)"
    case .unnamedColumn(let number, let name):
      "column \(number) has no name in the header; it was loaded as \(name)"
    case .headerLooksLikeData(let line, let token):
      "line \(line) reads like a row (\(token)), not like column names; if the file lacks its header, header=no"
    case .allMissing(let column):
      "\(column) has no value in any row"
    case .infinities(let column, let count, let line):
      "\(column) has \(count) infinite value\(count == 1 ? "" : "s"), the first on line \(line)"
    case .numberFormat(let column, let line, let token, let options):
      "\(column) was read as text: \(token) on line \(line) is a number with \(options)"
    case .nearlyNumbers(let column, let others, let count, let line, let token):
      "\(column) was read as text: \(others) of \(count) values \(others == 1 ? "is" : "are") not a number, "
        + "the first \"\(token)\" on line \(line); if it stands for missing, missing=\"\(token)\""
    case .leadingZeros(let column, let line, let token):
      "\(column) was read as text: \(token) on line \(line) begins with a zero that a number would lose"
    case .longIntegers(let column, let line, let token):
      "\(column) was read as text: \(token) on line \(line) has more digits than a number keeps"
    case .readAsMissing(let column, let token, let count, let line):
      "\(column): \"\(token)\" was read as missing \(count == 1 ? "once" : "\(count) times"), first on line \(line)"
    case .identifierNotUnique(let column):
      "\(column) does not have a value of its own in every row"
    case .readAsNumber(let column, let line, let token, let value, let how):
      "\(column): \(token) on line \(line) was read as \(value), and the whole column so (\(how)); repair=none keeps text"
    case .ambiguousNumber(let column, let line, let token, let value, let other, let option):
      "\(column): \(token) on line \(line) was read as \(value) and could as well be \(other), since no value tells "
        + "thousands from decimals; \(option) reads it so"
    case .decimalComma(let column, let line, let token):
      "numbers were read with a decimal comma, as \(token) on line \(line) in \(column) shows; decimal=. reads them otherwise"
    case .readAsDate(let column, let line, let token, let value, let order, let hasShortYears):
      "\(column): \(token) on line \(line) was read as \(value), \(order.words)"
        + (hasShortYears ? " and years of two digits as 1969 to 2068" : "") + "; dates=text keeps text"
    case .ambiguousDate(let column, let line, let token, let value, let order, let other, let otherOrder):
      "\(column): \(token) on line \(line) was read as \(value), \(order.words), and could as well be \(other), since no "
        + "value tells; dates=\(otherOrder) reads \(otherOrder.words)"
    case .undecidedDate(let column, let line, let token):
      "\(column) was left as text: \(token) on line \(line) reads like a date, and no value tells day, month and year apart; "
        + "dates=dmy, dates=mdy or dates=ymd says it"
    case .readFormulaAsText(let column, let line, let token, let value):
      "\(column): \(token) on line \(line) was read as the text \(value); repair=none keeps it as it stands"
    case .titleLines(let count, let text, let line):
      "\(count == 1 ? "a line stands" : "\(count) lines stand") above the names on line \(line) and \(count == 1 ? "was" : "were") "
        + "left out (\(text)); skip=0 takes the first line for names"
    case .unitLine(let line, let text):
      "line \(line) gives units (\(text)) and was left out; repair=none takes it for a row"
    case .emptyColumns(let count):
      "\(count == 1 ? "a last column" : "\(count) last columns") without name and value \(count == 1 ? "was" : "were") left out; "
        + "ragged=error keeps or refuses what stands behind the names"
    case .raggedEnd(let count, let line, let expected, let found, let text):
      "\(count == 1 ? "the last line" : "the last \(count) lines"), \(line)\(count == 1 ? "" : " on") (\(text)), "
        + "\(count == 1 ? "was" : "were") left out: \(found) field\(found == 1 ? "" : "s") where the header has \(expected); "
        + "ragged=pad keeps such lines, ragged=error refuses them"
    case .raggedSkipped(let count, let line, let expected, let found):
      "\(count) row\(count == 1 ? "" : "s") without \(expected) fields left out, the first on line \(line) with \(found), as "
        + "ragged=skip has it"
    case .raggedPadded(let count, let line, let expected, let found):
      "\(count) row\(count == 1 ? "" : "s") brought to \(expected) fields, the first on line \(line) with \(found), as "
        + "ragged=pad has it"
    case .nestedValues(let column, let count, let line):
      "\(column) holds \(count == 1 ? "an array or object" : "\(count) arrays or objects"), first on line \(line), kept as "
        + "JSON text"
    case .mixedTypes(let column, let line):
      "\(column) holds values of several types and was read as text, as line \(line) shows"
    case .totalRow(let line, let label):
      "the last row, line \(line) (\(label)), holds the sums of the rows above and was kept out; repair=none keeps it"
    }
  }
}
