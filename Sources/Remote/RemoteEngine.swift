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

extension RemoteEngine {
  /// Values that are looked at for whether they come twice.
  private static let comparedValues = 100_000

  /// Whether no value of a column comes twice, among those with the least digests: of so many values a column that does not tell
  /// rows apart has some twice, and nobody has to keep all of a long one in mind.
  fileprivate func mayBeDifferent(_ column: String, in rows: String, count: Int) -> String {
    let threshold = RemoteTable.threshold(Self.comparedValues, of: count)
    let below = threshold.map { " WHERE md5(CAST(v AS \(dialect.textType))) < '\($0)'" } ?? ""
    return """
      SELECT count(*) AS n, count(DISTINCT v) AS d FROM (SELECT \(column) AS v FROM \(rows)) t\(below)
      """
  }

  /// - Throws: `WarehouseError`.
  func areDifferent(_ column: String, in rows: String, count: Int) throws(WarehouseError) -> Bool {
    let counts = try row(mayBeDifferent(column, in: rows, count: count))
    return counts[0] == counts[1]
  }
}

extension Column {
  /// The number of a row, also where an engine hands it over as text; NaN where there is none.
  func number(at row: Int) -> Double {
    if let numbers { return numbers[row] }
    return text(at: row).flatMap(Double.init) ?? .nan
  }
}

extension Int {
  /// A number of rows that an engine has counted. Of no rows a sum is NULL: the table may have lost them since it was looked at.
  init(rows number: Double) { self = number.isFinite ? Int(number) : 0 }
}
