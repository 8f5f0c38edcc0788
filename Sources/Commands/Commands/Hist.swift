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
    distribution is an outline (a line in bars of counts). Dates are counted by day, week, month, quarter or year, \
    as can be read; other columns without numbers value by value. \
    Of a table that stays in its database counts come from there, groups of at most 50 values and no ridges.
    """
  static let tableCopies = 2.0
  static let parameters: [Parameter<Hist>] = [
    .arguments("column", \.columns, .columns, "the columns to draw", required: true),
    .key("by", \.by, ValueKind<Reference>.grouping.optional, "a panel for each segment, or each value of a column"),
    .key("segment", \.segment, ValueKind<Reference>.segment.optional, "one segment, and all others in a second panel"),
    .key("bins", \.bins, .automaticOr(.wholeNumber(in: 1...200), "as many as the values call for"), "how many bars"),
    .key(
      "log", \.log, .logarithm,
      "which axes are logarithmic; zeros have a bar of their own; auto: of skewed values that a plain axis would squeeze, with by= also those with zeros"
    ),
    .key(
      "figure", \.figure,
      .choice([.bars: "a panel a segment", .ridges: "densities one below the other, on one axis; with by="]),
      "how segments or groups are set side by side"),
  ]
  static let examples = [
    Example("%hist BALANCE", "one column"),
    Example("%hist PURCHASES CASH_ADVANCE", "a pair, and what ties the two"),
    Example("%hist BALANCE PAYMENTS by=segment", "two figures, a panel for each segment"),
    Example("%hist BALANCE by=TENURE", "a panel for each value of a column"),
    Example("%hist BALANCE by=segment figure=ridges", "one axis, a ridge for each segment"),
    Example("%hist BALANCE segment=2", "one segment beside all others"),
  ]

  var columns: [Reference] = []
  var by: Reference?
  var segment: Reference?
  var bins = Setting<Int>.automatic
  var log = Recipe.Log.automatic
  var figure = Form.bars

  /// How groups are drawn.
  enum Form: String, CaseIterable, Sendable { case bars, ridges }

  func run(on session: inout Session, in context: CommandContext) throws {
    if let remote = session.remote?.value.table { return try draw(remote, in: &session, context) }
    var chosen: [Column] = []
    for reference in columns { chosen.append(try session.column(reference)) }
    let logarithms = try AxisLogarithms(log, drawn: chosen, in: session, context)
    let options = context.figureOptions
    let table = try session.table()
    func axis(_ column: Column) -> HistogramAxis {
      HistogramAxis(
        bins: bins.value, isLogarithmic: logarithms.isLogarithmic(column), notation: table.notation(of: column.name),
        caption: logarithms.caption(column))
    }
    if let column = chosen.first(where: {
      logarithms.asked($0) == true && $0.numbers?.contains { $0 > 0 } == false
    }) {
      throw Self.nothingAboveZero(column.name)
    }
    if figure == .ridges { try refuseRidges(chosen) }
    if let groups = try groups(in: session) {
      var figures: [Figure] = []
      for (index, column) in chosen.enumerated() {
        try context.compute("counting").checkpoint(Double(index) / Double(chosen.count))
        figures.append(
          try context.making { [alone = axis(column), isLast = index == chosen.count - 1] in
            let groups = isLast ? groups : groups.uncaptioned
            if let dates = column.dates {
              return DateHistogram(column.name, dates, rows: groups.rows.flatMap { $0 }, bins: bins.value)
                .figure(by: groups.by, groups.keys, rows: groups.rows, origin: groups.caption, options)
            }
            let grouped = groups.grouped(column)
            let axis = logarithms.axis(alone, column, sharedBy: grouped)
            return figure == .ridges ? groups.ridges(of: column, axis, options) : grouped.figure(axis, options)
          })
      }
      for figure in figures { context.show(figure, keptIn: &session) }
    } else if chosen.count == 2, let first = chosen[0].numbers, let second = chosen[1].numbers {
      let columns = chosen
      let axes = columns.map { axis($0) }
      context.show(try context.making { pair(columns, first, second, axes, table, options) }, keptIn: &session)
    } else {
      for column in chosen {
        let axis = axis(column)
        context.show(
          try context.making {
            column.dates.map { DateHistogram(column.name, $0, bins: axis.bins).figure(options) }
              ?? single(LoadedColumn(column), axis, options)
          }, keptIn: &session)
      }
    }
  }

  /// What is set side by side; nil for everyone at once.
  private func groups(in session: Session) throws(Mistake) -> RowGroups? {
    guard let segment else { return try by.map { by throws(Mistake) in try RowGroups(by, in: session) } }
    let segmentation = try session.segmentation()
    let number = try session.segment(segment)
    let renaming = try session.table().renamingOfNamesakes.map { "\($0) and " } ?? ""
    try refuseTwoGroupings(
      "After \(renaming)%filter segment = \(segmentation.number(of: number)), by=\(Quoting.item(by?.name ?? "")) is of the segment alone"
    )
    guard segmentation.k > 1 else { throw Self.onlySegment(segmentation.title(of: number)) }
    return RowGroups(segmentation, apart: number, caption: segmentation.caption)
  }

  /// - Throws: where panels are asked for in two ways.
  func refuseTwoGroupings(_ remedy: String) throws(Mistake) {
    guard segment != nil, let by, by.name.lowercased() != "segment" else { return }
    throw Mistake(
      .refused(
        name: "TwoGroupings", message: "panels are of one segment and all others, or of the values of \(by.name)",
        remedy: remedy), at: .key("segment"))
  }

  static func onlySegment(_ title: String) -> Mistake {
    Mistake(
      .refused(
        name: "OneSegment", message: "\(title) is the only segment here, and there are no others",
        remedy: "Without segment= everyone is drawn"), at: .key("segment"))
  }

  /// - Throws: where there is nothing to set side by side, or a column that holds no numbers.
  private func refuseRidges(_ columns: [Column]) throws(Mistake) {
    guard by != nil || segment != nil else {
      throw Mistake(
        .refused(
          name: "NothingToCompare", message: "ridges set segments or groups side by side, and by= names none",
          remedy: "by=segment, or by= and a column of few values"), at: .key("figure"))
    }
    if let other = columns.first(where: { $0.numbers == nil }) {
      throw Mistake(
        .refused(
          name: "WrongColumnType", message: "\(other.name) holds \(other.values.typeName); ridges are of numbers",
          remedy: "figure=bars counts its values"), at: .key("figure"))
    }
  }

  func single<Asked: ColumnQuestions>(
    _ column: Asked, _ axis: HistogramAxis, _ options: FigureOptions
  ) throws(Asked.Failure) -> Figure {
    guard column.type == .number else { return try CountsOfValues(of: column).figure(options) }
    let data = try axis.data(of: column)
    let remark = try axis.remark(on: column, edges: data.edges)
    let findings = try ColumnFindings(asking: column, notation: axis.notation).sentences + [remark].compactMap { $0 }
    return .histogram(
      HistogramSpec(
        data: data, text: FigureText(title: column.name, insights: findings, caption: axis.caption ?? ""),
        options: options))
  }

  private func pair(
    _ columns: [Column], _ first: [Double], _ second: [Double], _ axes: [HistogramAxis],
    _ table: Table, _ options: FigureOptions
  ) -> Figure {
    let findings = PairFindings(
      columns[0].name, first, columns[1].name, second, areComparable: table.compares(columns[0].name, columns[1].name)
    ).sentences
    return .histogramPair(
      HistogramPairSpec(
        first: axes[0].data(of: LoadedColumn(columns[0])), second: axes[1].data(of: LoadedColumn(columns[1])),
        text: FigureText(
          title: "", insights: findings, caption: axes.compactMap(\.caption).joined(separator: " · ")),
        options: options))
  }
}
