/// How a file is laid out: its delimiter, line ends, column names, and where its rows begin.
struct CSVLayout {
  let scanner: FieldScanner
  let names: [String]
  /// Physical line of the header.
  let headerLine: Int
  /// Offset of the first byte behind the header's line.
  let bodyStart: Int
  let notices: [LoadNotice]

  /// As much of a file as decides on its layout.
  private static let headSize = 1 << 16

  /// - Throws: `LoadError` when there is no header, or it is damaged.
  init(source: CSVSource, options: CSVOptions) throws(LoadError) {
    let text = source.text
    let terminator = Self.terminator(of: text)
    var start = 0
    var delimiter = options.delimiter?.asciiValue
    let lines = FieldScanner(text: text, delimiter: 0, terminator: terminator)
    while true {
      guard start < text.count else { throw .empty(file: source.file) }
      let end = text.firstOffset(of: terminator, in: start..<text.count) ?? text.count
      if let named = Self.separatorLine(text[start..<end]) {
        delimiter = delimiter ?? named
      } else if !lines.isBlankLine(from: start, to: end) {
        break
      }
      start = end + 1
    }
    // Only whole lines, lest a cut one look ragged.
    let head = UnsafeBufferPointer(rebasing: text.prefix(start + Self.headSize))
    let wholeLines = head.count == text.count ? head.count : (head.lastIndex(of: terminator) ?? head.count)
    let sniffer = DelimiterSniffer(
      text: UnsafeBufferPointer(rebasing: text.prefix(wholeLines)), start: start, terminator: terminator)
    let scanner = FieldScanner(text: text, delimiter: delimiter ?? sniffer.delimiter(), terminator: terminator)
    self.scanner = scanner
    headerLine = source.line(of: start, terminator: terminator)

    let fields: [Field]
    let end: Int
    do throws(RecordFailure) {
      (fields, end) = try scanner.fields(from: start, limit: text.count)
    } catch {
      throw error.loadError(source: source, scanner: scanner, names: [])
    }
    if source.encoding == .utf8, let invalid = text.firstInvalidUTF8(in: start..<end) {
      let column = fields.lastIndex { $0.content.lowerBound <= invalid } ?? 0
      throw RecordFailure(kind: .invalidUTF8, offset: invalid, column: column)
        .loadError(source: source, scanner: scanner, names: [])
    }
    bodyStart = min(end + 1, text.count)
    var naming = ColumnNaming()
    let headings = fields.map(scanner.string)
    names = headings.map { naming.name(for: $0) }
    if let value = Self.firstValue(fields, scanner: scanner) {
      naming.notices.append(.headerLooksLikeData(line: headerLine, token: value))
    }
    notices = naming.notices
  }

  /// Line feed, unless the file knows only carriage returns.
  private static func terminator(of text: UnsafeBufferPointer<UInt8>) -> UInt8 {
    let head = text.prefix(headSize)
    let isOldMacintosh = head.contains(UInt8(ascii: "\r")) && !text.contains(UInt8(ascii: "\n"))
    return UInt8(ascii: isOldMacintosh ? "\r" : "\n")
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
    var count = 2
    while !used.insert("\(name)_\(count)").inserted { count += 1 }
    return "\(name)_\(count)"
  }
}

extension RecordFailure {
  /// The failure in terms of the file: line and column name.
  func loadError(source: CSVSource, scanner: FieldScanner, names: [String]) -> LoadError {
    let line = source.line(of: offset, terminator: scanner.terminator)
    let name = names.indices.contains(column) ? names[column] : String(column + 1)
    switch kind {
    case .ragged(let found):
      return .raggedRow(file: source.file, line: line, expected: names.count, found: found)
    case .unclosedQuote:
      return .unclosedQuote(file: source.file, line: line, column: name)
    case .textAfterQuote(let opened):
      let openedLine = source.line(of: opened, terminator: scanner.terminator)
      return .textAfterQuote(
        file: source.file, line: line, column: name, opened: openedLine, token: token(scanner: scanner))
    case .invalidUTF8:
      return .wrongEncoding(
        file: source.file, line: line, column: name, token: token(scanner: scanner), encoding: .utf8)
    case .changedMeanwhile:
      return .unreadable(file: source.file, reason: "it changed while it was read")
    }
  }

  /// The field around the failure, at most twenty bytes of it, bytes that are no text as `\xE9`.
  private func token(scanner: FieldScanner) -> String {
    let text = scanner.text
    let ends = [scanner.delimiter, scanner.terminator, UInt8(ascii: "\r")]
    var start = offset
    if kind == .invalidUTF8 {
      while start > 0, offset - start < 12, !ends.contains(text[start - 1]) { start -= 1 }
      while start < offset, text[start] & 0xC0 == 0x80 { start += 1 }
    }
    var end = offset
    while end < text.count, end - start < 20, !ends.contains(text[end]) { end += 1 }
    var token = ""
    var i = start
    while i < end {
      if let invalid = text.firstInvalidUTF8(in: i..<end) {
        token += String(decoding: text[i..<invalid], as: UTF8.self)
        let hexadecimal = String(text[invalid], radix: 16, uppercase: true)
        token += "\\x" + (hexadecimal.count == 1 ? "0" : "") + hexadecimal
        i = invalid + 1
      } else {
        token += String(decoding: text[i..<end], as: UTF8.self)
        i = end
      }
    }
    return token
  }
}
