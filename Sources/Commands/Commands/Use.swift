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
    "Each table keeps the features, segments, names and map that were made from it."
  static let parameters: [Parameter<Use>] = [
    .argument("name", \.table, .table, "the table", required: true)
  ]
  static let examples = [Example("%use sample", "a table that %tables lists")]

  var table = ""

  func run(on session: inout Session, in context: CommandContext) throws {
    let index = try session.tableIndex(named: table, key: "name")
    let hadSegments = session.currentSegmentation != nil
    if session.currentTable != index { session.currentTable = index }
    let used = session.tables[index].value
    context.print(
      "\(used.name) is in use: \(count(used.rowCount, "row")), \(count(used.columns.count, "column"))."
        + Self.segments(of: session, mentioning: hadSegments))
  }
}

extension Session {
  /// The place of the table that the user named.
  /// - Parameter key: of the argument that names it.
  /// - Throws: `missingStage` without tables; `refused` with the nearest names.
  func tableIndex(named name: String, key: String) throws(Mistake) -> Int {
    let names = tables.map(\.value.name)
    guard !names.isEmpty else { throw Mistake(.missingStage(.table)) }
    let similar = names.indices.filter { names[$0].lowercased() == name.lowercased() }
    if let index = names.firstIndex(of: name) ?? (similar.count == 1 ? similar.first : nil) { return index }
    let nearest = nearestNames(to: name, among: names)
    throw Mistake(
      .refused(
        name: "UnknownTable", message: "there is no table ‘\(name.excerpt)’",
        remedy: nearest.isEmpty
          ? "There \(names.count == 1 ? "is" : "are") \(names.joined(separator: ", "))"
          : "Did you mean \(nearest.joined(separator: " or "))?"),
      at: .key(key))
  }
}

extension Use {
  /// ` It has 3 segments.` Where there are none, nothing is said unless somebody could look for them.
  private static func segments(of session: Session, mentioning isExpected: Bool) -> String {
    switch session.state(of: .segmentation) {
    case .current: session.currentSegmentation.map { " It has \(count($0.k, "segment"))." } ?? ""
    case .stale: " Its segments are out of date: run %cluster again."
    case .missing: isExpected ? " It has no segments yet: %cluster makes them." : ""
    }
  }
}

extension ValueKind where Value == String {
  /// The name of a table of the session.
  static var table: ValueKind {
    ValueKind(
      "the name of a table", placeholder: "table", candidates: .from(.tables),
      decode: { $0.text.isEmpty ? nil : $0.text }, text: { $0.isEmpty ? nil : Quoting.item($0) })
  }
}
