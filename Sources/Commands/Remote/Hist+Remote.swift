import CommandLanguage
import CommandSession
import Graphics
import Machine
import Remote
import Segmentation
import Tables

extension Hist {
  /// Draws columns of a table that stays in its database: counts and quantiles come from there.
  func draw(_ remote: RemoteTable, in session: inout Session, _ context: CommandContext) throws {
    if let key = ["by", "segment", "figure"].first(where: context.isGiven) {
      throw Mistake(
        .refused(
          name: "StaysInDatabase", message: "\(remote.name) stays in its database, and \(key)= needs rows here",
          remedy: "%sample 50000 brings so many of them; %filter draws one group at a time"), at: .key(key))
    }
    let table = remote.look
    var chosen: [Int] = []
    for reference in columns { chosen.append(try session.index(of: reference)) }
    let drawn = chosen.map { table.columns[$0] }
    let logarithms = try AxisLogarithms(log, drawn: drawn, in: session, context)
    let compute = context.compute("counting in \(remote.connection)")
    let engine = try session.engine(of: remote)
    let asked = try RemoteColumn.columns(chosen, of: remote, engine, context: compute.part(0...0.5))
      .map { try $0.counted() }
    var axes: [HistogramAxis] = []
    for (column, asked) in zip(drawn, asked) {
      let summary = try asked.summary()
      let isLogarithmic = logarithms.isLogarithmic(column, summary)
      if isLogarithmic, try asked.logarithmicSpread().count == 0 { throw Self.nothingAboveZero(column.name) }
      axes.append(
        HistogramAxis(
          bins: bins.value, isLogarithmic: isLogarithmic, notation: table.notation(of: column.name),
          caption: logarithms.caption(column, isLogarithmic)))
    }
    let options = context.figureOptions
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

  static func nothingAboveZero(_ column: String) -> Mistake {
    Mistake(
      .refused(
        name: "NothingAboveZero", message: "a logarithmic axis shows values above zero, and \(column) has none",
        remedy: "%hist \(Quoting.item(column)) draws it as it is"),
      at: .key("log"))
  }
}
