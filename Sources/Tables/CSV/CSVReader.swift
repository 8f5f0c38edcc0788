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
  private let decimals: DecimalSniffer?
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
  /// double equals); booleans when all are `true` or `false`; dates when all are ISO 8601; else text. A column that would be
  /// text is tried as decorated numbers and as local dates (`ColumnRepair`), and what comes of it is said in a notice.
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
    let reader = try CSVReader(source: source, options: options, chunkSize: chunkSize, poll: poll)
    do throws(LoadError) {
      return try reader.table()
    } catch {
      guard case .raggedRow(_, let line, _, _) = error else { throw error }
      let records = RaggedRecords(source: source, layout: reader.layout, isCancelled: { poll.isCancelled })
      guard let (text, notice) = try records.mended(options.ragged, fromLine: line) else { throw error }
      // The share done has been reported; it does not go back.
      let quiet = ComputeContext(threads: context.threads, isCancelled: { context.cancelled })
      let again = LoadPoll(totalBytes: text.count, context: quiet)
      var table = try CSVReader(source: source.with(text), options: options, chunkSize: chunkSize, poll: again).table()
      table.notices.insert(notice, at: 0)
      return table
    }
  }

  private init(source: DecodedFile, options: CSVOptions, chunkSize: Int, poll: LoadPoll) throws(LoadError) {
    self.source = source
    self.poll = poll
    self.chunkSize = chunkSize
    sampleSize = min(chunkSize, 1 << 15)
    self.options = options
    layout = try CSVLayout(source: source, options: options, isCancelled: { poll.isCancelled })
    decimals = try Self.decimals(source, layout, options)
    let decimal = options.decimal ?? (decimals?.comma == nil ? "." : ",")
    format = NumberFormat(decimal: decimal, thousands: options.thousands)
    missing = MissingTokens(listed: options.missing, format: format)
  }

  /// What the first records say of decimals; nil where the user said it, or where commas stand between fields.
  private static func decimals(
    _ source: DecodedFile, _ layout: CSVLayout, _ options: CSVOptions
  ) throws(LoadError) -> DecimalSniffer? {
    guard options.decimal == nil, options.thousands == nil, options.repair == .auto,
      layout.delimiter != UInt8(ascii: ",")
    else { return nil }
    let missing = MissingTokens(listed: options.missing, format: NumberFormat())
    let window = layout.bodyStart..<min(source.text.count, layout.bodyStart + 1 << 15)
    return try source.withText(in: window) { text in
      let isWhole = window.upperBound == source.text.count
      let count = isWhole ? text.count : text.lastIndex(of: layout.terminator) ?? 0
      return DecimalSniffer(
        layout.scanner(of: UnsafeBufferPointer(rebasing: text[..<count])), start: layout.bodyStart,
        columnCount: layout.names.count, missing: missing)
    }
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
  private func columns(
    _ storages: [ColumnStorage], _ reading: ColumnReading
  ) throws(LoadError) -> [RepairedColumn] {
    let blocks = storages.map { $0.takeBlocks() }
    let repair = ColumnRepair(options: options, format: format, missing: missing)
    let columns = parallelMap(count: layout.names.count, threads: poll.threads) { column -> RepairedColumn? in
      // Exactly one of the storages holds the column; the others skipped it.
      guard !poll.isCancelled, let block = blocks.lazy.compactMap({ $0[column] }).first else { return nil }
      switch block.finish() {
      case .numbers(let numbers): return RepairedColumn(Column(name: layout.names[column], numbers: numbers))
      case .codes(let codes):
        let categories = reading.categories[column] ?? TextCategories()
        let values = ColumnTyping.values(
          codes: codes, categories: categories, missing: missing, dates: options.dates != .text)
        return RepairedColumn(Column(name: layout.names[column], values: values), by: repair)
      }
    }
    if poll.isCancelled { throw .cancelled }
    return RepairedColumn.agreeing(columns.compactMap { $0 }, by: repair)
  }

  private func assemble(
    _ storages: [ColumnStorage], _ reading: ColumnReading, _ index: RecordIndex
  ) throws(LoadError) -> Table {
    let repaired = withoutNamelessEnd(try columns(storages, reading))
    let notes = NoticeWriter(
      source: source, layout: layout, index: index, format: format, listed: options.missing, poll: poll)
    var notices = layout.notices.filter { notice in
      if case .unnamedColumn(let number, _) = notice { number <= repaired.count } else { true }
    }
    if repaired.count < layout.names.count { notices.append(.emptyColumns(count: layout.names.count - repaired.count)) }
    let (columns, total) = withoutTotal(repaired)
    if let total, let rows = repaired.first?.column.count {
      notices.append(.totalRow(line: notes.line(ofRow: rows - 1), label: total.text))
    }
    notices += notes.notices(columns: columns, reading: reading, decimals: decimals)
    if poll.isCancelled { throw .cancelled }
    do throws(TableError) {
      var table = try Table(
        name: tableName, columns: columns.map(\.column), source: source.file, notices: notices)
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

  /// Without the last columns that have neither name nor value; one stays.
  private func withoutNamelessEnd(_ columns: [RepairedColumn]) -> [RepairedColumn] {
    var kept = columns
    for _ in 0..<min(layout.namelessEnd, columns.count - 1) where kept.last?.column.values.isAllMissing == true {
      kept.removeLast()
    }
    return kept
  }

  /// Without a last row of sums; the column that named it is looked at anew, since its other cells may be numbers.
  private func withoutTotal(
    _ columns: [RepairedColumn]
  ) -> (columns: [RepairedColumn], total: (text: String, column: Int)?) {
    guard options.repair == .auto, let total = TotalRow.label(in: columns.map(\.column)) else { return (columns, nil) }
    let rows = Array(0..<(columns[0].column.count - 1))
    let repair = ColumnRepair(options: options, format: format, missing: missing)
    let kept = columns.enumerated().map { index, column in
      var kept = column
      kept.column.values = column.column.values.selecting(rows: rows)
      guard index == total.column, case .text(let text) = kept.column.values else { return kept }
      if let numbers = repair.plainNumbers(text) {
        return RepairedColumn(Column(name: kept.column.name, numbers: numbers))
      }
      let values = ColumnTyping.values(
        codes: text.codes, categories: text.categories, missing: missing, dates: options.dates != .text)
      return RepairedColumn(Column(name: kept.column.name, values: values), by: repair)
    }
    return (kept, total)
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
