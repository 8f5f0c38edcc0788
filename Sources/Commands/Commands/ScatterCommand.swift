import Analysis
import CommandLanguage
import CommandSession
import Graphics
import Segmentation
import Tables

/// Draws two columns against each other.
struct ScatterCommand: Command {
  static let name = "scatter"
  static let section = Section.reading
  static let summary = "draws two columns against each other, and says what ties them"
  static let details = """
    A point a row; where both values are there. Coloured by segment, each segment's number stands at its medians. Up to \
    2,000 points answer the pointer, above 20,000 their density is drawn. log= spreads an axis by the logarithm: of the \
    values where all are above zero, else by ln(1 + x), which has a place for zeros and mirrors what is negative.
    """
  static let tableCopies = 2.0
  static let parameters: [Parameter<ScatterCommand>] = [
    .argument("x", \.x, .column, "the column of numbers or dates along the page", required: true),
    .argument("y", \.y, .column, "the column of numbers or dates up the page", required: true),
    .key("color", \.color, .coloring, "segment, none, or a column"),
    .key(
      "log", \.log, .logarithm,
      "which axes are logarithmic, x and y too; auto: of skewed columns without negative values, where most rows crowd into a corner"
    ),
  ]
  static let examples = [
    Example("%scatter BALANCE CREDIT_LIMIT", "coloured by segment, or plain before %cluster"),
    Example("%scatter PURCHASES CASH_ADVANCE log=yes", "both axes logarithmic"),
    Example("%scatter BALANCE PAYMENTS color=TENURE", "a third column as colour"),
  ]

  var x = Reference(name: "", range: 0..<0)
  var y = Reference(name: "", range: 0..<0)
  var color = Reference(name: "segment", range: 0..<0)
  var log = Recipe.Log.automatic

  func run(on session: inout Session, in context: CommandContext) throws {
    let table = try session.table()
    let columns = (x: try session.column(x), y: try session.column(y))
    let values = (x: try position(x, session), y: try position(y, session))
    guard columns.x.name != columns.y.name else {
      throw Mistake(
        .refused(
          name: "SameColumn", message: "\(columns.x.name) is both columns", remedy: "%hist \(columns.x.name) draws one"),
        at: .range(y.range))
    }
    guard zip(values.x, values.y).contains(where: { $0.isFinite && $1.isFinite }) else {
      throw Mistake(
        .refused(
          name: "NoValues", message: "no row has a value of both \(columns.x.name) and \(columns.y.name)",
          remedy: "%missing shows where values are"), at: .range(x.range))
    }
    let color = try PointColoring(color, isChosen: context.isGiven("color"), session: session)
    let candidates = color.segmentation?.preparation.rows ?? Array(0..<table.rowCount)
    let options = context.figureOptions
    let logarithms = try AxisLogarithms(
      log, drawn: [columns.x, columns.y], in: session, context,
      positions: ["x": columns.x.name, "y": columns.y.name])
    let figure = try context.making {
      let rows = candidates.filter { values.x[$0].isFinite && values.y[$0].isFinite }
      let points = ScatterPoints(
        table: table, columns: columns, x: rows.map { values.x[$0] }, y: rows.map { values.y[$0] }, rows: rows,
        color: color, logarithms: logarithms)
      return points.figure(lost: candidates.count - rows.count, options)
    }
    context.show(figure, keptIn: &session)
  }

  /// Where the rows lie along an axis: their numbers, or days of their dates.
  private func position(_ reference: Reference, _ session: Session) throws(Mistake) -> [Double] {
    let column = try session.column(reference)
    guard let values = column.numbers ?? column.dates?.days else {
      throw Mistake(
        .wrongColumnType(column.name, type: column.values.typeName, needed: "numbers or dates"),
        at: .range(reference.range))
    }
    return values
  }
}
