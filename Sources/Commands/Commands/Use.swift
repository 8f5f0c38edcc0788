import CommandLanguage
import CommandSession
import Segmentation
import Tables
import Wording

/// Takes another table of the session into use.
struct Use: Command {
  static let name = "use"
  static let section = Section.data
  static let summary = "takes another table of the session into use"
  static let details =
    "Features, segments and map belong to the table they were made from: with it they are current again."
  static let parameters: [Parameter<Use>] = [
    .argument("name", \.table, .table, "the table", required: true)
  ]
  static let examples = [Example("%use sample", "a table that %tables lists")]

  var table = ""

  func run(on session: inout Session, in context: CommandContext) throws {
    let names = session.tables.map(\.value.name)
    guard !names.isEmpty else { throw Mistake(.missingStage(.table)) }
    let similar = names.indices.filter { names[$0].lowercased() == table.lowercased() }
    guard let index = names.firstIndex(of: table) ?? (similar.count == 1 ? similar.first : nil) else {
      let nearest = nearestNames(to: table, among: names)
      throw Mistake(
        .refused(
          name: "UnknownTable", message: "there is no table ‘\(table.excerpt)’",
          remedy: nearest.isEmpty
            ? "There \(names.count == 1 ? "is" : "are") \(names.joined(separator: ", "))"
            : "Did you mean \(nearest.joined(separator: " or "))?"),
        at: .key("name"))
    }
    let before = session
    if session.currentTable != index { session.currentTable = index }
    let used = session.tables[index].value
    context.print(
      "\(used.name) is in use: \(count(used.rowCount, "row")), \(count(used.columns.count, "column"))."
        + session.aftermath(since: before))
  }
}

extension ValueKind where Value == String {
  /// The name of a table of the session.
  fileprivate static var table: ValueKind {
    ValueKind(
      "the name of a table", placeholder: "table", candidates: .from(.tables),
      decode: { $0.text.isEmpty ? nil : $0.text }, text: { $0.isEmpty ? nil : Quoting.item($0) })
  }
}
