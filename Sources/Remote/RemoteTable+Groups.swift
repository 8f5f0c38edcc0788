import Analysis
import Machine
import Segmentation
import Tables
import Warehouse

/// Rows of a table set side by side, each group a table that can be asked like the whole.
extension RemoteTable {
  /// The rows that have each of a column's values.
  /// - Parameters:
  ///   - values: the column's values, as `RemoteColumn.valueCounts` gives them.
  /// - Returns: all rows with one of the values, and those of each in the order given; nothing is asked for it.
  public func groups(
    by index: Int, _ values: [ValueCount], _ warehouse: any Warehouse
  ) -> (everyone: RemoteTable, groups: [RemoteTable]) {
    let (column, dialect) = (columns[index], warehouse.dialect)
    let isThere = column.numbers == nil ? dialect.quoted(column.name) : dialect.number(column.name)
    return (
      part(where: "\(isThere) IS NOT NULL", rowCount: values.reduce(0) { $0 + $1.count }),
      values.map { part(where: dialect.condition(column, is: $0.value), rowCount: $0.count) }
    )
  }
}

extension RemoteFit {
  /// The rows of some segments with some columns, as tables of their own: each row is placed again wherever one is asked.
  /// - Parameter segments: from 1 on, group by group.
  /// - Throws: `SQLModelError`.
  public func groups(
    _ segments: [[Int]], of table: RemoteTable, columns: [Int], _ warehouse: any Warehouse
  ) throws(SQLModelError) -> [RemoteTable] {
    let dialect = warehouse.dialect
    let names = columns.map { dialect.quoted(table.columns[$0].name) }
    // Under names of its own no column is taken for a step's.
    let passed = names.enumerated().map { (name: "v\($0.offset + 1)", expression: $0.element) }
    let with = try features.placing(table, near: centroids, dialect, passing: passed)
    let columns = zip(passed, names).map { "\($0.name) AS \($1)" }.joined(separator: ", ")
    return segments.map { group in
      table.part(
        as:
          "\(with)\nSELECT \(columns) FROM placed WHERE segment IN (\(group.map(String.init).joined(separator: ", ")))",
        rowCount: group.reduce(0) { $0 + sizes[$1 - 1] })
    }
  }
}

extension SQLDialect {
  /// Holds where a column has a value.
  fileprivate func condition(_ column: Column, is value: String) -> String {
    guard column.numbers != nil, let wanted = Double(value) else { return "\(indicator(of: value, column)) = 1" }
    let number = number(column.name)
    // No engine has to read infinity.
    if wanted.isInfinite { return wanted > 0 ? "\(number) > \(largestNumber)" : "\(number) < -\(largestNumber)" }
    return "\(number) = \(sqlNumber(wanted))"
  }
}
