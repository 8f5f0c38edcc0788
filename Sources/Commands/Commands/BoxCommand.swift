import Analysis
import CommandLanguage
import CommandSession
import Graphics
import Segmentation
import Tables

/// Sets the segments' values side by side as boxes.
struct BoxCommand: Command {
  static let name = "box"
  static let section = Section.reading
  static let summary =
    "compares segments or groups in a column, as boxes: the middle half, the median, what lies beyond"
  static let details = """
    One figure a column: Tukey's boxes, a row a segment, or with by= a value of a column, and everyone's above as the reference; everyone alone before \
    %cluster or with by=none. The whiskers end at the furthest values within 1.5 times the box; what lies beyond is \
    dots, or shades where there are more than 2,000. The axis ends where a hundredth of the values would take up more \
    than a third of it; ▸ counts what lies beyond. With log=yes the boxes are of the values above zero. The boxes have no \
    notches, which are too narrow to see with thousands of customers: the sentences say when a difference may be chance.
    """
  static let tableCopies = 2.0
  static let parameters: [Parameter<BoxCommand>] = [
    .arguments("column", \.columns, .columns, "the columns of numbers to draw", required: true),
    .key(
      "by", \.by, Self.grouping.optional, "segment, none, or a column of few values; segments where there are any"),
    .key(
      "log", \.log, .logarithm,
      "which axes are logarithmic; zeros are counted apart; auto: of skewed values above zero that a plain axis would squeeze"
    ),
  ]
  static let examples = [
    Example("%box BALANCE", "a box for each segment, or everyone's before %cluster"),
    Example("%box PURCHASES PAYMENTS log=yes", "two figures on logarithmic axes"),
    Example("%box TENURE by=none", "everyone alone"),
    Example("%box BALANCE by=TENURE", "a box for each value of a column"),
  ]

  private static var grouping: ValueKind<Reference> {
    var kind = ValueKind<Reference>.grouping
    kind.noun = "segment, none, or the name of a column of few values"
    kind.candidates = kind.candidates.adding("none", "everyone alone")
    return kind
  }

  /// More rows make a figure that nobody reads; the largest segments come first.
  private static let mostSegments = 20

  var columns: [Reference] = []
  var by: Reference?
  var log = Recipe.Log.automatic

  func run(on session: inout Session, in context: CommandContext) throws {
    let table = try session.table()
    for reference in columns { try refuseText(reference, session) }
    let groups = try groups(session)
    let logarithms = try AxisLogarithms(log, drawn: try columns.map(session.column), in: session, context)
    var figures: [Figure] = []
    for (index, reference) in columns.enumerated() {
      try context.compute("drawing boxes").checkpoint(Double(index) / Double(columns.count))
      let (column, options) = (try session.column(reference), context.figureOptions)
      figures.append(
        try context.making {
          let axis = BoxAxis(
            column, isLogarithmic: logarithms.isLogarithmic(column), notation: table.notation(of: column.name),
            remark: logarithms.caption(column))
          let isLast = index == columns.count - 1
          return groups.map { segmented(isLast ? $0 : $0.uncaptioned, axis, table, options) }
            ?? alone(axis, table, options)
        })
    }
    for figure in figures { context.show(figure, keptIn: &session) }
  }

  /// - Throws: for a column that holds no numbers, naming the command that draws it.
  private func refuseText(_ reference: Reference, _ session: Session) throws(Mistake) {
    let column = try session.column(reference)
    guard column.numbers == nil else { return }
    throw Mistake(
      .refused(
        name: "WrongColumnType", message: "\(column.name) holds \(column.values.typeName); boxes are of numbers",
        remedy: column.dates == nil
          ? "%hist \(Quoting.item(column.name)) counts its values, with by=segment in each segment"
          : "%hist \(Quoting.item(column.name)) draws it over time, with by=segment in each segment"),
      at: .range(reference.range))
  }

  /// nil where everyone stands alone.
  private func groups(_ session: Session) throws(Mistake) -> RowGroups? {
    guard let by else { return session.currentSegmentation.map { RowGroups($0) } }
    return by.name.lowercased() == "none" ? nil : try RowGroups(by, in: session)
  }

  private func alone(_ axis: BoxAxis, _ table: Table, _ options: FigureOptions) -> Figure {
    let rows = Array(0..<table.rowCount)
    let findings = ColumnFindings(asking: LoadedColumn(axis.column), notation: axis.notation).sentences
    return figure(
      axis, [axis.data(rows, key: nil, name: table.identifierText(row:))], rows,
      FigureText(
        title: axis.column.name,
        insights: findings + axis.remarks(on: rows).filter { !$0.contains("no value") },
        caption: "\(count(rows.count, "row")) of \(table.name) · \(axis.caption)"),
      options)
  }

  private func segmented(
    _ groups: RowGroups, _ axis: BoxAxis, _ table: Table, _ options: FigureOptions
  ) -> Figure {
    let everyone = groups.rows.joined().sorted()
    let shown = Array(zip(groups.keys, groups.rows).prefix(Self.mostSegments))
    let name: (Int) -> String = table.identifierText(row:)
    let boxes =
      [axis.data(everyone, key: nil, name: name)] + shown.map { axis.data($0.1, key: $0.0, name: name) }
    let findings = GroupFindings(
      column: axis.column.name,
      groups: groups.rows.indices.map {
        GroupFindings.Group(name: groups.heading($0), box: axis.statistics(of: groups.rows[$0]))
      },
      noun: groups.noun, notation: axis.notation)
    var insights = findings.sentences + beyond(boxes, groups.noun) + axis.remarks(on: everyone)
    if groups.keys.count > shown.count {
      insights.append(RowGroups.remark(on: groups.keys.count, groups.noun, shown: shown.count))
    }
    return figure(
      axis, boxes, everyone,
      FigureText(
        title: "\(axis.column.name) by \(groups.by)", insights: insights,
        caption: [groups.caption, axis.caption].filter { !$0.isEmpty }.joined(separator: " · ")
      ),
      options)
  }

  private func figure(
    _ axis: BoxAxis, _ boxes: [BoxData], _ rows: [Int], _ text: FigureText, _ options: FigureOptions
  ) -> Figure {
    .boxes(
      BoxSpec(
        name: axis.column.name, groups: boxes, domain: axis.domain(of: rows),
        transform: axis.isLogarithmic ? .log : .linear,
        notation: axis.notation, text: text, options: options))
  }

  /// How many lie beyond the whiskers, of everyone and in the segment where they are the most.
  private func beyond(_ boxes: [BoxData], _ noun: String) -> [String] {
    func share(_ box: BoxData) -> Double { Double(box.outliers.count) / Double(max(1, box.count)) }
    guard let everyone = boxes.first, everyone.count > 0, !everyone.outliers.isEmpty else { return [] }
    var text = "\(NumberText.percent(share(everyone))) lie beyond everyone's whiskers"
    let segments = boxes.dropFirst().filter { $0.count > 0 }
    if let most = segments.max(by: { share($0) < share($1) }), share(most) > 0, segments.count > 1,
      let key = most.key
    {
      let name = key.name.isEmpty ? "segment \(key.number)" : key.name
      text += "; the \(noun) with most beyond its own is \(name) (\(NumberText.percent(share(most))))"
    }
    return [text + "."]
  }
}
