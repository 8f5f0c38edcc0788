/// How a file is laid out: its delimiter, line ends, column names, and where its rows begin.
struct CSVLayout {
  let delimiter: UInt8
  /// Line feed, or carriage return in files that know no line feed.
  let terminator: UInt8
  let names: [String]
  /// Physical line of the header.
  let headerLine: Int
  /// Offset of the first byte behind the header's line.
  let bodyStart: Int
  let notices: [LoadNotice]

  /// As much of a file as decides on its layout.
  private static let headSize = 1 << 16

  /// - Throws: `LoadError` when there is no header, or it is damaged.
  init(source: DecodedFile, options: CSVOptions, isCancelled: () -> Bool) throws(LoadError) {
    let terminator = try Self.terminator(of: source, isCancelled: isCancelled)
    var size = 2 * Self.headSize
    while true {
      if isCancelled() { throw .cancelled }
      let window = 0..<min(size, source.text.count)
      let layout = try source.withText(in: window) { text in
        Result { () throws(LoadError) -> CSVLayout? in
          try CSVLayout(
            text: text, isWhole: text.count == source.text.count, terminator: terminator, source: source,
            options: options)
        }
      }.get()
      if let layout {
        self = layout
        return
      }
      size *= 8
    }
  }

  /// Nil when `text`, the beginning of the source, is too short to tell.
  private init?(
    text: UnsafeBufferPointer<UInt8>, isWhole: Bool, terminator: UInt8, source: DecodedFile, options: CSVOptions
  ) throws(LoadError) {
    var start = 0
    var delimiter = options.delimiter?.asciiValue
    let lines = FieldScanner(text: text, delimiter: 0, terminator: terminator)
    while true {
      guard start < text.count else {
        guard isWhole else { return nil }
        throw .empty(file: source.file)
      }
      let end = text.firstOffset(of: terminator, in: start..<text.count) ?? text.count
      if let named = Self.separatorLine(text[start..<end]) {
        delimiter = delimiter ?? named
      } else if !lines.isBlankLine(from: start, to: end) {
        break
      }
      start = end + 1
    }
    guard isWhole || start + Self.headSize <= text.count else { return nil }
    // Only whole lines, lest a cut one look ragged.
    let head = UnsafeBufferPointer(rebasing: text.prefix(start + Self.headSize))
    let wholeLines =
      isWhole && head.count == text.count ? head.count : (head.lastIndex(of: terminator) ?? head.count)
    let sniffer = DelimiterSniffer(
      text: UnsafeBufferPointer(rebasing: text.prefix(wholeLines)), start: start, terminator: terminator)
    self.terminator = terminator
    self.delimiter = delimiter ?? sniffer.delimiter()
    let scanner = FieldScanner(text: text, delimiter: self.delimiter, terminator: terminator)
    headerLine = text.occurrences(of: terminator, in: 0..<start) + 1

    let fields: [Field]
    let end: Int
    do throws(RecordFailure) {
      (fields, end) = try scanner.fields(from: start, limit: text.count)
      // A header that reaches the end of what is here may go on.
      guard end < text.count || isWhole else { return nil }
    } catch {
      guard isWhole else { return nil }
      throw error.loadError(source: source, delimiter: self.delimiter, terminator: terminator, names: [])
    }
    if source.encoding == .utf8, let invalid = text.firstInvalidUTF8(in: start..<end) {
      let column = fields.lastIndex { $0.content.lowerBound <= invalid } ?? 0
      throw RecordFailure(kind: .invalidUTF8, offset: invalid, column: column)
        .loadError(source: source, delimiter: self.delimiter, terminator: terminator, names: [])
    }
    bodyStart = min(end + 1, source.text.count)
    var naming = ColumnNaming()
    let headings = fields.map(scanner.string)
    names = headings.map { naming.name(for: $0) }
    if let value = Self.firstValue(fields, scanner: scanner) {
      naming.notices.append(.headerLooksLikeData(line: headerLine, token: value))
    }
    notices = naming.notices
  }

  /// Finds the fields of a stretch of the file.
  func scanner(of text: UnsafeBufferPointer<UInt8>) -> FieldScanner {
    FieldScanner(text: text, delimiter: delimiter, terminator: terminator)
  }

  /// Line feed, unless the file knows only carriage returns.
  private static func terminator(of source: DecodedFile, isCancelled: () -> Bool) throws(LoadError) -> UInt8 {
    let (lineFeed, carriageReturn) = (UInt8(ascii: "\n"), UInt8(ascii: "\r"))
    let hasReturns = try source.withText(in: 0..<min(headSize, source.text.count)) {
      $0.firstOffset(of: carriageReturn, in: 0..<$0.count) != nil
    }
    guard hasReturns else { return lineFeed }
    let firstFeed = try LoadError.reading(source.file) { () throws(ReadFailure) in
      try source.text.firstOffset(of: lineFeed, from: 0, isCancelled: isCancelled)
    }
    return firstFeed == nil ? carriageReturn : lineFeed
  }

  /// The delimiter that spreadsheets announce in a first line such as `sep=;`.
  private static func separatorLine(_ line: Slice<UnsafeBufferPointer<UInt8>>) -> UInt8? {
    let content = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
    guard content.count == 5, content.starts(with: Array("sep=".utf8)) else { return nil }
    return content.last
  }

  /// The first field of a header whose fields are mostly numbers, nil for a header of names.
  private static func firstValue(_ fields: [Field], scanner: FieldScanner) -> String? {
    let format = NumberFormat()
    let numbers = fields.filter { format.number(in: scanner.text, $0.content) != nil }
    // Single years or numbered items do serve as names; a row has more numbers, or something behind the point.
    let fractions = numbers.filter { format.number(in: scanner.text, $0.content)?.traits.contains(.fraction) == true }
    guard numbers.count == fields.count || (!fractions.isEmpty && numbers.count * 2 > fields.count) else { return nil }
    return (fractions.first ?? numbers.first).map(scanner.string)
  }
}

/// Gives every column a name of its own.
private struct ColumnNaming {
  private var used = Set<String>()
  /// Where the search for a free number goes on: of many columns of one name, each would begin at 2 again.
  private var next: [String: Int] = [:]
  private var number = 0
  var notices: [LoadNotice] = []

  mutating func name(for heading: String) -> String {
    number += 1
    if heading.isEmpty {
      let name = unused(like: "column_\(number)")
      notices.append(.unnamedColumn(number: number, name: name))
      return name
    }
    if used.insert(heading).inserted { return heading }
    let name = unused(like: heading)
    notices.append(.duplicateName(heading, number: number, name: name))
    return name
  }

  private mutating func unused(like name: String) -> String {
    if used.insert(name).inserted { return name }
    var count = next[name, default: 2]
    while !used.insert("\(name)_\(count)").inserted { count += 1 }
    next[name] = count + 1
    return "\(name)_\(count)"
  }
}
