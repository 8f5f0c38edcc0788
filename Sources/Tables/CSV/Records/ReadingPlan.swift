/// What reading any chunk of a file needs to know.
struct ReadingPlan {
  let layout: CSVLayout
  let format: NumberFormat
  let missing: MissingTokens
  /// Where each column goes.
  let slots: [ColumnStorage.Slot]
  let checksUTF8: Bool
  let poll: LoadPoll
  /// False where a bare number does not end at the delimiter or has to be looked up among missing ones.
  let takesPlainNumbers: Bool
  let conversion = DecimalConversion.shared

  init(
    layout: CSVLayout, format: NumberFormat, missing: MissingTokens, slots: [ColumnStorage.Slot], checksUTF8: Bool,
    poll: LoadPoll
  ) {
    self.layout = layout
    self.format = format
    self.missing = missing
    self.slots = slots
    self.checksUTF8 = checksUTF8
    self.poll = poll
    takesPlainNumbers = format.point != layout.delimiter && !missing.haveNumbers
  }

  /// Reads a chunk. Stops at the first record that is wrong, which it reports, and when cancelled.
  func read(_ chunk: RecordChunk, of text: SourceBytes) -> ChunkFindings {
    var findings = ChunkFindings(slots: slots)
    if poll.isCancelled { return findings }
    do throws(ReadFailure) {
      try text.withBytes(in: chunk.range) { bytes in
        ChunkReader(plan: self, scanner: layout.scanner(of: bytes), chunk: chunk).read(into: &findings)
      }
      for position in findings.dictionaries.indices { findings.dictionaries[position].close() }
    } catch {
      findings.failure = RecordFailure(
        kind: .unreadable(reason: error.reason), offset: chunk.range.lowerBound, column: 0)
    }
    return findings
  }

  /// Counts the records of some whole lines and reads them to where `place` says, which is asked once, with nil when their number
  /// is not that of the lines, or does not matter any more.
  /// - Returns: what was found, and the chunk; nil when there was no place for it.
  func read(
    linesIn range: Range<Int>, of text: SourceBytes, place: (_ rows: Int?) -> Int?
  ) -> (findings: ChunkFindings, chunk: RecordChunk)? {
    var findings = ChunkFindings(slots: slots)
    var chunk: RecordChunk?
    let isRead = try? text.withBytes(in: range) { bytes in
      let scanner = layout.scanner(of: bytes)
      let rows = poll.isCancelled ? nil : RecordIndex.rows(of: scanner)
      guard let firstRow = place(rows), let rows else { return }
      poll.advance(bytes: range.count)
      let placed = RecordChunk(range: range, firstRow: firstRow, rowCount: rows)
      ChunkReader(plan: self, scanner: scanner, chunk: placed).read(into: &findings)
      chunk = placed
    }
    if isRead == nil { _ = place(nil) }
    guard let chunk else { return nil }
    for position in findings.dictionaries.indices { findings.dictionaries[position].close() }
    return (findings, chunk)
  }
}
