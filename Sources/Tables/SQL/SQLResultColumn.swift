import CSQLite
import Machine
import SQLite
import Wording

/// A column of a result on its way to becoming one of a table: its type comes from all of its values.
struct SQLResultColumn {
  let name: String
  /// True when the column is one of true and false as it stands in a table.
  private let isBoolean: Bool
  /// NaN where there is none.
  private var numbers: [Double] = []
  /// Empty until the first text.
  private var texts: [String?] = []
  /// Integers beyond those that are all doubles, by row: their digits, should the column become text.
  private var longIntegers: [Int: Int64] = [:]
  /// The first of them that no double equals; its row counts from 1.
  private(set) var firstLoss: (row: Int, value: Int64)?
  private var hasNumbers = false

  init(_ name: String, declaration: String?) {
    self.name = name
    isBoolean = declaration == SQLSchema.boolean
  }

  /// True when some values are numbers and some are text.
  var isMixed: Bool { hasNumbers && !texts.isEmpty }

  /// Adds the value that the statement has in a place of its current row.
  /// - Parameter memory: counts what the value takes, before it is taken.
  /// - Throws: `SQLError` for bytes, `MemoryShortage`.
  mutating func append(from statement: OpaquePointer, _ place: CInt, _ memory: inout MemoryMeter) throws {
    var number = Double.nan
    var text: String?
    switch sqlite3_column_type(statement, place) {
    case SQLITE_NULL: break
    case SQLITE_FLOAT: number = sqlite3_column_double(statement, place)
    case SQLITE_INTEGER:
      let value = sqlite3_column_int64(statement, place)
      number = Double(value)
      if value.magnitude > 1 << 53 {
        longIntegers[numbers.count] = value
        if firstLoss == nil, Int64(exactly: number) != value { firstLoss = (numbers.count + 1, value) }
      }
    case SQLITE_TEXT:
      // The text lies where SQLite says until the next step; it may hold NUL.
      let start = sqlite3_column_text(statement, place)
      let bytes = UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, place)))
      try memory.grow(by: bytes.count)
      text = String(decoding: bytes, as: UTF8.self)
    default: throw SQLError(.bytes(column: name))
    }
    if !number.isNaN { hasNumbers = true }
    if text != nil, texts.isEmpty { texts = [String?](repeating: nil, count: numbers.count) }
    // A number, and a string beside it with the header of its text.
    try memory.grow(by: texts.isEmpty ? 8 : 8 + 48)
    numbers.append(number)
    if text != nil || !texts.isEmpty { texts.append(text) }
  }

  /// Text that is all ISO dates becomes dates; numbers beside text, and integers that a number would round, become text.
  var column: Column {
    if texts.isEmpty, firstLoss == nil {
      guard isBoolean, numbers.allSatisfy({ $0.isNaN || $0 == 0 || $0 == 1 }) else {
        return Column(name: name, numbers: numbers)
      }
      return Column(name: name, values: .booleans(numbers.map { $0.isNaN ? nil : $0 == 1 }))
    }
    if !hasNumbers, let dates { return Column(name: name, values: .dates(dates)) }
    let all = numbers.indices.map { row in
      texts.isEmpty ? numberInWords(row) : texts[row] ?? numberInWords(row)
    }
    return Column(name: name, text: all)
  }

  /// Why it is text, where all that was read were numbers.
  func notice(column: String) -> LoadNotice? {
    guard let firstLoss, !isMixed else { return nil }
    return .inRows(.longIntegers(column: column, line: firstLoss.row, token: String(firstLoss.value)))
  }

  private func numberInWords(_ row: Int) -> String? {
    longIntegers[row].map(String.init) ?? (numbers[row].isNaN ? nil : shortest(numbers[row]))
  }

  /// The texts as dates of one precision, nil when one of them is something else.
  private var dates: DateColumn? {
    var precision: DateColumn.Precision?
    var microseconds: [Int64] = []
    microseconds.reserveCapacity(texts.count)
    for text in texts {
      guard let text else {
        microseconds.append(DateColumn.missing)
        continue
      }
      guard let date = ISODate.parse(Array(text.utf8)[...]), precision == nil || precision == date.precision else {
        return nil
      }
      precision = date.precision
      microseconds.append(date.microseconds)
    }
    return precision.map { DateColumn(microseconds: microseconds, precision: $0) }
  }
}

extension SQLiteStatement {
  /// All rows of the result, column by column.
  /// - Parameter memory: counts what they take.
  /// - Throws: `SQLError.tooManyValues` beyond `limit` values, `.outOfMemory`, and what SQLite throws.
  func columns(limit: Int, memory: MemoryMeter = MemoryMeter()) throws -> [SQLResultColumn] {
    var memory = memory
    var columns = columnNames.enumerated().map { index, name in
      let declaration = sqlite3_column_decltype(handle, CInt(index)).map { String(cString: $0) }
      return SQLResultColumn(name, declaration: declaration)
    }
    var left = limit
    try forEachRow {
      left -= columns.count
      guard left >= 0 else { throw SQLError(.tooManyValues(limit: limit)) }
      for index in columns.indices { try columns[index].append(from: handle, CInt(index), &memory) }
    }
    return columns
  }
}
