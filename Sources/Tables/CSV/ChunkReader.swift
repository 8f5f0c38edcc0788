/// The second pass: reads the records of one chunk into their places.
struct ChunkReader {
  let scanner: FieldScanner
  let format: NumberFormat
  let missing: MissingTokens
  let slots: [ColumnStorage.Slot]
  let checksUTF8: Bool
  let poll: LoadPoll

  /// Bytes between two looks at whether to stop.
  private static let pollInterval = 1 << 18

  /// Reads a chunk. Stops at the first record that is wrong, which it reports, and when cancelled.
  func read(_ chunk: RecordChunk) -> ChunkFindings {
    let textCount = slots.count { if case .text = $0 { true } else { false } }
    var findings = ChunkFindings(
      tallies: Array(repeating: NumberTally(), count: slots.count),
      dictionaries: Array(repeating: TextDictionary(), count: textCount))
    if poll.isCancelled { return findings }
    do throws(RecordFailure) {
      if checksUTF8, let invalid = scanner.text.firstInvalidUTF8(in: chunk.range) {
        throw RecordFailure(kind: .invalidUTF8, offset: invalid, column: column(of: invalid, in: chunk))
      }
      try readRecords(of: chunk, into: &findings)
    } catch {
      findings.failure = error
    }
    return findings
  }

  private func readRecords(of chunk: RecordChunk, into findings: inout ChunkFindings) throws(RecordFailure) {
    let limit = chunk.range.upperBound
    let endRow = chunk.firstRow + chunk.rowCount
    var position = chunk.range.lowerBound
    var row = chunk.firstRow
    var polled = position
    while position < limit {
      if let next = endOfBlankLine(at: position, limit: limit) {
        position = next
        continue
      }
      // The first pass counted the rows that there is room for; the file may have changed since.
      guard row < endRow else { throw RecordFailure(kind: .changedMeanwhile, offset: position, column: 0) }
      position = try readRecord(at: position, limit: limit, row: row, into: &findings)
      row += 1
      if position - polled >= Self.pollInterval {
        if poll.isCancelled { return }
        poll.advance(bytes: position - polled)
        polled = position
      }
    }
    guard row == endRow else { throw RecordFailure(kind: .changedMeanwhile, offset: position, column: 0) }
    poll.advance(bytes: position - polled)
  }

  /// Reads one record and returns where the next begins.
  @inline(__always)
  private func readRecord(at start: Int, limit: Int, row: Int, into findings: inout ChunkFindings)
    throws(RecordFailure) -> Int
  {
    var position = start
    let lastColumn = slots.count - 1
    for column in 0...lastColumn {
      let end: Int
      switch slots[column] {
      case .numbers(let values):
        end = try readNumber(at: position, limit: limit, column: column, into: values + row, &findings)
      case .text(let codes, let order):
        end = try readText(
          at: position, limit: limit, column: column, into: codes + row, &findings.dictionaries[order],
          &findings.missingWords)
      case .skipped:
        end = try scanner.field(at: position, limit: limit, column: column).end
      }
      let isDelimited = end < limit && scanner.text[end] == scanner.delimiter
      if isDelimited == (column == lastColumn) {
        let found = try scanner.fields(from: start, limit: limit).fields.count
        throw RecordFailure(kind: .ragged(found: found), offset: start, column: column)
      }
      position = end + 1
    }
    return position
  }

  /// Reads a number where it stands; only what is no bare number is looked at as a field.
  @inline(__always)
  private func readNumber(
    at position: Int, limit: Int, column: Int, into place: UnsafeMutablePointer<Double>, _ findings: inout ChunkFindings
  ) throws(RecordFailure) -> Int {
    guard format.point != scanner.delimiter,
      let number = DecimalScanner.number(in: scanner.text, from: position, to: limit, point: format.point),
      let end = scanner.fieldEnd(at: number.end, limit: limit)
    else {
      return try readUnusualNumber(at: position, limit: limit, column: column, into: place, &findings)
    }
    store(number, at: position, into: place, &findings.tallies[column])
    return end
  }

  @inline(__always)
  private func store(
    _ number: ScannedNumber, at offset: Int, into place: UnsafeMutablePointer<Double>, _ tally: inout NumberTally
  ) {
    if !missing.numbers.isEmpty, missing.numbers.contains(number.value) {
      place.pointee = .nan
      return
    }
    place.pointee = number.value
    tally.numbers += 1
    tally.traits.formUnion(number.traits)
    if !number.traits.isDisjoint(with: .notable) { tally.note(number.traits, at: offset) }
  }

  /// Empty, quoted, blank-padded, grouped, missing, or no number at all.
  @inline(never)
  private func readUnusualNumber(
    at position: Int, limit: Int, column: Int, into place: UnsafeMutablePointer<Double>, _ findings: inout ChunkFindings
  ) throws(RecordFailure) -> Int {
    let field = try scanner.field(at: position, limit: limit, column: column)
    place.pointee = .nan
    let token = scanner.text[field.content]
    if token.isEmpty { return field.end }
    if let number = format.number(in: scanner.text, trimmed(field)) {
      store(number, at: position, into: place, &findings.tallies[column])
    } else if missing.containsBesideValues(token) {
      if !missing.contains(token, isQuoted: false) {
        findings.missingWords[MissingWord(column: column, token: Array(token)), default: Sighting()].add(at: position)
      }
    } else if !missing.contains(token, isQuoted: false), !trimmed(field).isEmpty {
      findings.tallies[column].rejected.add(at: position)
    }
    return field.end
  }

  /// A field's content without the blanks that quotes may keep around it.
  private func trimmed(_ field: Field) -> Range<Int> {
    var range = field.content
    while let first = range.first, scanner.isBlank(scanner.text[first]) { range.removeFirst() }
    while let last = range.last, scanner.isBlank(scanner.text[last]) { range.removeLast() }
    return range
  }

  @inline(__always)
  private func readText(
    at position: Int, limit: Int, column: Int, into place: UnsafeMutablePointer<Int32>,
    _ dictionary: inout TextDictionary, _ missingWords: inout [MissingWord: Sighting]
  ) throws(RecordFailure) -> Int {
    let field = try scanner.field(at: position, limit: limit, column: column)
    let token = scanner.text[field.content]
    if missing.contains(token, isQuoted: field.isQuoted) {
      place.pointee = -1
      if !token.isEmpty {
        missingWords[MissingWord(column: column, token: Array(token)), default: Sighting()].add(at: position)
      }
    } else if field.hasDoubledQuotes {
      place.pointee = scanner.bytes(of: field).withUnsafeBufferPointer { dictionary.code(for: $0) }
    } else {
      place.pointee = dictionary.code(for: UnsafeBufferPointer(rebasing: token))
    }
    return field.end
  }

  /// Where the next line begins when the one at `position` is blank, nil when it is a record.
  @inline(__always)
  private func endOfBlankLine(at position: Int, limit: Int) -> Int? {
    let first = scanner.text[position]
    guard first == scanner.terminator || first == UInt8(ascii: " ") || first == UInt8(ascii: "\r") else { return nil }
    let end = scanner.text.firstOffset(of: scanner.terminator, in: position..<limit) ?? limit
    return scanner.isBlankLine(from: position, to: end) ? end + 1 : nil
  }

  /// The column (0-based) that an offset falls into.
  private func column(of offset: Int, in chunk: RecordChunk) -> Int {
    var position = chunk.range.lowerBound
    while position < chunk.range.upperBound,
      let (fields, end) = try? scanner.fields(from: position, limit: chunk.range.upperBound)
    {
      if offset < end { return fields.lastIndex { $0.content.lowerBound <= offset } ?? 0 }
      position = end + 1
    }
    return 0
  }
}
