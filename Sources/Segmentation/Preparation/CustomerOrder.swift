import Analysis
import Machine
import Tables

/// Customers numbered by their values, so that nothing that is clustered, seeded or drawn depends on the order of a file.
///
/// Rows are ordered by what the features are made of, the first column first. Rows that are the same there differ in nothing
/// that a clustering sees; so that maps and samples name the same customers too, the identifier decides between them, then the
/// other columns of the table. Only rows that are equal in everything stay in the order of the file: nobody can tell them apart.
struct CustomerOrder {
  /// Places in the given rows, in the order of their values.
  let places: [Int]

  /// - Parameters:
  ///   - columns: values that features are made of, one for each of `rows`; NaN is missing.
  ///   - transforms: what is made of each.
  ///   - rows: of the table.
  /// - Throws: `CancellationError`.
  init(
    of columns: [[Double]], _ transforms: [FeatureTransform], rows: [Int], table: Table, context: ComputeContext
  ) throws(CancellationError) {
    let order = try LexicographicOrder(of: columns, rowCount: rows.count, context: context)
    // A column that is a feature itself has decided already: it is looked at last.
    let decided = Set(transforms.filter { $0.category == nil }.map(\.column))
    let others = table.columns.indices.filter { $0 != table.identifier }
    let undecided = others.filter { !decided.contains(table.columns[$0].name) }
    let deciding = (table.identifier.map { [$0] } ?? []) + undecided + others.filter { !undecided.contains($0) }
    guard !order.equal.isEmpty, !deciding.isEmpty else {
      places = order.rows
      return
    }
    let ties = TieOrder(of: rows, by: deciding.map { table.columns[$0].values })
    places = try ties.sorted(order.rows, within: order.equal, context: context)
  }
}
