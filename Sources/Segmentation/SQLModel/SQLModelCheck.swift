import Analysis
import Tables

/// What the statement gave on the table that was segmented, beside what the kernel says.
public struct SQLModelCheck: Sendable, Equatable {
  /// Rows of the table.
  public let rows: Int
  /// Rows that the recipe leaves out, and that should have no segment.
  public let dropped: Int
  /// Rows whose segment is the one that the method places them in; or that have none where the recipe leaves them out.
  public let equal: Int
  /// Rows in a segment.
  public let labelled: Int
  /// Of these, those whose segment is the one that the session has them in.
  public let equalToOwn: Int
  /// "by the nearest centroid".
  public let placement: String

  /// "8,950 of 8,950 rows equal, by the nearest centroid; 7,632 of 8,950 (85.3%) in their segment of the session".
  public var inWords: String {
    var words = "\(grouped(equal)) of \(count(rows, "row")) equal, \(placement)"
    if equal < rows { words += ", and \(grouped(rows - equal)) not" }
    if dropped > 0 { words += ", \(grouped(dropped)) of them in no segment" }
    words += "; \(grouped(equalToOwn)) of \(grouped(labelled))"
    if equalToOwn < labelled { words += " (\(percent(Double(equalToOwn) / Double(labelled))))" }
    return words + " in their segment of the session"
  }
}

extension SQLModel {
  /// Runs the statement on the table that was segmented, in the SQLite that is built in, whatever the dialect is; nil
  /// for a model without its rows.
  /// - Throws: `SQLError`, `SQLModelError`, `CancellationError`.
  /// - Complexity: O(n·k·d).
  public func check(context: ComputeContext = .plain) throws -> SQLModelCheck? {
    guard let segmentation else { return nil }
    let own = try dialect == .sqlite ? self : SQLModel(of: segmentation, table: table, dialect: .sqlite)
    var row = "row"
    while columns.contains(where: { $0.lowercased() == row }) { row += "_" }
    var copy = table
    copy.name = "customers"
    copy.columns =
      table.columns.filter { columns.contains($0.name) }
      + [Column(name: row, numbers: (0..<table.rowCount).map(Double.init))]
    let statement = try own.statement(
      from: try SQLDialect.sqlite.name(copy.name), keys: [(column: row, name: row)])
    let source = SQLSource([copy], isCancelled: { context.cancelled })
    let result = try source.columns(ofOwn: statement)
    var found = [Int](repeating: 0, count: table.rowCount)
    for (row, segment) in zip(result[0].numbers ?? [], result[1].numbers ?? []) where !segment.isNaN {
      found[Int(row)] = Int(segment)
    }
    return try compared(found, segmentation, context)
  }

  private func compared(
    _ found: [Int], _ segmentation: CustomerSegmentation, _ context: ComputeContext
  ) throws -> SQLModelCheck {
    let preparation = segmentation.preparation
    let placed = try segmentation.placement?.place(preparation.features, context: context).segments ?? []
    var expected = [Int](repeating: 0, count: table.rowCount)
    var equalToOwn = 0
    for (place, row) in preparation.rows.enumerated() {
      expected[row] = placed[place]
      if found[row] == segmentation.labels[place] { equalToOwn += 1 }
    }
    return SQLModelCheck(
      rows: table.rowCount, dropped: table.rowCount - preparation.rows.count,
      equal: zip(found, expected).count { $0 == $1 }, labelled: preparation.rows.count, equalToOwn: equalToOwn,
      placement: segmentation.placement?.inWords ?? "")
  }
}
