import Machine
import Synchronization

/// Reads delimited text files into tables: `.csv`, `.tsv`, and either compressed by gzip.
///
/// The bytes are read in chunks side by side. Where no quote hides a line end, one pass does: each chunk counts its lines, is told
/// its place in columns that have room to spare, and reads every field there. Otherwise a first pass counts the records and a second
/// reads them. Columns start out as what the first rows make of them; one that turns out not to be numbers further down is read once
/// more, as text. Types so come from the whole file.
public struct CSVReader {
  private let source: DecodedFile
  private let layout: CSVLayout
  private let format: NumberFormat
  private let missing: MissingTokens
  private let options: CSVOptions
  private let poll: LoadPoll
  private let chunkSize: Int
  /// Bytes of the first records that decide how columns are tried.
  private let sampleSize: Int

  /// Reads the file at `path`.
  ///
  /// Blanks around unquoted fields and lines of nothing but blanks are no part of the data. What stands for a missing value says
  /// `MissingTokens`. A column becomes numbers when all of its values are, and none would lose digits (`00123`, integers that no
  /// double equals); booleans when all are `true` or `false`; dates when all are ISO 8601; else text.
  /// - Parameter context: is asked every few milliseconds from several threads whether to stop, and gets the share done reported from
  ///   several threads one at a time, ascending.
  /// - Throws: `LoadError`, with the file, the physical line, the column and the token where they apply.
  /// - Complexity: O(bytes); memory beside the columns is the distinct texts of a column, a buffer for each thread, and the whole
  ///   text of a compressed file or one that is not UTF-8.
  public static func read(
    path: String, options: CSVOptions = CSVOptions(), context: ComputeContext = .allProcessors
  ) throws(LoadError) -> Table {
    try read(
      path: path, options: options, chunkSize: nil, memoryLimit: DecodedFile.standardMemoryLimit, context: context)
  }

  /// As above, in chunks of another size, or from memory rather than from the file: what comes out does not depend on it.
  static func read(
    path: String, options: CSVOptions, chunkSize: Int?, memoryLimit: Int = DecodedFile.standardMemoryLimit,
    context: ComputeContext = .allProcessors
  ) throws(LoadError) -> Table {
    try options.validate()
    let source = try DecodedFile(
      path: path, encoding: options.encoding, memoryLimit: memoryLimit, isCancelled: { context.cancelled })
    let poll = LoadPoll(totalBytes: 2 * source.text.count, context: context)
    let chunkSize = chunkSize ?? RecordIndex.standardChunkSize(for: source.text.count)
    return try CSVReader(source: source, options: options, chunkSize: chunkSize, poll: poll).table()
  }

  private init(source: DecodedFile, options: CSVOptions, chunkSize: Int, poll: LoadPoll) throws(LoadError) {
    self.source = source
    self.poll = poll
    self.chunkSize = chunkSize
    sampleSize = min(chunkSize, 1 << 15)
    self.options = options
    format = NumberFormat(decimal: options.decimal, thousands: options.thousands)
    missing = MissingTokens(listed: options.missing, format: format)
    layout = try CSVLayout(source: source, options: options, isCancelled: { poll.isCancelled })
  }

  private func table() throws(LoadError) -> Table {
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
    let available = FreeMemory.bytes ?? .max
    guard memory(rows: index.rowCount) < available else {
      throw .tooLarge(file: source.file, needed: memory(rows: index.rowCount), available: available)
    }
    let storage = storage(rows: index.rowCount, text: try columnsOfText())
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
    let storage = storage(rows: capacity, text: try columnsOfText())
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

  private func memory(rows: Int) -> Int { rows * layout.names.count * MemoryLayout<Double>.stride }

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

  /// The columns that the first records show not to be numbers.
  private func columnsOfText() throws(LoadError) -> Set<Int> {
    let sampled: RecordChunk
    do throws(RecordFailure) {
      sampled = try RecordIndex.chunk(source.text, layout: layout, from: layout.bodyStart, atLeast: sampleSize)
    } catch {
      throw Self.located(error, source: source, layout: layout)
    }
    let storage = ColumnStorage(rowCount: sampled.rowCount, columnCount: layout.names.count)
    for column in layout.names.indices { storage.takeNumbers(column) }
    let quiet = LoadPoll(totalBytes: 1, context: .plain)
    let findings = withExtendedLifetime(storage) { plan(into: storage, poll: quiet).read(sampled, of: source.text) }
    if let failure = findings.failure { throw Self.located(failure, source: source, layout: layout) }
    return Set(layout.names.indices.filter { findings.tallies[$0].belongsInText })
  }

  private func plan(into storage: ColumnStorage, poll: LoadPoll) -> ReadingPlan {
    ReadingPlan(
      layout: layout, format: format, missing: missing, slots: storage.slots, checksUTF8: source.encoding == .utf8,
      poll: poll)
  }

  /// Joins what chunks found: dictionaries in the order of the rows, so that codes do not depend on threads.
  private func join(
    _ findings: inout [ChunkFindings], of storage: ColumnStorage, _ index: RecordIndex,
    into reading: inout ColumnReading
  ) throws(LoadError) {
    if let failure = findings.lazy.compactMap(\.failure).first {
      throw Self.located(failure, source: source, layout: layout)
    }
    if poll.isCancelled { throw .cancelled }
    if source.text.isOverwritten { throw .unreadable(file: source.file, reason: ReadFailure.changed.reason) }
    reading.merge(findings)
    for (position, column) in storage.textColumns.enumerated() {
      let dictionaries = findings.indices.map { findings[$0].takeDictionary(position) }
      reading.categories[column] = mergedCategories(dictionaries, column: column, storage: storage, index)
      if poll.isCancelled { throw .cancelled }
    }
  }

  /// One dictionary for all chunks of a text column; the chunks' codes are rewritten to it.
  private func mergedCategories(
    _ dictionaries: [TextDictionary], column: Int, storage: ColumnStorage, _ index: RecordIndex
  ) -> TextCategories {
    let merge = DictionaryMerge(dictionaries, poll: poll)
    guard let (categories, newCodes) = merge.merged(), case .text(let codes, _) = storage.slots[column] else {
      return TextCategories()
    }
    withExtendedLifetime(storage) {
      _ = parallelMap(count: index.chunks.count, threads: poll.threads) { i in
        let chunk = index.chunks[i]
        for row in chunk.firstRow..<chunk.firstRow + chunk.rowCount where codes[row] >= 0 {
          codes[row] = newCodes[merge.starts[i] + Int(codes[row])]
        }
      }
    }
    return categories
  }

  /// The finished columns, made side by side.
  private func columns(_ storages: [ColumnStorage], _ reading: ColumnReading) throws(LoadError) -> [Column] {
    let blocks = storages.map { $0.takeBlocks() }
    let columns = parallelMap(count: layout.names.count, threads: poll.threads) { column -> Column? in
      // Exactly one of the storages holds the column; the others skipped it.
      guard !poll.isCancelled, let block = blocks.lazy.compactMap({ $0[column] }).first else { return nil }
      switch block.finish() {
      case .numbers(let numbers): return Column(name: layout.names[column], numbers: numbers)
      case .codes(let codes):
        let categories = reading.categories[column] ?? TextCategories()
        return Column(
          name: layout.names[column],
          values: ColumnTyping.values(codes: codes, categories: categories, missing: missing))
      }
    }
    if poll.isCancelled { throw .cancelled }
    return columns.compactMap { $0 }
  }

  private func assemble(
    _ storages: [ColumnStorage], _ reading: ColumnReading, _ index: RecordIndex
  ) throws(LoadError) -> Table {
    let columns = try columns(storages, reading)
    let notes = NoticeWriter(
      source: source, layout: layout, index: index, format: format, listed: options.missing, poll: poll)
    let notices = notes.notices(columns: columns, reading: reading)
    if poll.isCancelled { throw .cancelled }
    do throws(TableError) {
      var table = try Table(name: tableName, columns: columns, source: source.file, notices: layout.notices + notices)
      if let name = options.identifier {
        let identifier = try table.index(of: name)
        table.identify(by: identifier)
        if !table.columns[identifier].isUnique { table.notices.append(.identifierNotUnique(column: name)) }
      }
      return table
    } catch {
      throw .noSuchIdentifier(file: source.file, name: options.identifier ?? "", nearest: error.suggestions)
    }
  }

  /// The file's name without directory and endings.
  private var tableName: String {
    var name = source.file.split(separator: "/").last.map(String.init) ?? source.file
    for ending in [".gz", ".csv", ".tsv", ".txt"] where name.lowercased().hasSuffix(ending) && name.count > ending.count
    {
      name.removeLast(ending.count)
    }
    return name
  }

  private static func located(_ failure: RecordFailure, source: DecodedFile, layout: CSVLayout) -> LoadError {
    failure.loadError(
      source: source, delimiter: layout.delimiter, terminator: layout.terminator, names: layout.names)
  }
}
