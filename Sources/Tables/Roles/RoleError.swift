import Wording

/// Why a column cannot be what it is said to be.
public enum RoleError: Error, Sendable, Equatable {
  /// A measure of text: the first value that is none, and its row.
  case noMeasure(column: String, role: ColumnRole, value: String, row: String)
  /// A measure of dates or of true and false.
  case wrongType(column: String, role: ColumnRole, type: ColumnType)
  case notWithin(column: String, role: ColumnRole, value: String, row: String, allowed: String)
  /// A value of the identifier that two rows have, or that one lacks.
  case twice(column: String, value: String, rows: (Int, Int))
  case unidentified(column: String, row: Int)
  case notTwoAnswers(column: String, values: Int)

  public var message: String {
    switch self {
    case .noMeasure(let column, let role, let value, let row):
      "\(column) cannot be \(article(role)): ‘\(value.prefix(30))’ in row \(row) is no number"
    case .wrongType(let column, let role, let type):
      "\(column) cannot be \(article(role)): it holds \(type == .date ? "dates" : type == .boolean ? "true and false" : "text")"
    case .notWithin(let column, let role, let value, let row, let allowed):
      "\(column) cannot be \(article(role)): \(value) in row \(row) is not \(allowed)"
    case .twice(let column, let value, let rows):
      "\(column) cannot be the identifier: rows \(grouped(rows.0)) and \(grouped(rows.1)) both have ‘\(value.prefix(30))’"
    case .unidentified(let column, let row):
      "\(column) cannot be the identifier: row \(grouped(row)) has no value"
    case .notTwoAnswers(let column, let values):
      "\(column) cannot be yes/no: it has \(count(values, "value")), and two are needed"
    }
  }

  private func article(_ role: ColumnRole) -> String {
    switch role {
    case .identifier: "the identifier"
    case .amount, .ordered, .outcome, .earlierResult, .empty: "an \(role.noun)"
    case .yesNo, .text: role.noun
    default: "a \(role.noun)"
    }
  }

  public static func == (a: RoleError, b: RoleError) -> Bool { a.message == b.message }

  /// - Throws: what keeps a column from a role.
  static func check(_ role: ColumnRole, for column: Column, in table: Table) throws(RoleError) {
    switch role {
    case .identifier: try checkIdentifier(column)
    case .amount, .count, .share, .number, .year, .place: try checkMeasure(role, column, table)
    case .yesNo:
      guard column.distinctCount == 2 else {
        throw .notTwoAnswers(column: column.name, values: column.distinctCount)
      }
    case .date:
      switch column.values {
      case .dates: return
      case .numbers(let numbers): try checkDates(numbers, column, table)
      case .booleans: throw .wrongType(column: column.name, role: role, type: .boolean)
      case .text: throw .wrongType(column: column.name, role: role, type: .text)
      }
    case .code, .category, .ordered, .text, .outcome, .earlierResult, .empty: return
    }
  }

  /// Numbers are dates where all of them are: days such as 20231014, months such as 202310, years, days since 1900, seconds or
  /// milliseconds since 1970.
  private static func checkDates(_ numbers: [Double], _ column: Column, _ table: Table) throws(RoleError) {
    let spellings: [(Double) -> Bool] = [
      { (19_000_101...21_001_231).contains($0) && ISODate.isDay(Int($0)) },
      { (190_001...210_012).contains($0) && (1...12).contains(Int($0) % 100) },
      { (1_800...2_200).contains($0) }, { (10_000...73_415).contains($0) },
      { (315_532_800...4_102_444_800).contains($0) }, { (315_532_800_000...4_102_444_800_000).contains($0) },
    ]
    func oddRow(_ isSpelled: (Double) -> Bool) -> Int? {
      // Days since 1900 may have a time of day.
      numbers.firstIndex { !$0.isNaN && !(isSpelled($0) && ($0 == $0.rounded() || (10_000...73_415).contains($0))) }
    }
    // What most rows could be is what a reader meant: the value that speaks against it is the telling one.
    let odd = spellings.map(oddRow)
    guard !odd.contains(nil), let row = odd.compactMap(\.self).max() else { return }
    throw .notWithin(
      column: column.name, role: .date, value: amount(numbers[row]), row: table.identifierText(row: row),
      allowed: "a day such as 20231014, a month such as 202310, a year, or days since 1900")
  }

  private static func checkIdentifier(_ column: Column) throws(RoleError) {
    guard !column.isUnique else { return }
    var first: [String: Int] = [:]
    for row in 0..<column.count {
      guard let text = column.text(at: row) else { throw .unidentified(column: column.name, row: row + 1) }
      if let other = first.updateValue(row, forKey: text) {
        throw .twice(column: column.name, value: text, rows: (other + 1, row + 1))
      }
    }
  }

  private static func checkMeasure(_ role: ColumnRole, _ column: Column, _ table: Table) throws(RoleError) {
    switch column.values {
    case .numbers(let numbers):
      let (allowed, words): (ClosedRange<Double>, String)
      switch role {
      case .count: (allowed, words) = (0...Double.infinity, "a whole number from 0 on")
      case .share: (allowed, words) = (0...100, "from 0 to 100")
      case .place: (allowed, words) = (-180...180, "from -180 to 180")
      default: return
      }
      let odd = numbers.firstIndex { !$0.isNaN && (!allowed.contains($0) || (role == .count && $0 != $0.rounded())) }
      guard let odd else { return }
      throw .notWithin(
        column: column.name, role: role, value: amount(numbers[odd]), row: table.identifierText(row: odd),
        allowed: words)
    case .text(let text):
      let row = text.codes.firstIndex { $0 >= 0 && Double(text.categories[Int($0)]) == nil } ?? 0
      throw .noMeasure(
        column: column.name, role: role, value: text[row] ?? "", row: table.identifierText(row: row))
    case .booleans: throw .wrongType(column: column.name, role: role, type: .boolean)
    case .dates: throw .wrongType(column: column.name, role: role, type: .date)
    }
  }
}
