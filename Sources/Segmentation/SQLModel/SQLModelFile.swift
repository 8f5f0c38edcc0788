import Tables

/// The file that a model goes into: the statement, and above it what it is and how to use it.
extension SQLModel {
  /// - Parameters:
  ///   - name: the table that it reads: a name, or several with points between them; in double quotes where one holds a point.
  ///     nil for that of the table that was segmented.
  ///   - version: of this program.
  ///   - check: what came out on the table at hand.
  /// - Throws: `SQLModelError` for a name that cannot be quoted.
  public func file(from name: String?, version: String, check: SQLModelCheck?) throws(SQLModelError) -> String {
    let parts = name.map(Self.parts) ?? [table.name]
    var quoted: [String] = []
    for part in parts { quoted.append(try dialect.name(part)) }
    let source = quoted.joined(separator: ".")
    var comment = SQLComment()
    comment.add(
      "Segments of \(table.name), by Cohort \(version): k = \(subject.k), \(subject.options.methodInWords)")
    comment.add("Each row goes to its segment \(subject.placement?.inWords ?? "")")
    comment.add("Features: \(subject.featuresInWords)")
    comment.add("For \(dialect.engines)" + (dialect == .ansi ? " (Spark quotes otherwise: dialect=spark)" : ""))
    comment.add(
      "To read another table, change what stands before AS t, below: it needs the columns \(list(columns, limit: 40))")
    comment.add("Names are as Cohort read them, and in quotes, where PostgreSQL tells BALANCE from balance")
    comment.add(
      "No segment (NULL): a value that is missing and that nothing fills, infinite, no number, or without a logarithm")
    if let check { comment.add("Run in SQLite on \(table.name): \(check.inWords)") }
    return comment.text + (try statement(from: source, keys: keys(table.identifier.map { table.columns[$0].name })))
      + ";\n"
  }

  /// What tells the rows apart: the identifier, else all that the model reads.
  func keys(_ identifier: String?) -> [(column: String, name: String)] {
    let own = identifier.map { [$0] } ?? columns
    let taken: Set = ["segment", "segment_name", "distance", "margin", "unusual"]
    return own.map { ($0, taken.contains($0.lowercased()) ? "given_" + $0 : $0) }
  }

  /// `public.customers` as its parts; points within double quotes part nothing.
  static func parts(_ name: String) -> [String] {
    var parts = [""]
    var isQuoted = false
    for character in name {
      switch character {
      case "\"": isQuoted.toggle()
      case "." where !isQuoted: parts.append("")
      default: parts[parts.count - 1].append(character)
      }
    }
    return parts
  }
}
