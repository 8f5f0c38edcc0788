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
