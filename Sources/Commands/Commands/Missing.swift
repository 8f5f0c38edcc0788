import Analysis
import CommandLanguage
import CommandSession
import Graphics
import KernelInterface
import Remote
import Segmentation
import Tables

/// Shows what is missing, where, and together with what.
struct Missing: Command {
  static let name = "missing"
  static let section = Section.data
  static let summary = "shows what is missing, which columns lack values together, and how those rows differ"
  static let details = """
    For each column that lacks values, the rows without one are set beside the others: zeros, medians, categories. What is \
    named differs by more than chance makes (3.5 standard errors) and by a fifth at least. The figure shows which columns \
    lack values in the same rows. Infinite values are not missing.
    """
  static let tableCopies = 1.0
  static let examples = [Example("%missing", "what to know before %prepare fills or drops")]

  func run(on session: inout Session, in context: CommandContext) throws {
    let compute = context.compute("comparing rows")
    let report: MissingReport
    if let remote = session.remote?.value.table {
      let engine = try session.engine(of: remote)
      let gaps = try RemoteGaps(remote, engine, context: compute)
      report = MissingReport(
        table: remote.look, patterns: gaps.patterns, contrasts: try gaps.contrasts(context: compute.part(0.1...0.9)),
        choices: MissingReport.choices(try gaps.choices().get))
    } else {
      let table = try session.table()
      try compute.checkpoint(0)
      let patterns = try context.making { MissingPatterns(table) }
      report = MissingReport(
        table: table, patterns: patterns,
        contrasts: try MissingContrasts(of: table, patterns: patterns, context: compute.part(0.1...0.9)),
        choices: MissingReport.choices { () throws(PreparationError) in try MissingChoices(table) })
    }
    let patterns = report.patterns
    guard !patterns.incomplete.isEmpty || !patterns.empty.isEmpty else {
      context.print(report.nothing)
      return
    }
    try compute.checkpoint(0.9)
    context.show(report.table(mostRows: context.configuration.rows))
    guard !patterns.incomplete.isEmpty else { return }
    context.show(report.figure(context.figureOptions), keptIn: &session)
  }
}
