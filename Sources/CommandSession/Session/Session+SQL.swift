import CommandLanguage
import Machine
import Segmentation
import Tables
import Warehouse

/// What SQL sees of a session.
extension Session {
  /// The tables, the current one first, and the parameters.
  ///
  /// While there are segments, the current table has their numbers and names as `segment` and `segment_name`, unless it has columns
  /// called so.
  private var sqlTables: [Table] {
    let others = tables.indices.filter { $0 != currentTable }.map { tables[$0].value }
    return (current.map { [withSegments($0.value)] } ?? []) + others
  }

  /// What SQLite is asked.
  func sqlSource(_ context: CommandContext) -> SQLSource {
    let compute = context.compute("asking the tables")
    return SQLSource(sqlTables, parameters: parameters.mapValues(\.sqlValue), isCancelled: { compute.cancelled })
  }

  /// What DuckDB is asked; nil where SQLite is to answer.
  /// - Throws: `WarehouseError` where DuckDB is to answer and cannot.
  func duckDBSource(_ context: CommandContext) throws(WarehouseError) -> DuckDBSource? {
    let engine = configuration.sql
    guard engine != .sqlite else { return nil }
    do throws(WarehouseError) {
      return try DuckDBSource(
        sqlTables, parameters: parameters.mapValues(\.sqlValue), seed: seed,
        context: context.compute("asking the tables"))
    } catch {
      if engine == .auto { return nil }
      throw error
    }
  }

  private func withSegments(_ table: Table) -> Table {
    guard let segmentation = currentSegmentation, table.namesakesOfSegments.isEmpty else { return table }
    var table = table
    let labels = segmentation.labelsByTableRow()
    let columns = [
      Column(name: "segment", numbers: labels.map { $0.map { Double(segmentation.number(of: $0)) } ?? .nan }),
      Column(name: "segment_name", text: labels.map { $0.map(segmentation.title(of:)) }),
    ]
    table.columns += columns
    return table
  }

  /// What a parameter stands for, without passwords and tokens of addresses; nil where nobody set it.
  package func shownParameter(_ name: String) -> String? { parameters[name].map { Secrets.hidden(in: $0.source) } }

  /// `BALANCE > $low ($low = 5)`: SQL on one line, with what its parameters stand for now; without passwords and tokens of addresses.
  package func inWords(_ sql: String) -> String {
    let line = sql.split(whereSeparator: { $0.isNewline || $0 == " " || $0 == "\t" }).joined(separator: " ")
    let named = parameters.keys.sorted().filter { name in
      sql.ranges(of: "$\(name)").contains { range in
        range.upperBound == sql.endIndex || !(sql[range.upperBound].unicodeScalars.first?.continuesName ?? false)
      }
    }
    guard !named.isEmpty else { return Secrets.hidden(in: line) }
    let values = named.map { "$\($0) = \(shownParameter($0) ?? "")" }
    return Secrets.hidden(in: line) + " (\(values.joined(separator: ", ")))"
  }
}

extension Operand {
  /// Quoted, it is text; bare, a number where it reads as one.
  var sqlValue: SQLValue {
    guard items.count == 1, let item = items.first else { return .list }
    if item.isQuoted { return .text(item.text) }
    if let integer = Int64(item.text) { return .integer(integer) }
    if let number = Double(item.text), number.isFinite { return .number(number) }
    return .text(item.text)
  }
}
