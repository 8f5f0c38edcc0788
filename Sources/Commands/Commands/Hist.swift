import Analysis
import CommandLanguage
import CommandSession
import Graphics
import Segmentation
import Tables

/// Draws how a column's values are spread.
struct Hist: Command {
  static let name = "hist"
  static let section = Section.reading
  static let summary = "draws how values are spread: a column, a pair of columns, or a column in each segment or group"
  static let details = """
    One figure a column: the share above each bar, lines for mean and median, and below what to notice. Exactly two columns \
    of numbers stand side by side, with what ties them. With by=, one panel a segment, or a value of a column, on shared axes; everyone's \
    distribution is an outline (a line in bars of counts). Text columns are counted.
    """
  static let parameters: [Parameter<Hist>] = [
    .arguments("column", \.columns, .columns, "the columns to draw", required: true),
    .key("by", \.by, ValueKind<Reference>.grouping.optional, "a panel for each segment, or each value of a column"),
    .key("bins", \.bins, .automaticOr(.wholeNumber(in: 1...200), "as many as the values call for"), "how many bars"),
    .key("log", \.log, .yesOrNo, "whether the axis is logarithmic; zeros are counted apart"),
  ]
  static let examples = [
    Example("%hist BALANCE", "one column"),
    Example("%hist PURCHASES CASH_ADVANCE", "a pair, and what ties the two"),
    Example("%hist BALANCE PAYMENTS by=segment", "two figures, a panel for each segment"),
    Example("%hist BALANCE by=TENURE", "a panel for each value of a column"),
  ]

  var columns: [Reference] = []
  var by: Reference?
  var bins = Setting<Int>.automatic
  var log = false

  func run(on session: inout Session, in context: CommandContext) throws {
    var chosen: [Column] = []
    for reference in columns { chosen.append(try session.column(reference)) }
    let axis = HistogramAxis(bins: bins.value, isLogarithmic: log)
    let options = context.figureOptions
    if log, let column = chosen.first(where: { $0.numbers?.contains { $0 > 0 } == false }) {
      throw Mistake(
        .refused(
          name: "NothingAboveZero", message: "a logarithmic axis shows values above zero, and \(column.name) has none",
          remedy: "%hist \(Quoting.item(column.name)) draws it as it is"),
        at: .key("log"))
    }
    if let by {
      let groups = try RowGroups(by, in: session)
      var figures: [Figure] = []
      for (index, column) in chosen.enumerated() {
        try context.compute("counting").checkpoint(Double(index) / Double(chosen.count))
        figures.append(
          try context.making {
            column.numbers == nil ? groups.counts(of: column, options) : groups.histogram(of: column, axis, options)
          })
      }
      for figure in figures { context.show(figure, keptIn: &session) }
    } else if chosen.count == 2, let first = chosen[0].numbers, let second = chosen[1].numbers {
      let columns = chosen
      context.show(try context.making { pair(columns, first, second, axis, options) }, keptIn: &session)
    } else {
      for column in chosen {
        context.show(try context.making { single(LoadedColumn(column), axis, options) }, keptIn: &session)
      }
    }
  }

  private func single<Asked: ColumnQuestions>(
    _ column: Asked, _ axis: HistogramAxis, _ options: FigureOptions
  ) throws(Asked.Failure) -> Figure {
    guard column.type == .number else { return try CountsOfValues(of: column).figure(options) }
    let data = try axis.data(of: column)
    let remark = try axis.remark(on: column, edges: data.edges)
    let findings = try ColumnFindings(asking: column).sentences + [remark].compactMap { $0 }
    return .histogram(
      HistogramSpec(data: data, text: FigureText(title: column.name, insights: findings), options: options))
  }

  private func pair(
    _ columns: [Column], _ first: [Double], _ second: [Double], _ axis: HistogramAxis, _ options: FigureOptions
  ) -> Figure {
    let findings = PairFindings(columns[0].name, first, columns[1].name, second).sentences
    return .histogramPair(
      HistogramPairSpec(
        first: axis.data(of: LoadedColumn(columns[0])), second: axis.data(of: LoadedColumn(columns[1])),
        text: FigureText(title: "", insights: findings), options: options))
  }
}
