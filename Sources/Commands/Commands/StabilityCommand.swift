import Analysis
import CommandLanguage
import CommandSession
import Segmentation
import Tables

/// Sees which segments come back when customers are drawn anew, or when a choice is made otherwise.
struct StabilityCommand: Command {
  static let name = "stability"
  static let section = Section.segmentation
  static let summary = "tells which segments can be relied on: those that come back when customers are drawn anew"
  static let details = """
    Each resample draws as many customers as there are, with replacement, and divides them the same way; a segment's Jaccard \
    coefficient is what it shares with the new segment most like it, 1 for all, 0 for nothing (Hennig 2007). From a mean of \
    0.85 on it is very stable, from 0.75 stable; below 0.6 it is not to be trusted. A second table tells how many customers \
    change segment under another recipe, linkage or method; average and complete linkage are left out where the distances of \
    all pairs may take more than 4 GB (some 30,000 customers).
    """
  static let tableCopies = 12.0
  static let growth = Growth.quadratic(
    because: "average and complete linkage measure the distances of all pairs of rows")
  static let parameters: [Parameter<StabilityCommand>] = [
    .key("resamples", \.resamples, .wholeNumber(in: 1...10_000), "how often customers are drawn anew"),
    .key("seed", \.seed, .seed, "which customers are drawn; the session's without it"),
  ]
  static let examples = [
    Example("%stability", "fifty resamples"),
    Example("%stability resamples=200 seed=7", "a finer measure, from other draws"),
  ]

  var resamples = Stability.usualResamples
  var seed: UInt64?

  func run(on session: inout Session, in context: CommandContext) throws {
    let segmentation = try session.wholeSegmentation(for: "stability")
    let table = try session.table()
    let stability = try session.stability(
      of: segmentation, resamples: resamples, seed: seed,
      context: context.compute("drawing customers anew", part: 0...0.8))
    let sensitivity = try Sensitivity.measure(
      segmentation, table: table, context: context.compute("choosing otherwise", part: 0.8...1))
    let report = StabilityReport(segmentation: segmentation, stability: stability, mostRows: context.configuration.rows)
    context.show(report.figure(context.figureOptions), keptIn: &session)
    context.show(report.table.uncaptioned)
    context.show(SensitivityReport(segmentation: segmentation, sensitivity: sensitivity).table)
  }
}
