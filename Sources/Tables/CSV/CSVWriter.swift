import Glibc

/// Writes tables as RFC 4180 text: commas, line feeds, quotes only where they are needed.
///
/// Numbers are the shortest decimals that read back as the same doubles, infinities `inf` and `-inf`, missing values empty
/// fields. What `CSVReader` reads back is the table, up to types that the text alone does not show (a text column of digits).
public struct CSVWriter {
  /// The whole file as bytes.
  /// - Throws: `WriteError.cancelled`.
  public static func bytes(of table: Table, isCancelled: () -> Bool = { false }) throws(WriteError) -> [UInt8] {
    var writer = CSVWriter(isSingleColumn: table.columns.count == 1)
    writer.appendRecord(table.columns.map(\.name), isHeader: true)
    for row in 0..<table.rowCount {
      if row % 1024 == 0, isCancelled() { throw .cancelled }
      writer.appendRecord(table.columns.map { $0.text(at: row) }, isHeader: false)
    }
    return writer.output
  }

  /// Writes `table` to `path`; a file there is replaced only once the new one is whole and on disk.
  /// - Parameter protected: files that must not be replaced, such as the ones that were loaded.
  /// - Throws: `WriteError`; the old file then stands as it did.
  public static func write(
    _ table: Table, to path: String, protecting protected: [String] = [], isCancelled: () -> Bool = { false }
  ) throws(WriteError) {
    try AtomicFile.write(try bytes(of: table, isCancelled: isCancelled), to: path, protecting: protected)
  }

  private let isSingleColumn: Bool
  private var output: [UInt8] = []

  private init(isSingleColumn: Bool) { self.isSingleColumn = isSingleColumn }

  private mutating func appendRecord(_ fields: [String?], isHeader: Bool) {
    for (column, field) in fields.enumerated() {
      if column > 0 { output.append(UInt8(ascii: ",")) }
      guard let field else {
        // An empty line would be no record at all.
        if isSingleColumn { output += "\"\"".utf8 }
        continue
      }
      if needsQuotes(field, isHeader: isHeader) {
        output.append(UInt8(ascii: "\""))
        for byte in field.utf8 { output += byte == UInt8(ascii: "\"") ? [byte, byte] : [byte] }
        output.append(UInt8(ascii: "\""))
      } else {
        output += field.utf8
      }
    }
    output.append(UInt8(ascii: "\n"))
  }

  /// Separators and quotes inside, blanks at an end, and words that unquoted would stand for a missing value.
  private func needsQuotes(_ field: String, isHeader: Bool) -> Bool {
    guard let first = field.utf8.first, let last = field.utf8.last else { return true }
    if [first, last].contains(where: { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }) { return true }
    // Such a first line would be taken for a spreadsheet's separator line.
    if isHeader, field.utf8.starts(with: "sep=".utf8) { return true }
    if !isHeader, MissingTokens.standsForMissing(field.utf8) { return true }
    return field.utf8.contains {
      [UInt8(ascii: ","), UInt8(ascii: "\""), UInt8(ascii: "\n"), UInt8(ascii: "\r")].contains($0)
    }
  }
}
