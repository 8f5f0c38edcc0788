/// Finds out which delimiter a file uses, from its first records.
struct DelimiterSniffer {
  /// The start of the file, whole lines as far as they reach.
  let text: UnsafeBufferPointer<UInt8>
  let start: Int
  let terminator: UInt8

  private static let candidates: [Character] = [",", "\t", ";", "|"]
  private static let recordLimit = 100

  /// How the first records fall apart under one delimiter.
  private struct Split {
    var delimiter: UInt8
    var headerFields = 0
    /// Fields of each record below the header.
    var bodyFields: [Int] = []
    /// Share of body fields that are numbers in one of the usual notations.
    var numberShare = 0.0

    /// Share of the records that have as many fields as the header.
    var agreement: Double {
      bodyFields.isEmpty ? 1 : Double(bodyFields.count { $0 == headerFields }) / Double(bodyFields.count)
    }
  }

  /// All delimiters that are looked for, `first` before the others.
  static func ordered(_ first: UInt8) -> [UInt8] {
    [first] + candidates.compactMap(\.asciiValue).filter { $0 != first }
  }

  /// The delimiter under which header and rows agree best; between equals the one that leaves more numbers, then the one with more
  /// fields, then comma, tab, semicolon, bar in this order.
  func delimiter() -> UInt8 {
    let splits = Self.candidates.compactMap { $0.asciiValue }.map(split)
    let several = splits.filter { $0.headerFields > 1 }
    if var best = several.first {
      for other in several.dropFirst() where isBetter(other, than: best) { best = other }
      return best.delimiter
    }
    // A header of one field: a title above the table when the rows agree on several fields, else a single column.
    let title = splits.first { split in
      guard let first = split.bodyFields.first, first > 1 else { return false }
      return split.bodyFields.allSatisfy { $0 == first } && !isDecimalColumn(split)
    }
    let unused = splits.first { split in split.bodyFields.allSatisfy { $0 <= 1 } }
    return (title ?? unused ?? splits.first)?.delimiter ?? UInt8(ascii: ",")
  }

  private func isBetter(_ a: Split, than b: Split) -> Bool {
    if a.agreement != b.agreement { return a.agreement > b.agreement }
    if a.numberShare != b.numberShare { return a.numberShare > b.numberShare }
    return a.headerFields > b.headerFields
  }

  /// A comma between two runs of digits in every row: one column of decimal commas.
  private func isDecimalColumn(_ split: Split) -> Bool {
    split.delimiter == UInt8(ascii: ",") && split.numberShare == 1 && split.bodyFields.allSatisfy { $0 == 2 }
  }

  private func split(by delimiter: UInt8) -> Split {
    let scanner = FieldScanner(text: text, delimiter: delimiter, terminator: terminator)
    let formats = [NumberFormat(), NumberFormat(decimal: ",", thousands: ".")]
    var result = Split(delimiter: delimiter)
    var fieldCount = 0
    var numberCount = 0
    var position = start
    var records = 0
    while position < text.count, records < Self.recordLimit {
      guard let (fields, end) = try? scanner.fields(from: position, limit: text.count) else { break }
      let isBlank = scanner.isBlankLine(from: position, to: end)
      position = end + 1
      if isBlank { continue }
      records += 1
      guard records > 1 else {
        result.headerFields = fields.count
        continue
      }
      result.bodyFields.append(fields.count)
      let values = fields.filter { !$0.content.isEmpty }
      fieldCount += values.count
      numberCount += values.count { field in formats.contains { $0.number(in: text, field.content) != nil } }
    }
    result.numberShare = Double(numberCount) / Double(max(1, fieldCount))
    return result
  }
}
