/// How the bytes of a file stand for characters.
public enum TextEncoding: String, Sendable, CaseIterable {
  case utf8 = "utf-8"
  /// Read as Windows-1252, its superset in everyday files, as web browsers do.
  case latin1 = "latin-1"
  /// Little-endian unless a byte order mark says otherwise.
  case utf16 = "utf-16"
}

/// How to read a delimited text file; the defaults fit most.
public struct CSVOptions: Sendable, Equatable {
  /// Between fields; nil finds out which of comma, tab, semicolon and bar the file uses.
  public var delimiter: Character?
  /// Before the fraction of a number, `.` or `,`.
  public var decimal: Character
  /// Between groups of digits in a number, nil for none.
  public var thousands: Character?
  /// A byte order mark in the file wins.
  public var encoding: TextEncoding
  /// Tokens that stand for a missing value, besides the usual ones (see `MissingTokens`).
  public var missing: [String]
  /// Name of the column that identifies rows; nil takes the first text column with a value of its own in every row.
  public var identifier: String?

  public init(
    delimiter: Character? = nil, decimal: Character = ".", thousands: Character? = nil,
    encoding: TextEncoding = .utf8, missing: [String] = [], identifier: String? = nil
  ) {
    self.delimiter = delimiter
    self.decimal = decimal
    self.thousands = thousands
    self.encoding = encoding
    self.missing = missing
    self.identifier = identifier
  }
}

extension CSVOptions {
  /// - Throws: `LoadError.invalidOption` for separators that no file can be read with.
  func validate() throws(LoadError) {
    if let delimiter, !Self.canDelimit(delimiter) {
      throw .invalidOption(
        key: "delimiter", value: String(delimiter),
        valid:
          "it is one ASCII character, such as , or ; or | or a tab, and no letter, digit, quote or sign of a number")
    }
    guard decimal == "." || decimal == "," else {
      throw .invalidOption(key: "decimal", value: String(decimal), valid: "it is . or ,")
    }
    if let thousands, thousands == decimal || thousands.isNumber || thousands.isLetter || "+-\"".contains(thousands) {
      throw .invalidOption(
        key: "thousands", value: String(thousands), valid: "it is , or . or ' or a blank, and not the decimal character"
      )
    }
  }

  private static func canDelimit(_ character: Character) -> Bool {
    guard let byte = character.asciiValue, byte == 0x09 || (0x20..<0x7F).contains(byte) else { return false }
    return !character.isLetter && !character.isNumber && !"\"+-.".contains(character)
  }
}
