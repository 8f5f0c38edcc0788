/// How the bytes of a file stand for characters.
public enum TextEncoding: String, Sendable, CaseIterable {
  case utf8 = "utf-8"
  /// Read as Windows-1252, its superset in everyday files, as web browsers do.
  case latin1 = "latin-1"
  /// ISO-8859-15: Latin-1 with the euro sign and seven letters more.
  case latin9 = "latin-9"
  /// Little-endian unless a byte order mark, or the place of the zeros, says otherwise.
  case utf16 = "utf-16"

  /// The encoding by one of its usual names, whatever its case, hyphens and underscores: `UTF8`, `cp1252`, `ISO-8859-1`.
  public init?(named name: String) {
    switch name.lowercased().filter({ !"-_ ".contains($0) }) {
    case "utf8", "utf8sig", "utf8bom", "ascii", "usascii": self = .utf8
    case "latin1", "l1", "iso88591", "windows1252", "win1252", "cp1252", "1252", "ansi": self = .latin1
    case "latin9", "l9", "iso885915": self = .latin9
    case "utf16", "utf16le", "utf16be", "ucs2", "unicode": self = .utf16
    default: return nil
    }
  }
}

/// Whether cells that are not plain are read as what they mean, with a notice for each column, or left as text.
public enum CellRepair: String, Sendable, CaseIterable {
  case auto, none
}

/// How to read a delimited text file; the defaults fit most.
public struct CSVOptions: Sendable, Equatable {
  /// Between fields; nil finds out which of comma, tab, semicolon and bar the file uses.
  public var delimiter: Character?
  /// Before the fraction of a number, `.` or `,`; nil takes `.` unless the first rows of a file without commas between its fields
  /// prove a `,`.
  public var decimal: Character?
  /// Between groups of digits in a number, nil for none.
  public var thousands: Character?
  /// A byte order mark in the file wins.
  public var encoding: TextEncoding
  /// Tokens that stand for a missing value, besides the usual ones (see `MissingTokens`).
  public var missing: [String]
  /// Whether the usual words for missing (`NA`, `null`, …) are; false leaves empty fields and what is listed.
  public var takesMissingWords: Bool
  /// Name of the column that identifies rows; nil takes the first text column with a value of its own in every row.
  public var identifier: String?
  /// Whether columns of decorated numbers (`$1,234.50`, `12 %`, `(43.10)`), local dates and text in formulas become what they mean.
  public var repair: CellRepair
  public var dates: DateReading
  /// Lines before the one with the names; nil finds titles above them.
  public var skip: Int?
  /// Whether the first line gives the names; false for a file that begins with a row. nil takes it for names, and says where it
  /// reads like a row.
  public var header: Bool?
  public var ragged: RaggedRows

  public init(
    delimiter: Character? = nil, decimal: Character? = nil, thousands: Character? = nil,
    encoding: TextEncoding = .utf8, missing: [String] = [], identifier: String? = nil, repair: CellRepair = .auto,
    dates: DateReading = .auto, skip: Int? = nil, header: Bool? = nil, ragged: RaggedRows = .auto,
    takesMissingWords: Bool = true
  ) {
    self.delimiter = delimiter
    self.decimal = decimal
    self.thousands = thousands
    self.encoding = encoding
    self.missing = missing
    self.takesMissingWords = takesMissingWords
    self.identifier = identifier
    self.repair = repair
    self.dates = dates
    self.skip = skip
    self.header = header
    self.ragged = ragged
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
    if let decimal, decimal != ".", decimal != "," {
      throw .invalidOption(key: "decimal", value: String(decimal), valid: "it is . or ,")
    }
    if let skip, skip < 0 {
      throw .invalidOption(
        key: "skip", value: String(skip), valid: "it is the number of lines before the names, from 0")
    }
    if let thousands,
      thousands == decimal ?? "." || thousands.isNumber || thousands.isLetter || "+-\"".contains(thousands)
    {
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
