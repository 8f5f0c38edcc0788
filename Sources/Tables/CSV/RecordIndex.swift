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

  /// Bytes of a chunk: enough to make its own cost vanish, few enough to be spread over cores and polled.
  static let standardChunkSize = 4 << 20

  var rowCount: Int { chunks.last.map { $0.firstRow + $0.rowCount } ?? 0 }

  /// - Throws: `RecordFailure` for a quote that never closes. Stops early once cancelled.
  /// - Complexity: O(bytes).
  init(scanner: FieldScanner, from start: Int, chunkSize: Int, poll: LoadPoll) throws(RecordFailure) {
    let end = scanner.text.count
    // Piece by piece, because a file that comes from a slow disk takes seconds and has to be stoppable.
    let hasQuotes = stride(from: start, to: end, by: chunkSize).contains { piece in
      let range = piece..<min(piece + chunkSize, end)
      return !poll.isCancelled && scanner.text.firstOffset(of: UInt8(ascii: "\""), in: range) != nil
    }
    if hasQuotes {
      // Whether a line end ends a record depends on every quote before it.
      var position = start
      while position < end, !poll.isCancelled {
        let chunk = try Self.chunk(scanner: scanner, from: position, atLeast: chunkSize)
        poll.advance(bytes: chunk.range.count)
        position = chunk.range.upperBound
        chunks.append(chunk)
      }
    } else {
      chunks = Self.unquotedChunks(scanner: scanner, from: start, chunkSize: chunkSize, poll: poll)
    }
    var row = 0
    for i in chunks.indices {
      chunks[i].firstRow = row
      row += chunks[i].rowCount
    }
  }

  /// The offset at which a row's record begins.
  /// - Complexity: O(bytes of a chunk); for notices only.
  func offset(ofRow row: Int, scanner: FieldScanner) -> Int {
    guard let chunk = chunks.last(where: { $0.firstRow <= row }) else { return 0 }
    let limit = chunk.range.upperBound
    var position = chunk.range.lowerBound
    var current = chunk.firstRow
    while position < limit, let end = try? scanner.recordEnd(from: position, limit: limit) {
      if !scanner.isBlankLine(from: position, to: end) {
        if current == row { return position }
        current += 1
      }
      position = end + 1
    }
    return position
  }

  /// Counts the records from `start` on until at least `size` bytes are behind.
  static func chunk(scanner: FieldScanner, from start: Int, atLeast size: Int) throws(RecordFailure)
    -> RecordChunk
  {
    let limit = scanner.text.count
    var position = start
    var rows = 0
    while position < limit, position - start < size {
      let end = try scanner.recordEnd(from: position, limit: limit)
      if !scanner.isBlankLine(from: position, to: end) { rows += 1 }
      position = min(end + 1, limit)
    }
    return RecordChunk(range: start..<position, rowCount: rows)
  }

  /// Without quotes every line is a record, and every chunk can be counted by itself.
  private static func unquotedChunks(scanner: FieldScanner, from start: Int, chunkSize: Int, poll: LoadPoll)
    -> [RecordChunk]
  {
    let text = scanner.text
    var bounds = [start]
    while let last = bounds.last, last < text.count {
      let target = min(last + chunkSize, text.count)
      let lineEnd = text.firstOffset(of: scanner.terminator, in: target..<text.count)
      bounds.append(lineEnd.map { $0 + 1 } ?? text.count)
    }
    let ranges = zip(bounds, bounds.dropFirst()).map { $0..<$1 }
    return parallelMap(count: ranges.count) { i in
      guard !poll.isCancelled else { return RecordChunk(range: ranges[i], rowCount: 0) }
      var rows = 0
      var position = ranges[i].lowerBound
      while position < ranges[i].upperBound {
        let end = text.firstOffset(of: scanner.terminator, in: position..<ranges[i].upperBound) ?? ranges[i].upperBound
        if !scanner.isBlankLine(from: position, to: end) { rows += 1 }
        position = end + 1
      }
      poll.advance(bytes: ranges[i].count)
      return RecordChunk(range: ranges[i], rowCount: rows)
    }
  }
}
