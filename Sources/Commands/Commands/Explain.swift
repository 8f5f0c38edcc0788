import Analysis
import CommandLanguage
import CommandSession
import Graphics
import Segmentation
import Tables

/// Says what makes a customer belong to a segment.
struct Explain: Command {
  static let name = "explain"
  static let section = Section.reading
  static let summary = "explains the segments by a few readable rules, and says how much of each they catch"
  static let details = """
    A small decision tree is grown towards the segments on the columns as they stand in the table. Each rule says how much \
    of its segment it catches, and how many of those it catches belong there. With a segment, the rules tell that one from \
    everyone else. Without leaves=, the tree is the smallest that does nearly as well as larger ones on customers held back.
    """
  static let tableCopies = 4.0
  static let parameters: [Parameter<Explain>] = [
    .argument(
      "segment", \.segment, ValueKind<Reference>.segment.optional,
      "the segment to tell from everyone else; all without it"),
    .key(
      "leaves", \.leaves, .automaticOr(.wholeNumber(in: 2...40), "as few as do nearly as well as more"),
      "how many leaves the tree has at most"),
    .key("columns", \.columns, .columns, "what the rules may speak of; what the features were made of without it"),
    .key("seed", \.seed, .seed, "where the draw of the customers held back starts; the session's without it"),
  ]
  static let examples = [
    Example("%explain", "rules for every segment, and the tree they come from"),
    Example("%explain 2", "what tells segment 2 from everyone else"),
    Example("%explain leaves=6 columns=BALANCE,PURCHASES", "a small tree on two columns"),
  ]

  var segment: Reference?
  var leaves = Setting<Int>.automatic
  var columns: [Reference] = []
  var seed: UInt64?

  func run(on session: inout Session, in context: CommandContext) throws {
    let segmentation = try session.segmentation()
    let table = try session.table()
    guard segmentation.k > 1 else {
      throw Mistake(
        .refused(
          name: "OneSegment",
          message: "\(segmentation.title(of: 1)) is the only segment here, and rules tell one from others",
          remedy: "%reset brings the others back"))
    }
    let number = try segment.map { reference throws(Mistake) in try session.segment(reference) }
    let explanation = try SegmentExplanation(
      of: segmentation, table: table, columns: try chosenColumns(session, segmentation), segment: number,
      leaves: leaves.value, seed: seed ?? session.seed, context: context.compute("growing the tree"))
    let report = ExplanationReport(
      explanation: explanation, segmentation: segmentation, segment: number, mostRows: context.configuration.rows)
    context.show(report.table.uncaptioned)
    context.show(.tree(report.tree(context.figureOptions)), keptIn: &session)
  }

  private func chosenColumns(
    _ session: Session, _ segmentation: CustomerSegmentation
  ) throws(Mistake) -> [ExplanationColumn]? {
    guard !columns.isEmpty else { return nil }
    var chosen: [ExplanationColumn] = []
    for reference in columns {
      let column = try session.column(reference)
      let notation = try session.table().notation(of: column.name)
      guard let own = ExplanationColumn(column, rows: segmentation.placedTableRows(), notation: notation) else {
        throw Mistake(
          .wrongColumnType(
            column.name, type: column.values.typeName,
            needed: "numbers, or at most \(Recipe.largestCategoryCount) categories"),
          at: .range(reference.range))
      }
      if !chosen.contains(where: { $0.name == own.name }) { chosen.append(own) }
    }
    return chosen
  }
}
