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
  ///   - rows: of the table.
  /// - Throws: `CancellationError`.
  init(
    of columns: [[Double]], rows: [Int], table: Table, context: ComputeContext
  ) throws(CancellationError) {
    let order = try LexicographicOrder(of: columns, rowCount: rows.count, context: context)
    guard !order.equal.isEmpty else {
      places = order.rows
      return
    }
    let identifier = table.identifier.map { [$0] } ?? []
    let others = table.columns.indices.filter { $0 != table.identifier }
    let deciding = (identifier + others).map { table.columns[$0].values }
    let equal = order.equal
    var places = order.rows
    try places.withDisjointSlots { (slots) throws(CancellationError) in
      try parallelChunks(count: equal.count, context: context) { stretches, _ in
        for stretch in equal[stretches] {
          // Stretches do not meet.
          var own = UnsafeMutableBufferPointer(start: slots.base + stretch.lowerBound, count: stretch.count)
          own.sort { a, b in
            for values in deciding {
              if let isBefore = values.isBefore(rows[a], rows[b]) { return isBefore }
            }
            return rows[a] < rows[b]
          }
        }
      }
    }
    self.places = places
  }
}

extension ColumnValues {
  /// Whether the value of one row comes before that of another; nil where they are equal. Missing ones come first.
  fileprivate func isBefore(_ a: Int, _ b: Int) -> Bool? {
    switch self {
    case .numbers(let numbers):
      let (x, y) = (numbers[a], numbers[b])
      if x.isNaN || y.isNaN { return x.isNaN == y.isNaN ? nil : x.isNaN }
      return x == y ? nil : x < y
    case .text(let text):
      let (x, y) = (text.codes[a], text.codes[b])
      guard x != y else { return nil }
      return x < 0 || y < 0 ? x < 0 : text.categories.isBefore(Int(x), Int(y))
    case .booleans(let values):
      guard values[a] != values[b] else { return nil }
      return values[a] == nil || (values[a] == false && values[b] == true)
    case .dates(let dates):
      let (x, y) = (dates.microseconds[a], dates.microseconds[b])
      return x == y ? nil : x < y
    }
  }
}
