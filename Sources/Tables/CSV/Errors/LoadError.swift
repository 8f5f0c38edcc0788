import Wording

/// Why a file could not be read as a table. Lines are physical lines of the file, from 1; columns from 1.
public enum LoadError: Error, Sendable, Equatable {
  case missingFile(file: String, nearest: [String])
  /// `tables` are the readable files in it.
  case directory(file: String, tables: [String])
  case noPermission(file: String)
  case unreadable(file: String, reason: String)
  /// `kind` is what the first bytes give away, such as "an Excel workbook".
  case notText(file: String, kind: String?)
  case damagedArchive(file: String, reason: String)
  case empty(file: String)
  case onlyHeader(file: String, columns: Int)
  case raggedRow(file: String, line: Int, expected: Int, found: Int)
  /// With `ragged=pad`: fields too many that hold something.
  case tooManyFields(file: String, line: Int, expected: Int, found: Int)
  /// `line` is where the quote opened.
  case unclosedQuote(file: String, line: Int, column: String)
  /// `line` is where the text stands, `opened` where the field's quote opened.
  case textAfterQuote(file: String, line: Int, column: String, opened: Int, token: String)
  /// The bytes do not spell text in `encoding`; `token` shows them, unreadable ones as `\xE9`.
  case wrongEncoding(file: String, line: Int, column: String, token: String, encoding: TextEncoding)
  /// A line of JSON lines that is no JSON object.
  case badJSON(file: String, line: Int, reason: String)
  /// A file that is called like a workbook and is none; `kind` is a clause.
  case notWorkbook(file: String, kind: String)
  case encryptedWorkbook(file: String)
  case noSuchSheet(file: String, name: String, sheets: [String], nearest: [String])
  /// A sheet without a value in any cell.
  case emptySheet(file: String, sheet: String, others: [String])
  case noSuchIdentifier(file: String, name: String, nearest: [String])
  /// An option that no file can be read with.
  case invalidOption(key: String, value: String, valid: String)
  /// What another room says of a place that it reads; the name as of an error of the language.
  case refused(name: String, message: String, remedy: String)
  /// A record that goes on and on; `line` is where it begins, or lies.
  case longRecord(file: String, line: Int)
  case tooManyColumns(file: String, line: Int)
  /// Column `number` (from 1) has a name of so many bytes.
  case longName(file: String, line: Int, number: Int, bytes: Int)
  /// Bytes needed and available.
  case tooLarge(file: String, needed: Int, available: Int)
  case cancelled

  /// The error in a sentence or two: what, where, and what would be right.
  public var message: String {
    switch self {
    case .missingFile(let file, let nearest):
      "there is no file \(file)" + (nearest.isEmpty ? "" : "; the nearest: \(nearest.joined(separator: ", "))")
    case .directory(let file, let tables):
      "\(file) is a directory"
        + (tables.isEmpty ? "; name a file" : "; name a file in it: \(tables.joined(separator: ", "))")
    case .noPermission(let file):
      "\(file) may not be read: you have no permission"
    case .unreadable(let file, let reason):
      "\(file) cannot be read: \(reason)"
    case .notText(let file, let kind):
      "\(file) is not a CSV" + (kind.map { ": it looks like \($0)" } ?? ": its bytes are not text")
    case .damagedArchive(let file, let reason):
      "\(file) is damaged: \(reason)"
    case .empty(let file):
      "\(file) is empty; a table needs a line of column names and at least one row"
    case .onlyHeader(let file, let columns):
      "\(file) has a line of \(columns) column name\(columns == 1 ? "" : "s") and no row below it"
    case .raggedRow(let file, let line, let expected, let found):
      "\(file), line \(line): \(found) field\(found == 1 ? "" : "s") where the header has \(expected)"
    case .tooManyFields(let file, let line, let expected, let found):
      "\(file), line \(line): \(found) fields where the header has \(expected), and ragged=pad fills up short lines and takes "
        + "no value away"
    case .unclosedQuote(let file, let line, let column):
      "\(file), line \(line), column \(column): the quote that opens here is never closed"
    case .textAfterQuote(let file, let line, let column, let opened, let token):
      "\(file), line \(line), column \(column): `\(token)` follows the closing quote"
        + (opened == line ? "" : " of the field that opened on line \(opened)")
        + "; a quote inside a quoted field is written twice"
    case .wrongEncoding(let file, let line, let column, let token, let encoding):
      "\(file), line \(line), column \(column): `\(token)` is not \(encoding.rawValue)"
        + (encoding == .latin1 || encoding == .latin9
          ? "" : "; try encoding=\(encoding == .utf8 ? "latin-1" : "utf-8")")
    case .badJSON(let file, let line, let reason):
      "\(file), line \(line): \(reason); each line is one JSON object, such as {\"id\": 1, \"city\": \"Rome\"}"
    case .notWorkbook(let file, let kind):
      "\(file) is not an Excel workbook that can be read: \(kind)"
    case .encryptedWorkbook(let file):
      "\(file) is encrypted with a password; open it in Excel, take the password off (File, Info, Protect Workbook, Encrypt "
        + "with Password) and save it"
    case .noSuchSheet(let file, let name, let sheets, let nearest):
      "\(file) has no sheet \(name)"
        + (nearest.isEmpty ? "" : "; the nearest: \(nearest.joined(separator: ", "))")
        + "; it has \(sheets.prefix(12).joined(separator: ", "))"
        + (sheets.count > 12 ? " and \(sheets.count - 12) more" : "")
    case .emptySheet(let file, let sheet, let others):
      "the sheet \(sheet) of \(file) has no value in any cell"
        + (others.isEmpty ? "" : "; sheet= takes another one: \(others.prefix(12).joined(separator: ", "))")
    case .noSuchIdentifier(let file, let name, let nearest):
      "\(file) has no column \(name) to identify rows"
        + (nearest.isEmpty ? "" : "; the nearest: \(nearest.joined(separator: ", "))")
    case .invalidOption(let key, let value, let valid):
      "\(key)=\(value) is not possible; \(valid)"
    case .refused(_, let message, _): message
    case .longRecord(let file, let line):
      "\(file), line \(line): the record there is longer than \(ByteText.megabytes(CSVLimit.recordBytes)), and a row of a table is not; "
        + "is a quote not closed, or does the file know no line ends?"
    case .tooManyColumns(let file, let line):
      "\(file), line \(line): more than \(NumberText.count(CSVLimit.columns)) fields, and tables have at most so many columns"
    case .longName(let file, let line, let number, let bytes):
      "\(file), line \(line): the name of column \(number) has \(NumberText.count(bytes)) bytes, and names have at most "
        + "\(NumberText.count(CSVLimit.nameBytes)); header=no reads a file without names"
    case .tooLarge(let file, let needed, let available):
      "\(file) needs about \(ByteText.megabytes(needed)) of memory as a table, \(ByteText.megabytes(available)) are free"
    case .cancelled:
      "stopped"
    }
  }
}
