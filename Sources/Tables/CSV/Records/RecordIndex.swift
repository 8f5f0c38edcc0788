/// A stretch of whole records.
struct RecordChunk {
  var range: Range<Int>
  /// Row number (0-based) of its first record.
  var firstRow = 0
  var rowCount: Int
}

/// The first pass: where records begin, in chunks that can be read side by side.
///
/// The layout of chunks depends on the text alone, never on the number of threads.
struct RecordIndex {
  private(set) var chunks: [RecordChunk] = []

  /// Bytes of a chunk of a text of `count` bytes: enough to make its own cost vanish, few enough to stay in a core's cache from
  /// the first look to the last, and to give every core its share of a small file.
  static func standardChunkSize(for count: Int) -> Int { min(1 << 19, max(1 << 15, count / 16)) }

  var rowCount: Int { chunks.last.map { $0.firstRow + $0.rowCount } ?? 0 }

  /// What an only pass over the records found.
  init(chunks: [RecordChunk]) { self.chunks = chunks }

  /// - Throws: `RecordFailure` for a quote that never closes, and when the file cannot be read. Stops early once cancelled.
  /// - Complexity: O(bytes).
  init(_ text: SourceBytes, layout: CSVLayout, chunkSize: Int, poll: LoadPoll) throws(RecordFailure) {
    if let chunks = try Self.unquotedChunks(text, layout: layout, chunkSize: chunkSize, poll: poll) {
      self.chunks = chunks
    } else {
      // Whether a line end ends a record depends on every quote before it.
      var position = layout.bodyStart
      while position < text.count, !poll.isCancelled {
        let chunk = try Self.chunk(text, layout: layout, from: position, atLeast: chunkSize)
        poll.advance(bytes: chunk.range.count)
        position = chunk.range.upperBound
        chunks.append(chunk)
      }
    }
    var row = 0
    for i in chunks.indices {
      chunks[i].firstRow = row
      row += chunks[i].rowCount
    }
  }

  /// The offset at which a row's record begins; as far as the file can still be read.
  /// - Complexity: O(bytes of a chunk); for notices only.
  func offset(ofRow row: Int, in text: SourceBytes, layout: CSVLayout) -> Int {
    guard let chunk = chunks.last(where: { $0.firstRow <= row }) else { return 0 }
    let offset = try? text.withBytes(in: chunk.range) { bytes in
      let scanner = layout.scanner(of: bytes)
      var position = 0
      var current = chunk.firstRow
      while position < bytes.count, let end = try? scanner.recordEnd(from: position, limit: bytes.count) {
        if !scanner.isBlankLine(from: position, to: end) {
          if current == row { break }
          current += 1
        }
        position = end + 1
      }
      return position
    }
    return chunk.range.lowerBound + (offset ?? 0)
  }

  /// Counts the records from `start` on until at least `size` bytes are behind.
  static func chunk(
    _ text: SourceBytes, layout: CSVLayout, from start: Int, atLeast size: Int
  ) throws(RecordFailure) -> RecordChunk {
    // Room for the rest of the last record; one that is longer is looked at again in a longer window.
    var windowSize = size + 1 << 14
    while true {
      let window = start..<min(start + windowSize, text.count)
      let isLast = window.upperBound == text.count
      let counted = try reading(at: start) { () throws(ReadFailure) in
        try text.withBytes(in: window) { bytes in
          Result { () throws(RecordFailure) in
            try Self.records(in: layout.scanner(of: bytes), atLeast: size, isLast: isLast)
          }
        }
      }
      do throws(RecordFailure) {
        if let (end, rows) = try counted.get() {
          return RecordChunk(range: start..<start + end, rowCount: rows)
        }
      } catch {
        throw error.shifted(by: start)
      }
      guard windowSize - size <= CSVLimit.recordBytes else {
        throw RecordFailure(kind: .tooLong, offset: start, column: 0)
      }
      windowSize *= 4
    }
  }

  /// Where the records of a window end, and how many they are; nil when not even one ends in it, as far as is known.
  private static func records(
    in scanner: FieldScanner, atLeast size: Int, isLast: Bool
  ) throws(RecordFailure) -> (end: Int, rows: Int)? {
    let limit = scanner.text.count
    var position = 0
    var rows = 0
    while position < limit, position < size {
      let end: Int
      do throws(RecordFailure) {
        end = try scanner.recordEnd(from: position, limit: limit)
      } catch {
        if isLast { throw error }
        end = limit
      }
      if end == limit, !isLast { return position > 0 ? (position, rows) : nil }
      if !scanner.isBlankLine(from: position, to: end) { rows += 1 }
      position = min(end + 1, limit)
    }
    return (position, rows)
  }

  /// Without quotes every line is a record, and every chunk can be counted by itself; nil as soon as there is a quote.
  private static func unquotedChunks(
    _ text: SourceBytes, layout: CSVLayout, chunkSize: Int, poll: LoadPoll
  ) throws(RecordFailure) -> [RecordChunk]? {
    let bounds = try bounds(of: text, layout: layout, chunkSize: chunkSize, poll: poll)
    func count(_ i: Int) -> Result<Int?, ReadFailure> {
      guard !poll.isCancelled else { return .success(0) }
      return Result { () throws(ReadFailure) in
        try text.withBytes(in: bounds[i]..<bounds[i + 1]) { rows(of: layout.scanner(of: $0)) }
      }
    }
    guard bounds.count > 1 else { return [] }
    // Files with quotes mostly have them from the start.
    let first = try reading(at: bounds[0]) { () throws(ReadFailure) in try count(0).get() }
    guard let first else { return nil }
    poll.advance(bytes: bounds[1] - bounds[0])
    let others = parallelMap(count: bounds.count - 2, threads: poll.threads) { i in
      defer { poll.advance(bytes: bounds[i + 2] - bounds[i + 1]) }
      return count(i + 1)
    }
    var chunks: [RecordChunk] = []
    chunks.reserveCapacity(bounds.count - 1)
    for (i, count) in ([.success(first)] + others).enumerated() {
      let rows = try reading(at: bounds[i]) { () throws(ReadFailure) in try count.get() }
      guard let rows else { return nil }
      chunks.append(RecordChunk(range: bounds[i]..<bounds[i + 1], rowCount: rows))
    }
    return chunks
  }

  /// Offsets behind line ends, about `chunkSize` apart, with the beginning and the end of the body.
  static func bounds(
    of text: SourceBytes, layout: CSVLayout, chunkSize: Int, poll: LoadPoll
  ) throws(RecordFailure) -> [Int] {
    var bounds = [layout.bodyStart]
    while let last = bounds.last, last < text.count, !poll.isCancelled {
      let target = min(last + chunkSize, text.count)
      let lineEnd = try reading(at: target) { () throws(ReadFailure) in
        try text.firstOffset(of: layout.terminator, from: target) { poll.isCancelled }
      }
      let end = lineEnd.map { $0 + 1 } ?? text.count
      guard end - target <= CSVLimit.recordBytes else {
        throw RecordFailure(kind: .tooLong, offset: target, column: 0)
      }
      bounds.append(end)
    }
    return bounds
  }

  /// Lines that are not blank, nil when there are quotes.
  static func rows(of scanner: FieldScanner) -> Int? {
    let text = scanner.text
    if let count = text.plainLineCount(terminator: scanner.terminator) { return count }
    guard text.firstOffset(of: UInt8(ascii: "\""), in: 0..<text.count) == nil else { return nil }
    var rows = 0
    var position = 0
    while position < text.count {
      let end = text.firstOffset(of: scanner.terminator, in: position..<text.count) ?? text.count
      if !scanner.isBlankLine(from: position, to: end) { rows += 1 }
      position = end + 1
    }
    return rows
  }

  private static func reading<Value>(
    at offset: Int, _ body: () throws(ReadFailure) -> Value
  ) throws(RecordFailure) -> Value {
    do throws(ReadFailure) {
      return try body()
    } catch {
      throw RecordFailure(kind: .unreadable(reason: error.reason), offset: offset, column: 0)
    }
  }
}
