import CommandLanguage
import CommandSession
import Machine
import Remote

extension Corr {
  /// Measures the columns of a table that stays in its database.
  func correlate(
    _ remote: RemoteTable, _ session: inout Session, _ compute: ComputeContext, _ context: CommandContext
  ) throws {
    guard method != .kendall else {
      throw Mistake(
        .refused(
          name: "StaysInDatabase",
          message: "Kendall's tau compares every pair of rows, and \(remote.name) stays in its database",
          remedy: "method=spearman compares ranks there; %sample 50000 brings rows here"), at: .key("method"))
    }
    let indices = try chosen(session)
    let numeric = indices.filter { remote.columns[$0].numbers != nil && $0 != remote.look.identifier }
    let engine = try session.engine(of: remote)
    let columns = try RemoteColumn.columns(numeric, of: remote, engine, context: compute)
    var asked = Dictionary(uniqueKeysWithValues: zip(numeric, columns))
    let selection = try ComparedColumns(indices, of: remote, &asked, isWhole: self.columns.isEmpty)
    let correlations = try remote.correlations(of: indices.compactMap { asked[$0] }, method: method)
    let report = CorrelationReport(
      tableName: remote.name, rowCount: remote.rowCount, columns: selection, correlations: correlations,
      isOrdered: order == .related)
    context.show(try report.figure(context.figureOptions, context: compute), keptIn: &session)
  }
}
