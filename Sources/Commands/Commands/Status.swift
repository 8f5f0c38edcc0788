import CommandLanguage
import CommandSession
import Graphics
import KernelInterface
import Segmentation
import Tables

/// Shows what the session holds.
struct Status: Command {
  static let name = "status"
  static let section = Section.data
  static let summary = "shows what the session holds: tables, features, segments, map, parameters"
  static let examples = [Example("%status", "what is there, what is out of date, what made it")]

  func run(on session: inout Session, in context: CommandContext) {
    var rows: [(name: String, text: String)] = []
    func add(_ name: String, _ text: String) { rows.append((name, text)) }
    for (index, table) in session.tables.map(\.value).enumerated() {
      let isCurrent = index == session.currentTable
      let segments = isCurrent ? nil : session.using(index).currentSegmentation.map { ", \(count($0.k, "segment"))" }
      add(
        isCurrent ? "table" : "earlier table",
        "\(table.name): \(count(table.rowCount, "row")) × \(count(table.columns.count, "column")), "
          + "from \(table.source)\(session.changesInWords(of: table).map { ", " + $0 } ?? "")\(segments ?? "")")
    }
    for work in session.remotes.map(\.value) {
      add(work.table.name == session.remote?.value.table.name ? "table" : "earlier table", line(on: work))
    }
    if let table = try? session.tableOrLook() {
      for (name, names) in columns(of: table) { add(name, names) }
    }
    if let remote = session.remote?.value {
      add(Stage.segmentation.noun, segments(of: remote))
    } else {
      for stage in Stage.allCases { line(on: stage, in: session).map { add(stage.noun, $0) } }
    }
    if let model = session.restoredModel, session.currentSegmentation != nil,
      model.parent == session.madeSegmentation?.stamp
    {
      add("restored from", model.value)
    }
    if let names = session.remote?.value.fit?.names ?? session.currentSegmentation?.namesByNumber, !names.isEmpty {
      let listed = names.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
      add("names", listed.prefix(40).joined(separator: " · "))
    }
    for connection in session.connections { add("database", "\(connection.name): \(connection.shown)") }
    for name in session.parameters.keys.sorted() {
      add("parameter", "\(name) = \(session.shownParameter(name) ?? "")")
    }
    add("seed", "\(session.seed)")
    if let change = session.past.changes.last { add("%undo takes back", change.command.excerpt) }
    // Where nobody watches, what is shown is to be the same anywhere.
    if context.execution.isWatched, let journal = context.live.journal { add("journal", journal.status) }
    // A terminal has room for whole lines where a table would cut its cells.
    let lines = rows.map { HelpLine.entry(term: $0.name, text: $0.text, isCode: false) }
    context.display(
      DisplayData([.plain(HelpLine.plain(lines)), .html(context.configuration.framed(HelpLine.html(lines)))]))
  }

  /// `big.customers: 8,950 rows × 18 columns, stays in its database, filtered: BALANCE > 1000, 4 segments`
  private func line(on work: RemoteWork) -> String {
    let table = work.table
    let parts =
      [
        "\(table.name): \(count(table.rowCount, "row")) × \(count(table.columns.count, "column"))",
        "stays in its database", work.conditionsInWords,
        work.isCurrent ? work.fit.map { count($0.k, "segment") } : nil,
      ]
    return parts.compactMap { $0 }.joined(separator: ", ")
  }

  private func segments(of work: RemoteWork) -> String {
    guard let fit = work.fit else { return "none yet; %cluster k=4 makes them where the table is" }
    return work.isCurrent ? fit.caption : "out of date; run %cluster again"
  }

  /// The names of the columns by type, at most forty of each.
  private func columns(of table: Table) -> [(String, String)] {
    let types = ["number", "text", "boolean", "date"]
    return types.compactMap { type in
      let names = table.columns.filter { $0.values.typeName == type }.map(\.name)
      guard !names.isEmpty else { return nil }
      let more = names.count > 40 ? " and \(NumberText.count(names.count - 40)) more" : ""
      return ("\(type) columns", names.prefix(40).joined(separator: ", ") + more)
    }
  }

  /// What made a stage, or what would; nil for the table when there is one.
  private func line(on stage: Stage, in session: Session) -> String? {
    switch session.state(of: stage) {
    case .missing: "none yet; \(stage.command) makes \(stage.isPlural ? "them" : "one")"
    case .stale: "out of date; run \(stage.command) again"
    case .current: caption(of: stage, in: session)
    }
  }

  private func caption(of stage: Stage, in session: Session) -> String? {
    switch stage {
    case .table: nil
    case .features: session.madeFeatures?.value.preparation.caption
    case .segmentation: session.currentSegmentation?.caption
    case .map:
      session.madeMap.map { map in
        let parameters = map.value.parameters
        return "perplexity \(NumberText.score(parameters.perplexity)), \(map.value.stepsInWords), "
          + "seed \(parameters.seed), \(map.value.divergenceInWords)"
      }
    }
  }
}
