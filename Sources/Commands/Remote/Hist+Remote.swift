import CommandLanguage
import CommandSession
import Graphics
import Machine
import Remote
import Segmentation
import Tables
import Warehouse

extension Hist {
  /// Draws columns of a table that stays in its database: counts and quantiles come from there.
  func draw(_ remote: RemoteTable, in session: inout Session, _ context: CommandContext) throws {
    if figure == .ridges {
      throw Mistake(
        .refused(
          name: "StaysInDatabase", message: "\(remote.name) stays in its database, and ridges need rows here",
          remedy: "figure=bars counts there; %sample 50000 brings so many of them"), at: .key("figure"))
    }
    let table = remote.look
    var chosen: [Int] = []
    for reference in columns { chosen.append(try session.index(of: reference)) }
    let drawn = chosen.map { table.columns[$0] }
    let logarithms = try AxisLogarithms(log, drawn: drawn, in: session, context)
    let compute = context.compute("counting in \(remote.connection)")
    let engine = try session.engine(of: remote)
    let groups = try groups(of: chosen, in: session, engine, context)
    let asked = try RemoteColumn.columns(chosen, of: remote, engine, context: compute.part(0...0.3))
      .map { try $0.counted() }
    var axes: [HistogramAxis] = []
    for (column, asked) in zip(drawn, asked) {
      let summary = try asked.summary()
      let isLogarithmic = logarithms.isLogarithmic(column, summary)
      if isLogarithmic, column.numbers != nil, try asked.logarithmicSpread().count == 0 {
        throw Self.nothingAboveZero(column.name)
      }
      axes.append(
        HistogramAxis(
          bins: bins.value, isLogarithmic: isLogarithmic, notation: table.notation(of: column.name),
          caption: logarithms.caption(column, isLogarithmic)))
    }
    let options = context.figureOptions
    if let groups {
      let columns = try groups.columns(chosen, engine, context: compute.part(0.3...0.8))
      for (place, grouped) in columns.enumerated() {
        try compute.checkpoint(0.8 + 0.2 * Double(place) / Double(drawn.count))
        guard drawn[place].dates == nil else {
          context.show(try dates(of: grouped, options), keptIn: &session)
          continue
        }
        let axis = try logarithms.axis(axes[place], drawn[place], sharedBy: grouped)
        context.show(try grouped.figure(axis, options), keptIn: &session)
      }
      return
    }
    if chosen.count == 2, drawn.allSatisfy({ $0.numbers != nil }) {
      let findings = try PairFindings(
        of: (asked[0], asked[1]), areComparable: table.compares(drawn[0].name, drawn[1].name))
      context.show(
        .histogramPair(
          HistogramPairSpec(
            first: try axes[0].data(of: asked[0]), second: try axes[1].data(of: asked[1]),
            text: FigureText(
              title: "", insights: findings.sentences, caption: axes.compactMap(\.caption).joined(separator: " · ")),
            options: options)), keptIn: &session)
      return
    }
    for (place, column) in drawn.enumerated() {
      try compute.checkpoint(0.5 + 0.5 * Double(place) / Double(drawn.count))
      guard column.dates == nil else {
        let days = try asked[place].days()
        let histogram = DateHistogram(
          column.name, days.map(\.day), rowCounts: days.map(\.count), bins: axes[place].bins)
        context.show(histogram.figure(options), keptIn: &session)
        continue
      }
      context.show(try single(asked[place], axes[place], options), keptIn: &session)
    }
  }

  /// What is set side by side; nil for everyone at once.
  private func groups(
    of drawn: [Int], in session: Session, _ engine: any Warehouse, _ context: CommandContext
  ) throws -> RemoteGroups? {
    guard let segment else {
      return try by.map {
        try RemoteGroups(by: $0, drawn: drawn, in: session, engine, context: context.compute("looking for groups"))
      }
    }
    try refuseTwoGroupings("Leave one of them out")
    return try RemoteGroups(apart: segment, drawn: drawn, in: session, engine)
  }

  /// One panel a group on one axis of time.
  private func dates(of grouped: GroupedColumn<RemoteColumn>, _ options: FigureOptions) throws -> Figure {
    var days: [(day: Double, count: Int)] = []
    var rows: [[Int]] = []
    for group in grouped.groups {
      let start = days.count
      days += try group.days()
      rows.append(Array(start..<days.count))
    }
    return DateHistogram(grouped.name, days.map(\.day), rowCounts: days.map(\.count), bins: bins.value)
      .figure(by: grouped.by, grouped.keys, rows: rows, origin: grouped.caption, options)
  }

  static func nothingAboveZero(_ column: String) -> Mistake {
    Mistake(
      .refused(
        name: "NothingAboveZero", message: "a logarithmic axis shows values above zero, and \(column) has none",
        remedy: "%hist \(Quoting.item(column)) draws it as it is"),
      at: .key("log"))
  }
}
