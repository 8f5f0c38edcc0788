import Machine

extension CSVReader {
  /// Joins what chunks found: dictionaries in the order of the rows, so that codes do not depend on threads.
  func join(
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
      case .numbers(let numbers):
        return RepairedColumn(Column(name: layout.names[column], numbers: numbers), by: repair)
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

  func assemble(
    _ storages: [ColumnStorage], _ reading: ColumnReading, _ index: RecordIndex
  ) throws(LoadError) -> Table {
    let repaired = withoutNamelessEnd(try columns(storages, reading))
    let notes = NoticeWriter(
      source: source, layout: layout, index: index, format: format, listed: options.missing, missing: missing,
      poll: poll)
    var notices = layout.notices.filter { notice in
      if case .unnamedColumn(let number, _) = notice { number <= repaired.count } else { true }
    }
    if repaired.count < layout.names.count { notices.append(.emptyColumns(count: layout.names.count - repaired.count)) }
    let foot = options.repair == .auto ? TableFoot(of: repaired.map(\.column)) : nil
    let columns = foot.map { without($0, repaired) } ?? repaired
    notices += foot.map { Self.notices(of: $0) { notes.line(ofRow: $0) } } ?? []
    notices += notes.notices(columns: columns, reading: reading, decimals: decimals)
    if poll.isCancelled { throw .cancelled }
    return try Table(
      read: columns, from: source.file, endings: [".csv", ".tsv", ".txt", ".xlsx", ".xlsm"],
      identifier: options.identifier, notices: notices)
  }

  /// Without the last columns that have neither name nor value; one stays.
  private func withoutNamelessEnd(_ columns: [RepairedColumn]) -> [RepairedColumn] {
    var kept = columns
    for _ in 0..<min(layout.namelessEnd, columns.count - 1) where kept.last?.column.values.isAllMissing == true {
      kept.removeLast()
    }
    return kept
  }

  /// What is said of the rows at the end, empty ones together.
  private static func notices(of foot: TableFoot, line: (Int) -> Int) -> [LoadNotice] {
    var (notices, empty) = ([LoadNotice](), 0)
    for found in foot.lines {
      switch found.kind {
      case .total(let total): notices.append(total.notice(line: line(found.row)))
      case .remark(let text): notices.append(.remarkBelow(line: line(found.row), text: String(text.prefix(60))))
      case .empty: empty += 1
      }
    }
    if empty > 0 { notices.append(.emptyRowsBelow(count: empty)) }
    return notices
  }

  /// Without the rows at the end that are none; columns with texts of these are looked at anew, since their other cells may be
  /// numbers.
  private func without(_ foot: TableFoot, _ columns: [RepairedColumn]) -> [RepairedColumn] {
    guard let first = columns.first, foot.rowCount < first.column.count else { return columns }
    let rows = Array(0..<foot.rowCount)
    let repair = ColumnRepair(options: options, format: format, missing: missing)
    return columns.enumerated().map { index, column in
      var kept = column
      kept.column.values = column.column.values.selecting(rows: rows)
      guard foot.namedColumns.contains(index), case .text(let text) = kept.column.values else { return kept }
      if let numbers = repair.plainNumbers(text) {
        return RepairedColumn(Column(name: kept.column.name, numbers: numbers), by: repair)
      }
      let values = ColumnTyping.values(
        codes: text.codes, categories: text.categories, missing: missing, dates: options.dates != .text)
      return RepairedColumn(Column(name: kept.column.name, values: values), by: repair)
    }
  }
}
