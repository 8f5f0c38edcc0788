import CommandLanguage
import CommandSession
import Graphics
import Segmentation
import Tables

/// Sets two segments side by side.
struct Diff: Command {
  static let name = "diff"
  static let section = Section.reading
  static let summary = "compares two segments column by column, what differs most first"
  static let details = """
    Medians of numbers; of yes/no and categories the share of the value that differs most. The difference is told by pairs: take a \
    customer of each, and see how often the first has more. Columns that hardly differ, or no more than chance makes, are left out and \
    counted; nothing is read from fewer than \(SegmentContrast.leastCount) customers.
    """
  static let parameters: [Parameter<Diff>] = [
    .argument("first", \.first, .segment, "a segment", required: true),
    .argument("second", \.second, .segment, "another one", required: true),
  ]
  static let examples = [Example("%diff 2 3", "what tells segment 2 from segment 3")]

  var first = Reference(name: "", range: 0..<0)
  var second = Reference(name: "", range: 0..<0)

  func run(on session: inout Session, in context: CommandContext) throws {
    let segmentation = try session.segmentation()
    let numbers = (try session.segment(first), try session.segment(second))
    guard numbers.0 != numbers.1 else {
      throw Mistake(
        .refused(
          name: "SameSegment", message: "\(segmentation.title(of: numbers.0)) is both segments",
          remedy: "%customer and %insights tell of one"),
        at: .range(second.range))
    }
    let contrast = try SegmentContrast(
      of: numbers.0, and: numbers.1, in: segmentation, table: try session.table(),
      context: context.compute("comparing two segments"))
    context.show(
      ContrastReport(contrast: contrast, segmentation: segmentation, mostRows: context.configuration.rows).table)
  }
}
