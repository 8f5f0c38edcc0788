import Machine
import Wording

/// JSON lines: one object a line, its keys the columns. `.jsonl`, `.ndjson`, and either compressed by gzip.
///
/// Columns stand in the order in which their keys are first seen; a key that a line lacks is missing there, as null is. Arrays and
/// objects within stay as their JSON text.
public struct JSONLinesSource: TableSource {
  public static let summary = "JSON lines"
  public static let endings = [".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz"]
  public static let keys: Set = ["id", "missing", "repair", "dates", "decimal", "thousands"]

  private let options: CSVOptions
  private let identifier: String?

  public init(_ options: LoadOptions) {
    self.options = options.csv
    identifier = options.identifier
  }

  /// Lines between two looks at whether to stop.
  private static let pollInterval = 512

  public func table(at place: String, context: ComputeContext) throws(LoadError) -> Table {
    let source = try DecodedFile(jsonLines: place, isCancelled: { context.cancelled })
    var columns: [JSONColumn] = []
    var places: [String: Int] = [:]
    var rows = 0
    var lines: [Int] = []
    try forEachLine(of: source, context: context) { (line, bytes) throws(LoadError) in
      let members = try Self.members(bytes, file: place, line: line)
      for (key, cell) in members {
        let column: Int
        if let known = places[key] {
          column = known
        } else {
          column = columns.count
          places[key] = column
          columns.append(JSONColumn(name: key, rows: rows))
        }
        columns[column].fill(to: rows)
        columns[column].append(cell, line: line)
      }
      rows += 1
      lines.append(line)
    }
    guard !columns.isEmpty else { throw .empty(file: place) }
    for column in columns.indices { columns[column].fill(to: rows) }
    return try table(columns, lines, place)
  }

  private func forEachLine(
    of source: DecodedFile, context: ComputeContext, _ body: (Int, [UInt8]) throws(LoadError) -> Void
  ) throws(LoadError) {
    let total = source.text.count
    var (position, line) = (0, 0)
    while position < total {
      if line % Self.pollInterval == 0 {
        if context.cancelled { throw .cancelled }
        try? context.checkpoint(Double(position) / Double(total))
      }
      let start = position
      let end = try LoadError.reading(source.file) { () throws(ReadFailure) in
        try source.text.firstOffset(of: UInt8(ascii: "\n"), from: start)
      }
      line += 1
      let bytes = try source.withText(in: position..<(end ?? total)) { Array($0) }
      position = (end ?? total) + 1
      if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) { continue }
      try body(line, Array(bytes.drop { $0 == 0x20 || $0 == 0x09 }))
    }
  }

  /// The members of the object that a line holds.
  private static func members(
    _ bytes: [UInt8], file: String, line: Int
  ) throws(LoadError) -> [(key: String, cell: JSONCell)] {
    let value: JSONCells.Value
    do throws(JSONMistake) {
      value = try JSONReader<JSONCells>.read(bytes)
    } catch {
      if line == 1, bytes.first == UInt8(ascii: "[") {
        throw .badJSON(file: file, line: line, reason: "an array begins here")
      }
      throw .badJSON(file: file, line: line, reason: String(describing: error))
    }
    guard let members = value.members else {
      throw .badJSON(file: file, line: line, reason: "it holds no object")
    }
    return members
  }

  private func table(_ read: [JSONColumn], _ lines: [Int], _ place: String) throws(LoadError) -> Table {
    let missing = MissingTokens(options, format: NumberFormat())
    let format = NumberFormat(decimal: options.decimal ?? ".", thousands: options.thousands)
    let repair = ColumnRepair(options: options, format: format, missing: missing)
    var notices: [LoadNotice] = []
    let columns = RepairedColumn.agreeing(
      read.map { column in
        if column.nestedCount > 0 {
          notices.append(.nestedValues(column: column.name, count: column.nestedCount, line: column.firstNested))
        }
        if column.isMixed {
          notices.append(.mixedTypes(column: column.name, line: column.firstMixed))
        }
        if let (line, token) = column.longIntegers {
          notices.append(.longIntegers(column: column.name, line: line, token: token))
        }
        if let (line, count) = column.infinities {
          notices.append(.infinities(column: column.name, count: count, line: line))
        }
        let values = column.values(missing: missing, dates: options.dates != .text)
        return RepairedColumn(Column(name: column.name, values: values), by: repair)
      }, by: repair)
    notices += columns.compactMap { column in
      column.note.map { $0.notice(lines[$0.row]) } ?? column.mixedDates(missing) { lines[$0] }
    }
    let unseen = missing.unseen
    if !unseen.isEmpty { notices.append(.unseenMissing(unseen)) }
    return try Table(
      read: columns, from: place, endings: [".jsonl", ".ndjson"], identifier: identifier, notices: notices
    )
  }
}
