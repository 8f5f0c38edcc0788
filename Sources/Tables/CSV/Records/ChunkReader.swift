/// The second pass: reads the records of one chunk into their places.
///
/// Offsets are into the chunk, which lies in a cache; only what is noted for later is in terms of the whole text.
struct ChunkReader {
  let plan: ReadingPlan
  let scanner: FieldScanner
  let chunk: RecordChunk

  /// Bytes between two looks at whether to stop.
  private static let pollInterval = 1 << 17

  private var limit: Int { scanner.text.count }

  func read(into findings: inout ChunkFindings) {
    let invalid = plan.checksUTF8 ? scanner.text.firstInvalidUTF8(in: 0..<limit) : nil
    var failure: RecordFailure?
    do throws(RecordFailure) { try readRecords(into: &findings) } catch { failure = error }
    // What is wrong first is said, wherever chunks begin.
    if let invalid, failure.map({ invalid < $0.offset }) ?? true {
      failure = RecordFailure(kind: .invalidUTF8, offset: invalid, column: column(of: invalid))
    }
    findings.failure = failure?.shifted(by: chunk.range.lowerBound)
  }

  private func readRecords(into findings: inout ChunkFindings) throws(RecordFailure) {
    let endRow = chunk.firstRow + chunk.rowCount
    var position = 0
    var row = chunk.firstRow
    var polled = position
    while position < limit {
      if let next = endOfBlankLine(at: position) {
        position = next
        continue
      }
      // The first pass counted the rows that there is room for; the file may have changed since.
      guard row < endRow else { throw changed(at: position) }
      position = try readRecord(at: position, row: row, into: &findings)
      row += 1
      if position - polled >= Self.pollInterval {
        if plan.poll.isCancelled { return }
        plan.poll.advance(bytes: position - polled)
        polled = position
      }
    }
    guard row == endRow else { throw changed(at: position) }
    plan.poll.advance(bytes: position - polled)
  }

  private func changed(at offset: Int) -> RecordFailure {
    RecordFailure(kind: .unreadable(reason: ReadFailure.changed.reason), offset: offset, column: 0)
  }

  /// Reads one record and returns where the next begins.
  @inline(__always)
  private func readRecord(at start: Int, row: Int, into findings: inout ChunkFindings) throws(RecordFailure) -> Int {
    var position = start
    let lastColumn = plan.slots.count - 1
    for column in 0...lastColumn {
      let end: Int
      switch plan.slots[column] {
      case .numbers(let values):
        end = try readNumber(at: position, column: column, into: values + row, &findings)
      case .text(let codes, let order):
        end = try readText(
          at: position, column: column, into: codes + row, &findings.dictionaries[order], &findings.missingWords)
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
    at position: Int, column: Int, into place: UnsafeMutablePointer<Double>, _ findings: inout ChunkFindings
  ) throws(RecordFailure) -> Int {
    // Invariant of the plain reading: as many bytes as it looks at belong to the chunk.
    guard plan.takesPlainNumbers, position + PlainDecimal.reach <= limit, let text = scanner.text.baseAddress,
      let number = PlainDecimal(at: text + position, point: plan.format.point, conversion: plan.conversion),
      let end = scanner.fieldEnd(at: position + number.length, limit: limit)
    else {
      return try readOtherNumber(at: position, column: column, into: place, &findings)
    }
    place.pointee = number.value
    if !number.isInteger, !findings.tallies[column].traits.contains(.fraction) {
      findings.tallies[column].traits.insert(.fraction)
    }
    return end
  }

  /// Long, with an exponent, near the end of the chunk, or not to be taken as it stands.
  @inline(never)
  private func readOtherNumber(
    at position: Int, column: Int, into place: UnsafeMutablePointer<Double>, _ findings: inout ChunkFindings
  ) throws(RecordFailure) -> Int {
    let point = plan.format.point
    guard point != scanner.delimiter,
      let number = DecimalScanner.number(in: scanner.text, from: position, to: limit, point: point),
      let end = scanner.fieldEnd(at: number.end, limit: limit)
    else {
      return try readUnusualNumber(at: position, column: column, into: place, &findings)
    }
    store(number, at: position, into: place, &findings.tallies[column])
    return end
  }

  private func store(
    _ number: ScannedNumber, at offset: Int, into place: UnsafeMutablePointer<Double>, _ tally: inout NumberTally
  ) {
    if plan.missing.contains(number.value) {
      place.pointee = .nan
      return
    }
    place.pointee = number.value
    tally.traits.formUnion(number.traits)
    if !number.traits.isDisjoint(with: .notable) { tally.note(number.traits, at: chunk.range.lowerBound + offset) }
  }

  /// Empty, quoted, blank-padded, grouped, missing, or no number at all.
  private func readUnusualNumber(
    at position: Int, column: Int, into place: UnsafeMutablePointer<Double>, _ findings: inout ChunkFindings
  ) throws(RecordFailure) -> Int {
    place.pointee = .nan
    let field = try scanner.field(at: position, limit: limit, column: column)
    let token = scanner.text[field.content]
    if token.isEmpty { return field.end }
    let offset = chunk.range.lowerBound + position
    if let number = plan.format.number(in: scanner.text, trimmed(field)) {
      store(number, at: position, into: place, &findings.tallies[column])
    } else if plan.missing.containsBesideValues(token) {
      if !plan.missing.contains(token, isQuoted: false) {
        findings.missingWords[MissingWord(column: column, token: Array(token)), default: Sighting()].add(at: offset)
      }
    } else if !plan.missing.contains(token, isQuoted: false), !trimmed(field).isEmpty {
      findings.tallies[column].rejected.add(at: offset)
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
    at position: Int, column: Int, into place: UnsafeMutablePointer<Int32>, _ dictionary: inout TextDictionary,
    _ missingWords: inout [MissingWord: Sighting]
  ) throws(RecordFailure) -> Int {
    let field = try scanner.field(at: position, limit: limit, column: column)
    let token = scanner.text[field.content]
    if plan.missing.contains(token, isQuoted: field.isQuoted) {
      place.pointee = -1
      if !token.isEmpty {
        missingWords[MissingWord(column: column, token: Array(token)), default: Sighting()]
          .add(at: chunk.range.lowerBound + position)
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
  private func endOfBlankLine(at position: Int) -> Int? {
    let first = scanner.text[position]
    guard first == scanner.terminator || first == UInt8(ascii: " ") || first == UInt8(ascii: "\r") else { return nil }
    let end = scanner.text.firstOffset(of: scanner.terminator, in: position..<limit) ?? limit
    return scanner.isBlankLine(from: position, to: end) ? end + 1 : nil
  }

  /// The column (0-based) that an offset falls into.
  private func column(of offset: Int) -> Int {
    var position = 0
    while position < limit, let (fields, end) = try? scanner.fields(from: position, limit: limit) {
      if offset < end { return fields.lastIndex { $0.content.lowerBound <= offset } ?? 0 }
      position = end + 1
    }
    return 0
  }
}
