import Machine

/// Reads delimited text files into tables: `.csv`, `.tsv`, and either compressed by gzip.
///
/// The bytes are read in chunks side by side. Where no quote hides a line end, one pass does: each chunk counts its lines, is told
/// its place in columns that have room to spare, and reads every field there. Otherwise a first pass counts the records and a second
/// reads them. Columns start out as what the first rows make of them; one that turns out not to be numbers further down is read once
/// more, as text. Types so come from the whole file.
public struct CSVReader {
  let source: DecodedFile
  let layout: CSVLayout
  let format: NumberFormat
  let decimals: DecimalSniffer?
  let missing: MissingTokens
  let options: CSVOptions
  let poll: LoadPoll
  let chunkSize: Int
  /// Bytes of the first records that decide how columns are tried.
  let sampleSize: Int

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
    return try read(source, options: options, chunkSize: chunkSize, context: context)
  }

  /// Reads text that has been made of a file; its `options` need not be of those that a user can give.
  static func read(
    _ source: DecodedFile, options: CSVOptions, chunkSize: Int? = nil, context: ComputeContext
  ) throws(LoadError) -> Table {
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
    missing = MissingTokens(options, format: format)
  }

  /// What the first records say of decimals; nil where the user said it, or where commas stand between fields.
  private static func decimals(
    _ source: DecodedFile, _ layout: CSVLayout, _ options: CSVOptions
  ) throws(LoadError) -> DecimalSniffer? {
    guard options.decimal == nil, options.thousands == nil, options.repair == .auto,
      layout.delimiter != UInt8(ascii: ",")
    else { return nil }
    let missing = MissingTokens(options, format: NumberFormat())
    let window = layout.bodyStart..<min(source.text.count, layout.bodyStart + 1 << 15)
    return try source.withText(in: window) { text in
      let isWhole = window.upperBound == source.text.count
      let count = isWhole ? text.count : text.lastIndex(of: layout.terminator) ?? 0
      return DecimalSniffer(
        layout.scanner(of: UnsafeBufferPointer(rebasing: text[..<count])), start: layout.bodyStart,
        columnCount: layout.names.count, missing: missing)
    }
  }
}
