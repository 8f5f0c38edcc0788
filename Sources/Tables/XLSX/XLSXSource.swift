import Machine

/// Excel workbooks (ECMA-376, ISO/IEC 29500): a sheet is a table.
///
/// The cells of a sheet become delimited text, a line a row, and that is read as a CSV is: what stands around the names, what
/// columns of text mean, and the row of sums are found in the same way. Numbers that are shown as dates become dates, formulas their
/// results.
public struct XLSXSource: TableSource {
  public static let summary = "an Excel workbook (.xlsx)"
  public static let endings = [".xlsx", ".xlsm"]
  public static let keys: Set = [
    "sheet", "id", "decimal", "thousands", "missing", "repair", "dates", "skip", "header",
  ]

  private let options: CSVOptions
  private let sheet: String?

  public init(_ options: LoadOptions) {
    var text = options.csv
    text.identifier = options.identifier
    self.options = text
    sheet = options.sheet
  }

  public func table(at place: String, context: ComputeContext) throws(LoadError) -> Table {
    try options.validate()
    let archive = try Self.archive(at: place)
    let workbook = try Workbook(archive)
    let sheet = try workbook.sheet(sheet, file: place)
    var text = try Self.text(of: sheet, in: workbook, of: archive, decimal: options.decimal ?? ".", context: context)
    guard !text.isEmpty else {
      let others = workbook.sheets.map(\.name).filter { $0 != sheet.name }
      throw .emptySheet(file: place, sheet: sheet.name, others: others)
    }
    if archive.bytes.isOverwritten { throw .unreadable(file: place, reason: ReadFailure.changed.reason) }
    try text.square(file: place)
    let head = options.repair == .auto && options.header != false ? text.joinHead(after: options.skip ?? 0) : nil
    var options = options
    options.delimiter = Character(Unicode.Scalar(CellText.delimiter))
    options.decimal = options.decimal ?? "."
    var table = try CSVReader.read(
      DecodedFile(file: place, text: SourceBytes(text.bytes), encoding: .utf8), options: options, context: context.quiet
    )
    if self.sheet != nil { table.name = Self.tableName(of: sheet) }
    let notes = SheetNotices(text: text, head: head, readsDates: options.dates != .text)
    table.notices = Self.choice(of: sheet, in: workbook) + table.notices.map { .inRows($0) } + notes.notices(table)
    return table
  }

  /// The names of the sheets of a workbook, those first that are not hidden; none where there is no workbook.
  public static func sheetNames(of path: String) -> [String] {
    guard let archive = try? archive(at: path), let workbook = try? Workbook(archive) else { return [] }
    return (workbook.sheets.filter { !$0.isHidden } + workbook.sheets.filter(\.isHidden)).map(\.name)
  }

  // MARK: Steps

  /// The archive that a workbook is.
  private static func archive(at path: String) throws(LoadError) -> ZipArchive {
    let input = try InputFile(path: path)
    let bytes = try LoadError.reading(path) { () throws(ReadFailure) in
      try SourceBytes(input, inMemoryBelow: DecodedFile.standardMemoryLimit)
    }
    let start = try LoadError.reading(path) { () throws(ReadFailure) in try bytes.prefix(1 << 12) }
    guard !start.isEmpty else { throw .empty(file: path) }
    if start.starts(with: FileSignature.compoundFile) {
      guard try FileSignature.isEncryptedWorkbook(bytes, file: path) else {
        throw .notWorkbook(file: path, kind: "it is an old Excel workbook (.xls); save it as .xlsx or CSV")
      }
      throw .encryptedWorkbook(file: path)
    }
    guard start.starts(with: Array("PK".utf8)) else {
      let kind = FileSignature.kind(of: start).map { "it looks like \($0)" }
      let isText = FileSignature.binaryKind(of: start) == nil
      throw .notWorkbook(
        file: path,
        kind: kind ?? (isText ? "it is text; name it .csv to read it as such" : "its bytes are those of no workbook"))
    }
    return try ZipArchive(bytes, file: path)
  }

  private static func text(
    of sheet: Workbook.Sheet, in workbook: Workbook, of archive: ZipArchive, decimal: Character, context: ComputeContext
  ) throws(LoadError) -> SheetText {
    guard let cells = archive.entry(sheet.part) else {
      throw ZipArchive.damaged(archive.file, "its sheet \(sheet.name) is missing (\(sheet.part))")
    }
    let texts = workbook.sharedStrings.flatMap(archive.entry)
    let textShare =
      texts.map {
        Double($0.compressedSize) / Double(max(1, $0.compressedSize + cells.compressedSize))
      } ?? 0
    let styles = try CellStyles(archive, part: workbook.styles)
    let strings = SharedStringsHandler()
    func report(_ share: Double) throws(LoadError) {
      if context.cancelled { throw .cancelled }
      try? context.checkpoint(0.9 * share)
    }
    if let texts {
      try archive.read(texts, by: strings) { (share) throws(LoadError) in try report(share * textShare) }
    }
    let handler = SheetHandler(
      file: archive.file, part: sheet.part, workbook: workbook, strings: strings.takeStrings(), styles: styles,
      decimal: decimal.asciiValue ?? UInt8(ascii: "."))
    try archive.read(cells, by: handler) { (share) throws(LoadError) in
      try report(textShare + share * (1 - textShare))
    }
    return handler.takeText()
  }

  private static func choice(of sheet: Workbook.Sheet, in workbook: Workbook) -> [LoadNotice] {
    guard workbook.sheets.count > 1 else { return [] }
    let others = workbook.sheets.filter { $0 != sheet }.map { $0.isHidden ? "\($0.name) (hidden)" : $0.name }
    return [.sheet(sheet.name, others: others)]
  }

  /// A sheet's name as one of a table: letters, digits and `_`.
  private static func tableName(of sheet: Workbook.Sheet) -> String {
    let name = String(sheet.name.map { $0.isLetter || $0.isNumber ? $0 : "_" })
    return name.first?.isNumber == true ? "_" + name : name
  }
}

extension ComputeContext {
  /// The same without reports of the share done, which does not go back.
  fileprivate var quiet: ComputeContext {
    let context = self
    return ComputeContext(threads: threads, isCancelled: { context.cancelled })
  }
}
