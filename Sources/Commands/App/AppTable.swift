import CommandLanguage
import CommandSession
import Segmentation
import Tables
import Warehouse

/// The tables that `%app` offers, and what those are called that are sent to it.
struct AppTable {
  /// What the menu calls it.
  let title: String
  /// Its name in the session.
  let table: String
  /// What brings it into use.
  let line: String

  private static let builtIn: [(title: String, table: Load.BuiltInTable)] = [
    ("card customers (sample)", .sample), ("shop customers (sample)", .shop),
  ]

  /// What tables say that are the built-in ones; a name says it not.
  private static let origins = Dictionary(uniqueKeysWithValues: builtIn.map { ($0.table, $0.table.table.source) })

  /// The built-in ones, then all others of the session.
  static func choices(in session: Session) -> [AppTable] {
    let known = builtIn.map { choice(of: $0.table, titled: $0.title, in: session) }
    let others = session.tables.map(\.value.name).filter { name in !known.contains { $0.table == name } }
    return known + others.map { AppTable(title: $0, table: $0, line: "%use \(Quoting.item($0))") }
  }

  /// One that was looked at before keeps its segments; one of the user's that has its name stays beside it.
  private static func choice(of builtIn: Load.BuiltInTable, titled title: String, in session: Session) -> AppTable {
    let name = builtIn.rawValue
    let its = [name] + (2...session.tables.count + 2).map { "\(name)_\($0)" }
    for name in its {
      guard let there = session.tables.first(where: { $0.value.name == name })?.value else { break }
      if there.source == origins[builtIn] { return AppTable(title: title, table: name, line: "%use \(name)") }
    }
    let names = session.tables.map(\.value.name)
    let free = its.first { !names.contains($0) } ?? name
    return AppTable(title: title, table: free, line: free == name ? "%load \(name)" : "%load \(name) as=\(free)")
  }

  /// The line that reads a file that was sent: nothing that is there, and no built-in table, loses its name to it.
  /// - Returns: the line; the name that the file would have had, and the other that it gets, where that was taken.
  static func loading(_ file: String, in session: Session) -> (line: String, taken: String, instead: String?) {
    let names = session.tables.map(\.value.name) + builtIn.map(\.table.rawValue)
    let taken = Set(names.map { $0.lowercased() })
    let line = "%load \(Quoting.item(file))"
    let stems = stems(of: file)
    guard let stem = stems.last, let clash = stems.last(where: { taken.contains($0.lowercased()) }) else {
      return (line, file, nil)
    }
    var name = String(String.UnicodeScalarView(stem.unicodeScalars.map { $0.continuesName ? $0 : "_" }))
    if !name.isName { name = "table_" + name }
    let free = (2...taken.count + 2).lazy.map { "\(name)_\($0)" }.first { !taken.contains($0.lowercased()) }
    return (line + " as=\(free ?? name)", clash, free)
  }

  /// What remains of a file's name when one ending after the other is taken away; a table is called by one of these.
  private static func stems(of file: String) -> [String] {
    let endings = [".gz", ".csv", ".tsv", ".txt", ".xlsx", ".xlsm"] + TableSources.all.possibleEndings
    var stems = [file]
    while let name = stems.last,
      let ending = endings.first(where: { name.lowercased().hasSuffix($0) && name.count > $0.count })
    {
      stems.append(String(name.dropLast(ending.count)))
    }
    return stems
  }
}
