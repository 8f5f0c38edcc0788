/// The tokens that stand for a missing value.
///
/// - An empty or blank field, and what the user lists, always; a listed number by its value (`-999` covers `-999.0`).
/// - `NA`, `N/A`, `n/a`, `#N/A`, `<NA>`, `NaN`, `nan`, `NAN`, `NULL`, `Null`, `null` in any column; in text only where they
///   are not quoted, so that `"NA"` can be Namibia.
/// - `na`, `None`, `none`, `-`, `--`, `?`, `.` and the error values of spreadsheets in columns whose other values are numbers,
///   dates or booleans, unless nothing is to be repaired; in text they may be values.
struct MissingTokens {
  private static let everywhere: Set<UInt64> = Set(
    ["NA", "N/A", "n/a", "#N/A", "<NA>", "NaN", "nan", "NAN", "NULL", "Null", "null"].map { pack(Array($0.utf8)) })
  private static let besideValues: Set<UInt64> = Set(
    ["na", "None", "none", "-", "--", "?", ".", "#DIV/0!", "#VALUE!", "#REF!", "#NUM!", "#NAME?", "#NULL!"]
      .map { pack(Array($0.utf8)) })

  /// What the user listed, with its place in the list.
  private let listed: [[UInt8]: Int]
  /// Numbers among what the user listed, with their places.
  private let numbers: [(value: Double, place: Int)]
  private let seen = SeenTokens()
  /// Whether words and signs beside numbers, dates and booleans are missing; they make a column text otherwise.
  private let takesWords: Bool
  /// Whether `NA` and the like are missing.
  private let takesUsual: Bool

  init(_ options: CSVOptions, format: NumberFormat) {
    self.init(
      listed: options.missing, format: format, repair: options.repair, takesUsual: options.takesMissingWords)
  }

  init(listed: [String], format: NumberFormat, repair: CellRepair = .auto, takesUsual: Bool = true) {
    takesWords = repair == .auto && takesUsual
    self.takesUsual = takesUsual
    let tokens = listed.map { Array($0.utf8) }.filter { !$0.isEmpty }
    self.listed = Dictionary(zip(tokens, tokens.indices)) { first, _ in first }
    numbers = tokens.enumerated().compactMap { place, token in
      token.withUnsafeBufferPointer { format.number(in: $0, 0..<$0.count) }.map { ($0.value, place) }
    }
  }

  /// Whether numbers are among what the user listed.
  var haveNumbers: Bool { !numbers.isEmpty }

  /// True for a number that the user listed.
  @inline(__always)
  func contains(_ number: Double) -> Bool {
    guard let found = numbers.first(where: { $0.value == number }) else { return false }
    seen.note(found.place)
    return true
  }

  /// What the user listed and nothing read was, in the order of the list.
  var unseen: [String] {
    listed.sorted { $0.value < $1.value }.filter { !seen.contains($0.value) }.map {
      String(decoding: $0.key, as: UTF8.self)
    }
  }

  /// True for a token that is missing in any column.
  @inline(__always)
  func contains(_ token: Slice<UnsafeBufferPointer<UInt8>>, isQuoted: Bool) -> Bool {
    guard let first = token.first else { return true }
    if !listed.isEmpty, let place = listed[Array(token)] {
      seen.note(place)
      return true
    }
    // Of all fields few begin like these words, and only those need a look at the set.
    let couldBe = first | 0x20 == UInt8(ascii: "n") || first == UInt8(ascii: "#") || first == UInt8(ascii: "<")
    return couldBe && takesUsual && !isQuoted && token.count <= 8 && Self.everywhere.contains(Self.pack(token))
  }

  /// True for a text that the user listed.
  func isListed(_ text: String) -> Bool {
    guard !listed.isEmpty, let place = listed[Array(text.utf8)] else { return false }
    seen.note(place)
    return true
  }

  /// True for a token that is missing in a column of numbers, dates or booleans.
  func containsBesideValues(_ token: some Collection<UInt8>) -> Bool {
    guard token.count <= 8 else { return false }
    let packed = Self.pack(token)
    return (takesUsual && Self.everywhere.contains(packed)) || (takesWords && Self.besideValues.contains(packed))
  }

  /// True for a token that unquoted reads as missing in a text column.
  static func standsForMissing(_ token: some Collection<UInt8>) -> Bool {
    token.isEmpty || (token.count <= 8 && everywhere.contains(pack(token)))
  }

  /// True for a word or sign that is missing only beside numbers, dates and booleans.
  static func isWord(_ token: String) -> Bool {
    token.utf8.count <= 8 && besideValues.contains(pack(Array(token.utf8)))
  }

  /// Up to eight bytes as one number.
  private static func pack(_ token: some Collection<UInt8>) -> UInt64 {
    token.reduce(0) { $0 << 8 | UInt64($1) }
  }
}
