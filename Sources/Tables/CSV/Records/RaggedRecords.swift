/// What becomes of records that have another number of fields than the names.
public enum RaggedRows: String, Sendable, CaseIterable {
  /// Short ones at the end of the file are left out, as a download that was cut and a line of source leave them; commas behind every
  /// row are passed over; others are an error.
  case auto
  case error
  /// Left out wherever they are.
  case skip
  /// Short ones end in missing values; long ones lose empty fields.
  case pad
}

/// Mends a text in which records have another number of fields than the names. Lines keep their numbers.
struct RaggedRecords {
  let source: DecodedFile
  let layout: CSVLayout
  let isCancelled: () -> Bool

  /// Lines at the end of a file that are perhaps none of the table.
  private static let mostFootLines = 10
  private static let footSize = 1 << 16

  /// The text without the odd records, or with them filled up, and what was done; nil where nothing can be.
  /// - Parameter line: the physical line of the first of them.
  /// - Complexity: O(bytes), and their memory where records within the text are mended.
  func mended(_ mode: RaggedRows, fromLine line: Int) throws(LoadError) -> (text: SourceBytes, notice: LoadNotice)? {
    switch mode {
    case .error: return nil
    case .auto: return try withoutFoot(fromLine: line)
    case .skip, .pad: return try rewritten(mode)
    }
  }

  private func withoutFoot(fromLine line: Int) throws(LoadError) -> (text: SourceBytes, notice: LoadNotice)? {
    let all = source.text
    // Anything before that many bytes is not the end of the file.
    let windowStart = max(layout.bodyStart, all.count - Self.footSize)
    let firstLine = source.line(of: windowStart, terminator: layout.terminator, isCancelled: isCancelled)
    guard line >= firstLine else { return nil }
    return try source.withText(in: windowStart..<all.count) { text in
      var start = 0
      for _ in firstLine..<line {
        guard let end = text.firstOffset(of: layout.terminator, in: start..<text.count) else { return nil }
        start = end + 1
      }
      let foot = records(of: text, from: start)
      guard start > 0 || windowStart > layout.bodyStart, let first = foot.first, foot.count <= Self.mostFootLines,
        foot.allSatisfy({ $0.found < layout.names.count })
      else { return nil }
      let shown = String(decoding: text[first.range].prefix(60), as: UTF8.self)
      return (
        all.keeping(first: windowStart + start),
        .raggedEnd(count: foot.count, line: line, expected: layout.names.count, found: first.found, text: shown)
      )
    }
  }

  /// The records from `start` on and how many fields they have.
  private func records(of text: UnsafeBufferPointer<UInt8>, from start: Int) -> [(range: Range<Int>, found: Int)] {
    let scanner = layout.scanner(of: text)
    var records: [(range: Range<Int>, found: Int)] = []
    var position = start
    while position < text.count, records.count <= Self.mostFootLines {
      guard let (fields, end) = try? scanner.fields(from: position, limit: text.count) else {
        // A quote that is never closed.
        records.append((position..<text.count, 0))
        break
      }
      if !scanner.isBlankLine(from: position, to: end) { records.append((position..<end, fields.count)) }
      position = end + 1
    }
    return records
  }

  private func rewritten(_ mode: RaggedRows) throws(LoadError) -> (text: SourceBytes, notice: LoadNotice)? {
    let result = try source.withText(in: 0..<source.text.count) { text in
      Result { () throws(LoadError) -> (bytes: [UInt8], count: Int, first: (line: Int, found: Int)?)? in
        try rewritten(text, mode)
      }
    }.get()
    guard let result, let first = result.first else { return nil }
    let expected = layout.names.count
    return (
      SourceBytes(result.bytes),
      mode == .skip
        ? .raggedSkipped(count: result.count, line: first.line, expected: expected, found: first.found)
        : .raggedPadded(count: result.count, line: first.line, expected: expected, found: first.found)
    )
  }

  private func rewritten(
    _ text: UnsafeBufferPointer<UInt8>, _ mode: RaggedRows
  ) throws(LoadError) -> (bytes: [UInt8], count: Int, first: (line: Int, found: Int)?)? {
    let scanner = layout.scanner(of: text)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count + 16)
    bytes += text[..<layout.bodyStart]
    var (position, count, records) = (layout.bodyStart, 0, 0)
    var first: (line: Int, found: Int)?
    while position < text.count {
      if records & 1023 == 0, isCancelled() { throw .cancelled }
      records += 1
      // Quotes that are wrong are told of when the text is read.
      guard let (fields, end) = try? scanner.fields(from: position, limit: text.count) else {
        bytes += text[position...]
        break
      }
      if fields.count == layout.names.count || scanner.isBlankLine(from: position, to: end) {
        bytes += text[position..<end]
      } else {
        count += 1
        if first == nil {
          first = (text.occurrences(of: layout.terminator, in: 0..<position) + 1, fields.count)
        }
        if mode == .skip {
          let breaks = text.occurrences(of: layout.terminator, in: position..<end)
          bytes += [UInt8](repeating: layout.terminator, count: breaks)
        } else {
          guard let padded = padded(fields, of: text, from: position, to: end) else {
            throw .tooManyFields(
              file: source.file, line: text.occurrences(of: layout.terminator, in: 0..<position) + 1,
              expected: layout.names.count, found: fields.count)
          }
          bytes += padded
        }
      }
      if end < text.count { bytes.append(layout.terminator) }
      position = end + 1
    }
    return (bytes, count, first)
  }

  /// The record with as many fields as there are names; nil where a field too many holds something.
  private func padded(
    _ fields: [Field], of text: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int
  ) -> [UInt8]? {
    let expected = layout.names.count
    guard fields.count < expected else {
      guard fields[expected...].allSatisfy({ $0.content.isEmpty }) else { return nil }
      return Array(text[start..<fields[expected - 1].end])
    }
    let hasReturn = end > start && text[end - 1] == UInt8(ascii: "\r")
    return Array(text[start..<(hasReturn ? end - 1 : end)])
      + [UInt8](repeating: layout.delimiter, count: expected - fields.count) + (hasReturn ? [UInt8(ascii: "\r")] : [])
  }
}
