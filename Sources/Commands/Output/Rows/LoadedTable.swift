import CommandLanguage
import Graphics
import Machine
import Segmentation
import Tables

/// What a user wants to know of a table that was just read: its size, what is missing, what was noticed, its first rows.
struct LoadedTable {
  let table: Table
  /// What can be done with it, in a sentence.
  var offer: String?

  /// More are not read.
  private static let mostNotices = 40

  /// - Throws: `CancellationError` once cancelled.
  func html(rows: Int, _ context: ComputeContext) throws(CancellationError) -> HTMLTable {
    let title =
      "\(table.name): \(NumberText.count(table.rowCount)) \(table.rowCount == 1 ? "row" : "rows") × "
      + "\(NumberText.count(table.columns.count)) \(table.columns.count == 1 ? "column" : "columns")"
    let messages = LoadNotice.messages(table.notices)
    let notices = messages.prefix(Self.mostNotices).map(Self.sentence)
    let hidden = messages.count - Self.mostNotices
    let more = hidden > 0 ? ["\(NumberText.count(hidden)) further notes of this kind."] : []
    return try RowsTable(table: table, rows: Array(0..<min(rows, table.rowCount)))
      .html(
        title: title, insights: [missing] + noticed(context) + notices + more + (offer.map { [$0] } ?? []),
        caption: caption)
  }

  /// What only the whole table shows: rows that come twice, and values that may stand for missing.
  private func noticed(_ context: ComputeContext) throws(CancellationError) -> [String] {
    let duplicates = try DuplicateRows(table, context: context)?.sentence { row in
      table.identifier == nil ? "row \(NumberText.count(row + 1))" : table.identifierText(row: row)
    }
    let codes = try MissingCodes(table, context: context).sentence { tokens in
      "%load \(Quoting.item(table.source)) missing=\(tokens.map(Quoting.item).joined(separator: ","))"
    }
    return [repeatedIdentifier, duplicates, codes].compactMap { $0 }
  }

  private var repeatedIdentifier: String? {
    guard let found = RepeatedIdentifier(table) else { return nil }
    let rows = list(found.rows.map { NumberText.count($0 + 1) }, limit: 4)
    let instead = table.identifier.map { "\(table.columns[$0].name) does instead" } ?? "rows go by their numbers"
    return
      "\(found.column) would tell rows apart, but \(count(found.repeats, "row")) \(found.repeats == 1 ? "has" : "have") a value "
      + "that came before, first \(found.value) (rows \(rows)): \(instead)."
  }

  /// `Missing: 314 values (CREDIT_LIMIT 1, MINIMUM_PAYMENTS 313).`
  private var missing: String {
    let counts = table.columns.map { ($0.name, $0.missingCount) }.filter { $0.1 > 0 }.sorted { $0.1 > $1.1 }
    guard !counts.isEmpty else { return "Nothing is missing." }
    let total = counts.reduce(0) { $0 + $1.1 }
    let named = counts.prefix(6).map { "\($0.0) \(NumberText.count($0.1))" }.joined(separator: ", ")
    let others = counts.count > 6 ? " and \(counts.count - 6) more columns" : ""
    return "Missing: \(NumberText.count(total)) \(total == 1 ? "value" : "values") (\(named)\(others))."
  }

  private var caption: String {
    let identifier =
      table.identifier.map { "\(table.columns[$0].name) identifies rows" } ?? "rows go by their numbers"
    return "From \(table.source); \(types); \(ByteText.size(table.memory)) in memory; \(identifier)"
  }

  /// `17 number and 1 text columns`.
  private var types: String {
    var counts: [(type: String, count: Int)] = []
    for column in table.columns {
      let type = column.values.typeName
      if let index = counts.firstIndex(where: { $0.type == type }) {
        counts[index].count += 1
      } else {
        counts.append((type, 1))
      }
    }
    counts.sort { $0.count > $1.count }
    let parts = counts.map { "\(NumberText.count($0.count)) \($0.type)" }
    return list(parts) + (table.columns.count == 1 ? " column" : " columns")
  }

  static func sentence(_ text: String) -> String { text.hasSuffix(".") ? text : text + "." }
}
