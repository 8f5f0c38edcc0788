import Machine
import Synchronization

extension CSVReader {
  func table() throws(LoadError) -> Table {
    if let table = try onePass() { return table }
    if poll.isCancelled { throw .cancelled }
    let index: RecordIndex
    do throws(RecordFailure) {
      index = try RecordIndex(source.text, layout: layout, chunkSize: chunkSize, poll: poll)
    } catch {
      throw Self.located(error, source: source, layout: layout)
    }
    if poll.isCancelled { throw .cancelled }
    guard index.rowCount > 0 else { throw .onlyHeader(file: source.file, columns: layout.names.count) }
    try LoadError.fitting(source.file) { () throws(MemoryShortage) in
      try FreeMemory.require(memory(rows: index.rowCount))
    }
    let storage = storage(rows: index.rowCount, text: columnsOfText())
    let plan = plan(into: storage, poll: poll)
    var findings = withExtendedLifetime(storage) {
      parallelMap(count: index.chunks.count, threads: poll.threads) { plan.read(index.chunks[$0], of: source.text) }
    }
    return try table(storage, &findings, index)
  }

  /// The table of a body in which every line is a record, read in one pass; nil where that is not so, where the lines are more
  /// than the first and the last chunk let expect, and where a chunk cannot be had: two passes tell more.
  private func onePass() throws(LoadError) -> Table? {
    guard
      let bounds = try? RecordIndex.bounds(of: source.text, layout: layout, chunkSize: chunkSize, poll: poll),
      bounds.count > 1, let capacity = expectedRows(between: bounds), memory(rows: capacity) < FreeMemory.bytes ?? .max
    else { return nil }
    let storage = storage(rows: capacity, text: columnsOfText())
    let plan = plan(into: storage, poll: poll)
    let tickets = RowTickets(capacity: capacity)
    let chunks = Mutex([RecordChunk?](repeating: nil, count: bounds.count - 1))
    var findings = withExtendedLifetime(storage) {
      parallelMap(count: bounds.count - 1, threads: poll.threads) { i in
        let read = plan.read(linesIn: bounds[i]..<bounds[i + 1], of: source.text) { tickets.place($0, ofChunk: i) }
        chunks.withLock { $0[i] = read?.chunk }
        return read?.findings ?? ChunkFindings(slots: [])
      }
    }
    guard let rowCount = tickets.rowCount, rowCount > 0 else { return nil }
    storage.trim(to: rowCount)
    return try table(storage, &findings, RecordIndex(chunks: chunks.withLock { $0 }.compactMap { $0 }))
  }

  /// Room for the rows of the body: what the denser one of its first and its last chunk makes of it, and a quarter; nil when one of
  /// them has quotes.
  private func expectedRows(between bounds: [Int]) -> Int? {
    var density = 0.0
    for i in Set([0, bounds.count - 2]) {
      let range = bounds[i]..<bounds[i + 1]
      guard let rows = try? source.text.withBytes(in: range, { RecordIndex.rows(of: layout.scanner(of: $0)) }) else {
        return nil
      }
      density = max(density, Double(rows) / Double(range.count))
    }
    return Int(density * Double(source.text.count - layout.bodyStart) * 1.25) + 8
  }

  /// Bytes that a table of so many rows takes, and two fifths more for what is looked for in it next: repeated rows, roles of columns.
  private func memory(rows: Int) -> Int { rows * layout.names.count * MemoryLayout<Double>.stride / 5 * 7 }

  private func storage(rows: Int, text: Set<Int>) -> ColumnStorage {
    let storage = ColumnStorage(rowCount: rows, columnCount: layout.names.count)
    for column in layout.names.indices {
      if text.contains(column) { storage.takeText(column) } else { storage.takeNumbers(column) }
    }
    storage.expectUse(threads: poll.threads)
    return storage
  }

  /// The table of what has been read, after columns that turned out not to be numbers have been read once more.
  private func table(
    _ storage: ColumnStorage, _ findings: inout [ChunkFindings], _ index: RecordIndex
  ) throws(LoadError) -> Table {
    var reading = ColumnReading(columnCount: layout.names.count)
    try join(&findings, of: storage, index, into: &reading)
    // Numbers for the first rows and something else below: once more, these columns alone.
    let turned = layout.names.indices.filter {
      !storage.textColumns.contains($0) && reading.tallies[$0].belongsInText
    }
    guard !turned.isEmpty else { return try assemble([storage], reading, index) }
    for column in turned { storage.skip(column) }
    let again = ColumnStorage(rowCount: index.rowCount, columnCount: layout.names.count)
    for column in turned { again.takeText(column) }
    again.expectUse(threads: poll.threads)
    reading.forget(turned)
    let plan = plan(into: again, poll: poll)
    var rest = withExtendedLifetime(again) {
      parallelMap(count: index.chunks.count, threads: poll.threads) { plan.read(index.chunks[$0], of: source.text) }
    }
    try join(&rest, of: again, index, into: &reading)
    return try assemble([storage, again], reading, index)
  }

  /// The columns that the first records show not to be numbers, whatever comes behind. What is wrong with a record is said by who reads all of them: it does not
  /// depend on how many these are.
  private func columnsOfText() -> Set<Int> {
    guard
      let sampled = try? RecordIndex.chunk(source.text, layout: layout, from: layout.bodyStart, atLeast: sampleSize)
    else { return [] }
    let storage = ColumnStorage(rowCount: sampled.rowCount, columnCount: layout.names.count)
    for column in layout.names.indices { storage.takeNumbers(column) }
    let quiet = LoadPoll(totalBytes: 1, context: .plain)
    let findings = withExtendedLifetime(storage) { plan(into: storage, poll: quiet).read(sampled, of: source.text) }
    return Set(layout.names.indices.filter { findings.tallies[$0].isSurelyText })
  }

  func plan(into storage: ColumnStorage, poll: LoadPoll) -> ReadingPlan {
    ReadingPlan(
      layout: layout, format: format, missing: missing, slots: storage.slots, checksUTF8: source.encoding == .utf8,
      poll: poll)
  }

  static func located(_ failure: RecordFailure, source: DecodedFile, layout: CSVLayout) -> LoadError {
    failure.loadError(
      source: source, delimiter: layout.delimiter, terminator: layout.terminator, names: layout.names)
  }
}
