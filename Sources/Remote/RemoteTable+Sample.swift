import Machine
import Tables
import Warehouse
import Wording

extension RemoteTable {
  /// Rows drawn in the engine: those with the least digest of their identifier (of all columns where there is none) and the seed.
  ///
  /// MD5 is in every engine, and of one customer and one seed the same in all of them: the same rows come again next year, and from
  /// a copy of the table elsewhere.
  /// - Throws: `WarehouseError`.
  public func sample(
    _ count: Int, seed: UInt64, _ warehouse: any Warehouse, context: ComputeContext
  ) throws(WarehouseError) -> Table {
    let isAll = count >= rowCount
    var columns = try drawn(isAll ? nil : Self.threshold(count, of: rowCount), count, seed, warehouse, context)
    // Fewer than expected lay below the threshold, which chance does not do in a lifetime but a table full of copies may.
    if !isAll, (columns.first?.count ?? 0) < count { columns = try drawn(nil, count, seed, warehouse, context) }
    let rows = columns.first?.count ?? 0
    var table = try Self.table(
      of: columns, named: name, from: "\(title) of \(warehouse.address.shown)")
    if rows < rowCount {
      table.restriction = "sampled: \(grouped(rows)) of \(grouped(rowCount)) rows, seed \(seed)"
    } else if !conditions.isEmpty {
      table.restriction = "filtered there"
    }
    return table
  }

  private func drawn(
    _ threshold: String?, _ count: Int, _ seed: UInt64, _ warehouse: any Warehouse, _ context: ComputeContext
  ) throws(WarehouseError) -> [Column] {
    let dialect = warehouse.dialect
    let names = self.columns.map { dialect.quoted($0.name) }
    let digest = digest(seed, dialect)
    let below = threshold.map { " WHERE cohort_digest < '\($0)'" } ?? ""
    let query = """
      SELECT \(names.joined(separator: ", ")) FROM (SELECT \(names.joined(separator: ", ")), \(digest) AS cohort_digest
        FROM \(rows)) t\(below) ORDER BY cohort_digest LIMIT \(count)
      """
    return try warehouse.result(of: query, expecting: min(count, rowCount), context: context).columns
  }

  /// A digest of a row, as 32 hexadecimal digits.
  func digest(_ seed: UInt64, _ dialect: SQLDialect) -> String {
    let keys = look.identifier.map { [look.columns[$0]] } ?? columns
    let texts = keys.map { "coalesce(CAST(\(dialect.quoted($0.name)) AS \(dialect.textType)), '')" }
    return "md5(\(texts.joined(separator: " || '|' || ")) || ':\(seed)')"
  }

  /// What so many digests lie below with six deviations of chance to spare; nil where that is nearly all.
  static func threshold(_ count: Int, of all: Int) -> String? {
    let share = (Double(count) + 6 * Double(count).squareRoot() + 20) / Double(all)
    guard share < 0.5 else { return nil }
    let digits = String(UInt64(share * 4_294_967_296), radix: 16)
    return String(repeating: "0", count: max(0, 8 - digits.count)) + digits
  }
}
