/// Reads delimited text files into tables: `.csv`, `.tsv`, and either compressed by gzip.
///
/// Two passes over the bytes, each in chunks side by side: the first counts records, so that the columns can be laid out once
/// at their final size; the second reads every field into its place. Columns start out as what the first rows make of them;
/// one that turns out not to be numbers further down is read once more, as text. Types so come from the whole file.
public struct CSVReader {
  private let source: CSVSource
  private let layout: CSVLayout
  private let format: NumberFormat
  private let missing: MissingTokens
  private let options: CSVOptions
  private let poll: LoadPoll
  private let index: RecordIndex
  /// Bytes of the first records that decide how columns are tried.
  private let sampleSize: Int

  /// Reads the file at `path`.
  ///
  /// Blanks around unquoted fields and lines of nothing but blanks are no part of the data. What stands for a missing value says
  /// `MissingTokens`. A column becomes numbers when all of its values are, and none would lose digits (`00123`, integers that no
  /// double equals); booleans when all are `true` or `false`; dates when all are ISO 8601; else text.
  /// - Parameters:
  ///   - isCancelled: asked every few milliseconds from several threads.
  ///   - progress: told the share done, 0...1, ascending, from several threads one at a time.
  /// - Throws: `LoadError`, with the file, the physical line, the column and the token where they apply.
  /// - Complexity: O(bytes); memory beside the columns is the distinct texts of a column, a buffer for each thread, and the whole
  ///   text of a compressed file or one that is not UTF-8.
  public static func read(
    path: String, options: CSVOptions = CSVOptions(), isCancelled: @escaping @Sendable () -> Bool = { false },
    progress: @escaping @Sendable (Double) -> Void = { _ in }
  ) throws(LoadError) -> Table {
    try read(
      path: path, options: options, chunkSize: nil, memoryLimit: CSVSource.standardMemoryLimit,
      isCancelled: isCancelled, progress: progress)
  }

  /// As above, in chunks of another size, or from memory rather than from the file: what comes out does not depend on it.
  static func read(
    path: String, options: CSVOptions, chunkSize: Int?, memoryLimit: Int = CSVSource.standardMemoryLimit,
    isCancelled: @escaping @Sendable () -> Bool = { false }, progress: @escaping @Sendable (Double) -> Void = { _ in }
  ) throws(LoadError) -> Table {
    try options.validate()
    let source = try CSVSource(
      path: path, encoding: options.encoding, memoryLimit: memoryLimit, isCancelled: isCancelled)
    let poll = LoadPoll(totalBytes: 2 * source.text.count, isCancelled: isCancelled, report: progress)
    let chunkSize = chunkSize ?? RecordIndex.standardChunkSize(for: source.text.count)
    return try CSVReader(source: source, options: options, chunkSize: chunkSize, poll: poll).table()
  }

  private init(source: CSVSource, options: CSVOptions, chunkSize: Int, poll: LoadPoll) throws(LoadError) {
    self.source = source
    self.poll = poll
    sampleSize = min(chunkSize, 1 << 15)
    self.options = options
    format = NumberFormat(decimal: options.decimal, thousands: options.thousands)
    missing = MissingTokens(listed: options.missing, format: format)
    layout = try CSVLayout(source: source, options: options, isCancelled: { poll.isCancelled })
    do throws(RecordFailure) {
      index = try RecordIndex(source.text, layout: layout, chunkSize: chunkSize, poll: poll)
    } catch {
      throw Self.located(error, source: source, layout: layout)
    }
    if poll.isCancelled { throw .cancelled }
    guard index.rowCount > 0 else { throw .onlyHeader(file: source.file, columns: layout.names.count) }
  }

  private func table() throws(LoadError) -> Table {
    let needed = index.rowCount * layout.names.count * MemoryLayout<Double>.stride
    let available = SystemMemory.available
    guard needed < available else { throw .tooLarge(file: source.file, needed: needed, available: available) }

    let textColumns = try columnsOfText()
    let storage = ColumnStorage(rowCount: index.rowCount, columnCount: layout.names.count)
    for column in layout.names.indices {
      if textColumns.contains(column) { storage.takeText(column) } else { storage.takeNumbers(column) }
    }
    storage.expectUse()
    var reading = ColumnReading(columnCount: layout.names.count)
    try read(into: storage, &reading)

    // Numbers for the first rows and something else below: once more, these columns alone.
    let turned = layout.names.indices.filter { !textColumns.contains($0) && reading.tallies[$0].belongsInText }
    if !turned.isEmpty {
      for column in turned { storage.skip(column) }
      let again = ColumnStorage(rowCount: index.rowCount, columnCount: layout.names.count)
      for column in turned { again.takeText(column) }
      again.expectUse()
      reading.forget(turned)
      try read(into: again, &reading)
      return try assemble([storage, again], reading)
    }
    return try assemble([storage], reading)
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
    let quiet = LoadPoll(totalBytes: 1, isCancelled: { false }, report: { _ in })
    let findings = withExtendedLifetime(storage) { plan(into: storage, poll: quiet).read(sampled, of: source.text) }
    if let failure = findings.failure { throw Self.located(failure, source: source, layout: layout) }
    return Set(layout.names.indices.filter { findings.tallies[$0].belongsInText })
  }

  private func plan(into storage: ColumnStorage, poll: LoadPoll) -> ReadingPlan {
    ReadingPlan(
      layout: layout, format: format, missing: missing, slots: storage.slots, checksUTF8: source.encoding == .utf8,
      poll: poll)
  }

  /// Reads all chunks, and joins what they found: dictionaries in the order of the rows, so that codes do not depend on threads.
  private func read(into storage: ColumnStorage, _ reading: inout ColumnReading) throws(LoadError) {
    let plan = plan(into: storage, poll: poll)
    var findings = withExtendedLifetime(storage) {
      parallelMap(count: index.chunks.count) { plan.read(index.chunks[$0], of: source.text) }
    }
    if let failure = findings.lazy.compactMap(\.failure).first {
      throw Self.located(failure, source: source, layout: layout)
    }
    if poll.isCancelled { throw .cancelled }
    reading.merge(findings)
    for (position, column) in storage.textColumns.enumerated() {
      let dictionaries = findings.indices.map { findings[$0].takeDictionary(position) }
      reading.categories[column] = mergedCategories(dictionaries, column: column, storage: storage)
      if poll.isCancelled { throw .cancelled }
    }
  }

  /// One dictionary for all chunks of a text column; the chunks' codes are rewritten to it.
  private func mergedCategories(_ dictionaries: [TextDictionary], column: Int, storage: ColumnStorage) -> TextCategories
  {
    let merge = DictionaryMerge(dictionaries, poll: poll)
    guard let (categories, newCodes) = merge.merged(), case .text(let codes, _) = storage.slots[column] else {
      return TextCategories()
    }
    withExtendedLifetime(storage) {
      _ = parallelMap(count: index.chunks.count) { i in
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
    let columns = parallelMap(count: layout.names.count) { column -> Column? in
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

  private func assemble(_ storages: [ColumnStorage], _ reading: ColumnReading) throws(LoadError) -> Table {
    let columns = try columns(storages, reading)
    let notes = NoticeWriter(
      source: source, layout: layout, index: index, format: format, listed: options.missing, poll: poll)
    let notices = notes.notices(columns: columns, reading: reading)
    if poll.isCancelled { throw .cancelled }
    do throws(TableError) {
      var table = try Table(name: tableName, columns: columns, source: source.file, notices: layout.notices + notices)
      if let name = options.identifier {
        let identifier = try table.index(of: name)
        table.identifier = identifier
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

  private static func located(_ failure: RecordFailure, source: CSVSource, layout: CSVLayout) -> LoadError {
    failure.loadError(
      source: source, delimiter: layout.delimiter, terminator: layout.terminator, names: layout.names)
  }
}
