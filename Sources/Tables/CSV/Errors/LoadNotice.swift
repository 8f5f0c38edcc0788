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

  public var message: String {
    switch self {
    case .duplicateName(let name, let number, let new):
      "column \(number) is called \(name) like one before it; it was loaded as \(new)"
    case .unnamedColumn(let number, let name):
      "column \(number) has no name in the header; it was loaded as \(name)"
    case .headerLooksLikeData(let line, let token):
      "line \(line) reads like a row (\(token)), not like column names; the file may lack its header"
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
    }
  }
}
