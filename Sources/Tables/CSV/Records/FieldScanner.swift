/// One field of a record. Offsets are into the scanner's text.
struct Field {
  /// The characters of the value: without quotes, and for an unquoted field without blanks around it.
  var content: Range<Int>
  /// Where the field ends: at a delimiter, at a line end, or at the end of the text.
  var end: Int
  var isQuoted = false
  /// True when `content` holds quotes that are written twice.
  var hasDoubledQuotes = false
}

/// What is wrong with a record, where in the text, and in which column (0-based).
struct RecordFailure: Error, Equatable {
  enum Kind: Equatable {
    case ragged(found: Int)
    case unclosedQuote
    case textAfterQuote(opened: Int)
    case invalidUTF8
    case unreadable(reason: String)
    /// More than `CSVLimit` allows.
    case tooLong
    case tooManyFields
  }
  var kind: Kind
  var offset: Int
  var column: Int

  /// The failure of a stretch that begins at `start`, in terms of the whole text.
  func shifted(by start: Int) -> RecordFailure {
    var failure = self
    failure.offset += start
    if case .textAfterQuote(let opened) = kind { failure.kind = .textAfterQuote(opened: opened + start) }
    return failure
  }
}

/// Finds fields and record ends, by RFC 4180 and what files in the wild do: blanks around fields, any delimiter, line ends LF,
/// CRLF or CR, quotes in the middle of unquoted fields taken as they stand.
struct FieldScanner {
  /// The text or a stretch of it that begins where a record does.
  let text: UnsafeBufferPointer<UInt8>
  let delimiter: UInt8
  /// Line feed, or carriage return in files that know no line feed.
  let terminator: UInt8

  private static let quote = UInt8(ascii: "\"")
  private static let carriageReturn = UInt8(ascii: "\r")

  @inline(__always)
  func isBlank(_ byte: UInt8) -> Bool {
    (byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")) && byte != delimiter
  }

  /// Where the line end or delimiter is that ends a field whose value stops at `i`; nil when something else follows.
  @inline(__always)
  func fieldEnd(at i: Int, limit: Int) -> Int? {
    if i == limit || text[i] == delimiter || text[i] == terminator { return i }
    if text[i] == Self.carriageReturn, i + 1 == limit || text[i + 1] == terminator { return i + 1 }
    return nil
  }

  /// The field that begins at `start`.
  @inline(__always)
  func field(at start: Int, limit: Int, column: Int) throws(RecordFailure) -> Field {
    var begin = start
    while begin < limit, isBlank(text[begin]) { begin += 1 }
    if begin < limit, text[begin] == Self.quote {
      return try quotedField(at: begin, limit: limit, column: column)
    }
    let end = text.firstOffset(ofEither: delimiter, or: terminator, from: begin, limit: limit)
    var last = end
    if last > begin, end == limit || text[end] == terminator, text[last - 1] == Self.carriageReturn { last -= 1 }
    while last > begin, isBlank(text[last - 1]) { last -= 1 }
    return Field(content: begin..<last, end: end)
  }

  private func quotedField(at open: Int, limit: Int, column: Int) throws(RecordFailure) -> Field {
    guard let (close, hasDoubled) = closingQuote(after: open, limit: limit) else {
      throw RecordFailure(kind: .unclosedQuote, offset: open, column: column)
    }
    var next = close + 1
    while next < limit, isBlank(text[next]) { next += 1 }
    guard let end = fieldEnd(at: next, limit: limit) else {
      throw RecordFailure(kind: .textAfterQuote(opened: open), offset: next, column: column)
    }
    return Field(content: open + 1..<close, end: end, isQuoted: true, hasDoubledQuotes: hasDoubled)
  }

  /// The quote that closes the one at `open`, and whether quotes written twice stand between them.
  func closingQuote(after open: Int, limit: Int) -> (close: Int, hasDoubled: Bool)? {
    var hasDoubled = false
    var i = open + 1
    while let quote = text.firstOffset(of: Self.quote, in: i..<max(i, limit)) {
      guard quote + 1 < limit, text[quote + 1] == Self.quote else { return (quote, hasDoubled) }
      hasDoubled = true
      i = quote + 2
    }
    return nil
  }

  /// True when a quote at `i` stands where a field begins, blanks aside.
  func opensField(quoteAt i: Int) -> Bool {
    var before = i - 1
    while before >= 0, isBlank(text[before]) { before -= 1 }
    return before < 0 || text[before] == delimiter || text[before] == terminator
  }

  /// Where the record that begins at `start` ends: at its line end or at `limit`.
  /// - Throws: `RecordFailure` for a quote that is not closed before `limit`.
  func recordEnd(from start: Int, limit: Int) throws(RecordFailure) -> Int {
    var i = start
    while i < limit {
      let lineEnd = text.firstOffset(of: terminator, in: i..<limit) ?? limit
      guard let quote = text.firstOffset(of: Self.quote, in: i..<lineEnd) else { return lineEnd }
      guard opensField(quoteAt: quote) else {
        i = quote + 1
        continue
      }
      guard let (close, _) = closingQuote(after: quote, limit: limit) else {
        let column = (try fields(from: start, limit: limit)).fields.count
        throw RecordFailure(kind: .unclosedQuote, offset: quote, column: column)
      }
      i = close + 1
    }
    return limit
  }

  /// True when nothing but blanks stands on the line that begins at `start`; such lines are no records.
  @inline(__always)
  func isBlankLine(from start: Int, to end: Int) -> Bool {
    var i = start
    while i < end, text[i] == UInt8(ascii: " ") { i += 1 }
    return i == end || (text[i] == Self.carriageReturn && i + 1 == end)
  }

  /// The fields of the record that begins at `start`, and where it ends.
  /// - Throws: `RecordFailure`, also for more fields than a table may have.
  func fields(from start: Int, limit: Int) throws(RecordFailure) -> (fields: [Field], end: Int) {
    var fields: [Field] = []
    var position = start
    while true {
      let field = try field(at: position, limit: limit, column: fields.count)
      fields.append(field)
      guard fields.count <= CSVLimit.columns else {
        throw RecordFailure(kind: .tooManyFields, offset: start, column: fields.count)
      }
      guard field.end < limit, text[field.end] == delimiter else { return (fields, field.end) }
      position = field.end + 1
    }
  }

  /// The bytes of a field's value.
  func bytes(of field: Field) -> [UInt8] {
    guard field.hasDoubledQuotes else { return Array(text[field.content]) }
    var bytes: [UInt8] = []
    var i = field.content.lowerBound
    while i < field.content.upperBound {
      bytes.append(text[i])
      i += text[i] == Self.quote ? 2 : 1
    }
    return bytes
  }

  func string(of field: Field) -> String { String(decoding: bytes(of: field), as: UTF8.self) }
}
