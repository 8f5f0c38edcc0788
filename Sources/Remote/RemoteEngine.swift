import Machine
import Tables
import Warehouse

/// A connected engine, and how long one waits for it.
struct RemoteEngine: Sendable {
  let warehouse: any Warehouse
  let context: ComputeContext

  init(_ warehouse: any Warehouse, _ context: ComputeContext) {
    self.warehouse = warehouse
    self.context = context
  }

  var dialect: SQLDialect { warehouse.dialect }

  /// The columns of a result.
  /// - Throws: `WarehouseError`.
  func result(_ query: String) throws(WarehouseError) -> [Column] {
    try warehouse.result(of: query, expecting: nil, context: context).columns
  }

  /// The numbers of a result of one row; NaN for NULL.
  /// - Throws: `WarehouseError`.
  func row(_ query: String) throws(WarehouseError) -> [Double] {
    try result(query).map { $0.count > 0 ? $0.number(at: 0) : .nan }
  }

  /// The numbers of many expressions over the same rows, in as few queries as engines have room for.
  /// - Parameter tail: what follows the expressions.
  /// - Throws: `WarehouseError`.
  func row(_ expressions: [String], _ tail: String, most: Int = 400) throws(WarehouseError) -> [Double] {
    var numbers: [Double] = []
    for start in stride(from: 0, to: expressions.count, by: most) {
      let part = expressions[start..<min(start + most, expressions.count)]
      let named = part.enumerated().map { "\($0.element) AS e\($0.offset)" }
      numbers += try row("SELECT \(named.joined(separator: ", ")) \(tail)")
    }
    return numbers
  }
}

extension Column {
  /// The number of a row, also where an engine hands it over as text; NaN where there is none.
  func number(at row: Int) -> Double {
    if let numbers { return numbers[row] }
    return text(at: row).flatMap(Double.init) ?? .nan
  }
}
