import CArrow
import Tables

/// A table of the session's as a table function of DuckDB's: each scan of it begins anew, reads the columns that the query needs, and
/// copies no more than the rows that are worked on.
///
/// An Arrow stream, as which DuckDB takes tables too, would be read once, whatever number of times a query names it.
final class DuckDBScannedTable {
  let columns: [DuckDBColumn]
  let rowCount: Int

  init(_ columns: [Column], rowCount: Int) {
    // A name ends at its first NUL, as C has it.
    self.columns = columns.filter { !$0.name.unicodeScalars.contains("\0") }.map(DuckDBColumn.init)
    self.rowCount = rowCount
  }

  /// Makes it known to a connection, which keeps it as long as its database lives.
  /// - Returns: whether that was done.
  func register(as name: String, with connection: DuckDBHandle, _ library: DuckDBLibrary) -> Bool {
    let call = library.call
    var function = call.create_table_function()
    defer { call.destroy_table_function(&function) }
    call.table_function_set_name(function, name)
    call.table_function_set_extra_info(function, Unmanaged.passRetained(self).toOpaque()) { table in
      if let table { Unmanaged<DuckDBScannedTable>.fromOpaque(table).release() }
    }
    call.table_function_supports_projection_pushdown(function, true)
    call.table_function_set_bind(function) { DuckDBScannedTable.describe($0) }
    call.table_function_set_init(function) { DuckDBScannedTable.begin($0) }
    call.table_function_set_function(function) { DuckDBScannedTable.fill($1, for: $0) }
    return call.register_table_function(connection, function) == 0
  }

  /// Says which columns there are.
  private static func describe(_ info: DuckDBHandle?) {
    guard let library = DuckDBLibrary.shared, let held = library.call.bind_get_extra_info(info) else { return }
    let table = Unmanaged<DuckDBScannedTable>.fromOpaque(held).takeUnretainedValue()
    for column in table.columns {
      var type = library.call.create_logical_type(column.type.rawValue)
      library.call.bind_add_result_column(info, column.name, type)
      library.call.destroy_logical_type(&type)
    }
    library.call.bind_set_cardinality(info, UInt64(table.rowCount), true)
  }

  private static func begin(_ info: DuckDBHandle?) {
    guard let library = DuckDBLibrary.shared, let held = library.call.init_get_extra_info(info) else { return }
    let table = Unmanaged<DuckDBScannedTable>.fromOpaque(held).takeUnretainedValue()
    let places = (0..<library.call.init_get_column_count(info)).map { place in
      Int(exactly: library.call.init_get_column_index(info, place)) ?? -1
    }
    let scan = DuckDBScan(table, places, rowsAtOnce: Int(library.call.vector_size()))
    library.call.init_set_init_data(info, Unmanaged.passRetained(scan).toOpaque()) { scan in
      if let scan { Unmanaged<DuckDBScan>.fromOpaque(scan).release() }
    }
  }

  private static func fill(_ chunk: DuckDBHandle?, for info: DuckDBHandle?) {
    guard let library = DuckDBLibrary.shared, let held = library.call.function_get_init_data(info), let chunk else {
      return
    }
    Unmanaged<DuckDBScan>.fromOpaque(held).takeUnretainedValue().fill(chunk, library)
  }
}

/// How far one scan of a table is. One thread at a time works on it.
private final class DuckDBScan {
  private let table: DuckDBScannedTable
  /// Columns of the table, in the order in which they are wanted; others stand for none, where rows are only counted.
  private let places: [Int]
  private let rowsAtOnce: Int
  private var row = 0

  init(_ table: DuckDBScannedTable, _ places: [Int], rowsAtOnce: Int) {
    (self.table, self.places, self.rowsAtOnce) = (table, places, rowsAtOnce)
  }

  /// The next rows; none at the end.
  func fill(_ chunk: DuckDBHandle, _ library: DuckDBLibrary) {
    let rows = row..<min(row + rowsAtOnce, table.rowCount)
    for (place, column) in places.enumerated() where table.columns.indices.contains(column) {
      guard let vector = library.call.data_chunk_get_vector(chunk, UInt64(place)) else { continue }
      table.columns[column].fill(vector, with: rows, library)
    }
    library.call.data_chunk_set_size(chunk, UInt64(rows.count))
    row = rows.upperBound
  }
}
