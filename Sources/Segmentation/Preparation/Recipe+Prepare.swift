import Analysis
import Tables

extension Recipe {
  /// Makes features from a table.
  /// - Throws: `PreparationError`: a name that is not there, an infinite value, a logarithm of what has none, nothing
  ///   left to use, `.cancelled`.
  /// - Complexity: O(n·d·log n); with principal components O(n·d² + d³).
  public func prepare(_ table: Table, context: ComputeContext = .plain) throws(PreparationError) -> Preparation {
    try checkOptions()
    let selection = try FeatureSelection(table, self, context: context)
    guard !selection.candidates.isEmpty else { throw .noFeatures(reasons: selection.reasons) }
    let rows: RowSelection
    do {
      rows = try RowSelection(selection.candidates, of: table, missing: missing, context: context)
    } catch {
      throw .cancelled
    }
    guard rows.used.count >= 2 else {
      throw .tooFewRows(
        left: rows.used.count, of: table.rowCount,
        reasons: rows.dropped.map { "\(count($0.count, "row")) \($0.reason)" })
    }
    var fitting = Fitting(recipe: self, table: table, rows: rows.used, candidates: selection.candidates)
    try fitting.run(context)
    let notes = selection.notes + rows.notes + fitting.notes
    return try fitting.preparation(dropped: rows.dropped, notes: notes, context: context)
  }
}
