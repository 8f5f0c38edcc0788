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
  /// Columns at the end that have no name, and go where they have no value either.
  let namelessEnd: Int

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
      guard size <= CSVLimit.recordBytes else { throw .longRecord(file: source.file, line: 1) }
      size *= 8
    }
  }

  /// Nil when `text`, the beginning of the source, is too short to tell.
  private init?(
    text: UnsafeBufferPointer<UInt8>, isWhole: Bool, terminator: UInt8, source: DecodedFile, options: CSVOptions
  ) throws(LoadError) {
    var start = 0
    for _ in 0..<(options.skip ?? 0) {
      guard let end = text.firstOffset(of: terminator, in: start..<text.count) else {
        guard isWhole else { return nil }
        throw .invalidOption(
          key: "skip", value: String(options.skip ?? 0), valid: "\(source.file) has no line of names behind so many")
      }
      start = end + 1
    }
    var delimiter = options.delimiter?.asciiValue
    let blank = FieldScanner(text: text, delimiter: 0, terminator: terminator)
    while true {
      guard start < text.count else {
        guard isWhole else { return nil }
        throw .empty(file: source.file)
      }
      let end = text.firstOffset(of: terminator, in: start..<text.count) ?? text.count
      if let named = Self.separatorLine(text[start..<end]) {
        delimiter = delimiter ?? named
      } else if !blank.isBlankLine(from: start, to: end) {
        break
      }
      start = end + 1
    }
    guard isWhole || start + Self.headSize <= text.count else { return nil }
    // Only whole lines, lest a cut one look ragged.
    let head = UnsafeBufferPointer(rebasing: text.prefix(start + Self.headSize))
    let wholeLines =
      isWhole && head.count == text.count ? head.count : (head.lastIndex(of: terminator) ?? head.count)
    let lines = UnsafeBufferPointer(rebasing: text.prefix(wholeLines))
    let sniffer = DelimiterSniffer(text: lines, start: start, terminator: terminator)
    self.terminator = terminator
    let firstLine = start
    let sniffed = delimiter ?? sniffer.delimiter()
    var titles: Titles?
    if options.skip == nil, options.header != false {
      titles = Self.titles(
        of: lines, from: start, terminator: terminator,
        delimiters: delimiter.map { [$0] } ?? DelimiterSniffer.ordered(sniffed))
      if let titles { start = titles.end }
    }
    self.delimiter = titles?.delimiter ?? sniffed
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
    if end - start > CSVLimit.recordBytes { throw .longRecord(file: source.file, line: headerLine) }
    if options.header != false, let long = fields.firstIndex(where: { $0.content.count > CSVLimit.nameBytes }) {
      throw .longName(file: source.file, line: headerLine, number: long + 1, bytes: fields[long].content.count)
    }
    if source.encoding == .utf8, let invalid = text.firstInvalidUTF8(in: start..<end) {
      let column = fields.lastIndex { $0.content.lowerBound <= invalid } ?? 0
      throw RecordFailure(kind: .invalidUTF8, offset: invalid, column: column)
        .loadError(source: source, delimiter: self.delimiter, terminator: terminator, names: [])
    }
    var naming = ColumnNaming()
    guard options.header != false else {
      bodyStart = start
      names = fields.indices.map { "column_\($0 + 1)" }
      notices = []
      namelessEnd = 0
      return
    }
    if let titles {
      let title = text[firstLine..<text.count].prefix { $0 != terminator }.prefix(60)
      // Cells of a sheet have a sign between them that cannot be seen.
      let shown = String(decoding: title.map { $0 == CellText.delimiter ? UInt8(ascii: " ") : $0 }, as: UTF8.self)
      naming.notices.append(.titleLines(count: titles.count, text: shown.trimmingEnd, line: headerLine))
    }
    let table = TableHead(
      FieldScanner(text: lines, delimiter: self.delimiter, terminator: terminator), from: start)
    let missing = MissingTokens(options, format: NumberFormat())
    let second = options.repair == .auto ? table.secondLine(at: 1, missing: missing) : nil
    let hasUnits = second == .units
    if hasUnits {
      let units = table.records[1]
      let words = units.fields.map(table.scanner.string).filter { !$0.isEmpty }.prefix(4).joined(separator: ", ")
      let line = text.occurrences(of: terminator, in: 0..<units.start) + 1
      naming.notices.append(.unitLine(line: line, text: words))
    }
    if second == .names {
      let line = text.occurrences(of: terminator, in: 0..<table.records[1].start) + 1
      naming.notices.append(.secondNames(line: line, skip: line - 1))
    }
    bodyStart = min((hasUnits ? table.records[1].end : end) + 1, source.text.count)
    let surplus = options.ragged == .error ? 0 : table.surplus(header: 0, firstRow: hasUnits ? 2 : 1)
    var headings = fields.map(scanner.string)
    let looksLikeData = Self.firstValue(fields, scanner: scanner)
    let lacking = options.ragged == .auto && options.repair == .auto && !hasUnits ? table.lackingName(0) : nil
    if lacking == .first { headings.insert("", at: 0) }
    if lacking == .last { headings.append("") }
    if surplus < 0 { headings.removeLast(min(-surplus, headings.count - 1)) }
    headings += Array(repeating: "", count: max(0, surplus))
    names = headings.map { naming.name(for: $0) }
    if let lacking {
      let name = lacking == .first ? names[0] : names[names.count - 1]
      naming.notices.removeAll { if case .unnamedColumn(_, name) = $0 { true } else { false } }
      naming.notices.append(.shortNames(line: headerLine, isFirst: lacking == .first, name: name))
    }
    let named = headings.lastIndex { !$0.isEmpty } ?? -1
    namelessEnd = options.ragged == .error ? 0 : headings.count - 1 - named
    if let value = looksLikeData ?? table.numberAmongNames(0) {
      naming.notices.append(.headerLooksLikeData(line: headerLine, token: value))
    }
    notices = naming.notices
  }

  /// Lines above the names: how many, where they end, and the delimiter of the table below.
  private struct Titles {
    var count: Int
    var end: Int
    var delimiter: UInt8
  }

  private static func titles(
    of lines: UnsafeBufferPointer<UInt8>, from start: Int, terminator: UInt8, delimiters: [UInt8]
  ) -> Titles? {
    for delimiter in delimiters {
      let head = TableHead(FieldScanner(text: lines, delimiter: delimiter, terminator: terminator), from: start)
      let count = head.titleCount { firstValue($0.fields, scanner: head.scanner) == nil }
      if count > 0 { return Titles(count: count, end: head.records[count].start, delimiter: delimiter) }
      // The likeliest delimiter makes names and rows agree: no need for another.
      if delimiter == delimiters[0], head.agrees { return nil }
    }
    return nil
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

extension String {
  /// Without blanks, delimiters and a carriage return at the end.
  fileprivate var trimmingEnd: String { String(reversed().drop { " \r\t,;|".contains($0) }.reversed()) }
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
