import CommandLanguage
import CommandSession
import FoundationEssentials
import Segmentation
import Tables
import Wording

/// Puts new customers into existing segments.
struct Score: Command {
  static let name = "score"
  static let section = Section.keeping
  static let summary = "puts the customers of a file or a table into segments that exist, and says what has moved since"
  static let details = """
    Rows are prepared with the numbers that fitting gave: the same medians, logarithms, scales and categories. Each goes to the segment with the nearest centroid (Ward and k-means), \
    to the one it most probably belongs to (mixtures), or, while the session has the customers, to that of the nearest customer (other linkages, HDBSCAN). The rows that the segments were made of keep their own. \
    A row that lacks what a feature needs, or whose value has no logarithm, gets no segment. \
    The result has identifier, segment, name, distance to the segment's centre in prepared space, how sure, and unusual: farther from that centre than every customer that the segment was made of. \
    How sure is the certainty of a mixture, else the margin: how much nearer the own segment is than the next, 0 halfway between two, near 1 where only its own is near. \
    The population stability index compares shares, of the segments and between the deciles of each feature, then and now; \
    it is said what chance alone would give with as many customers. Below 0.1 is usually read as small, above 0.25 as large. \
    Keys of %load say how a file is read. An existing file is replaced only once the new one is whole; a loaded file never is.
    """
  static let parameters: [Parameter<Score>] = [
    .argument(
      "source", \.source, .fileOrTable, "the customers: a table of the session or of a database, else a file",
      required: true),
    .key(
      "to", \.to, .path(endings: [".csv"]).orInDatabase,
      "a CSV to write, a line for each customer; or a new table of the database that the customers are in (NAME.TABLE)"),
    .key("replace", \.replace, .yesOrNo, "whether a table of the database that an earlier %score made is made anew"),
    .key(
      "as", \.tableName, .name, "a table of the session to make: all columns, with segment, segment_name and the rest"),
    .key("model", \.model, .path(endings: [".json"]), "what %save wrote; the segments of the table in use without it"),
    .key("id", \.reading.identifier, .column, "the column that tells one row of the file from another"),
    .key("missing", \.reading.missing, .missingTokens, "what else stands for a missing value in the file"),
    .key("delimiter", \.reading.delimiter, .delimiter, "what stands between fields of the file"),
    .key("decimal", \.reading.decimal, .decimal, "what stands before the fraction of a number in the file"),
    .key("sheet", \.reading.sheet, .text(), "which sheet of a workbook"),
  ]
  static let examples = [
    Example("%score new.csv to=scored.csv", "new customers in the segments of the session"),
    Example("%score new.csv model=segments.json to=scored.csv", "in those that %save wrote, without any other table"),
    Example("%score new.csv as=scored", "as a table of the session, for %use scored or %sql"),
    Example("%score big.customers to=scored.csv", "a table of a database that %connect connected"),
    Example("%score big.customers to=big.scored", "where the customers are: a new table there"),
    Example("%score january", "a table of the session: only what moved"),
  ]

  var source = ""
  var to: String?
  var tableName: String?
  var model: String?
  var replace = false
  /// How a file is read.
  var reading = Load()

  func run(on session: inout Session, in context: CommandContext) throws {
    if let target = try remoteTarget(in: session) { return try score(into: target, &session, context) }
    if replace {
      throw Mistake(
        .refused(
          name: "WrongKey", message: "replace= is of a table of a database, and to= names none",
          remedy: "to=big.scored, for a database that is called big"), at: .key("replace"))
    }
    let known = try table(in: session, context)
    // Nobody waits for a file that cannot be written.
    let protected = session.protectedFiles + (known == nil ? [source.expandingHome] : [])
    if context.changesOutside { try checkFile(protected, session) }
    let (fitted, segmentation) = try fitted(in: session, context)
    let table = try known ?? newTable(session, context)
    let scoring: Scoring
    do throws(ModelError) {
      scoring = try fitted.score(table, among: segmentation, context: context.compute("scoring", part: 0...0.9))
    } catch {
      throw Mistake(Problem(error, in: model), at: .key(error.isAboutRows ? "source" : "model"))
    }
    let rest = context.compute("scoring", part: 0.9...1)
    try rest.checkpoint(0)
    var outcome: [String] = []
    if let tableName {
      outcome += session.keep(try scored(table, scoring, as: tableName), as: tableName)
    }
    if let to, context.changesOutside {
      try write(try lines(of: table, scoring), to: to, protected, session, context)
      outcome.append("Wrote \(to): \(count(scoring.rowCount, "customer")).")
    }
    try rest.checkpoint(1)
    context.show(
      ScoringReport(scoring: scoring, outcome: outcome + hints(in: session), mostRows: context.configuration.rows).table
    )
  }

  // MARK: What is scored, by which model

  /// The table of the session that is meant; nil for a file.
  private func table(in session: Session, _ context: CommandContext) throws(Mistake) -> Table? {
    let names = session.tables.map(\.value.name)
    let isTable = names.contains { $0.lowercased() == source.lowercased() }
    guard isTable else {
      guard
        source.contains(where: { "/.:".contains($0) }) || FileManager.default.fileExists(atPath: source.expandingHome)
      else { throw unknown(names) }
      return nil
    }
    if let key = ["id", "missing", "delimiter", "decimal", "sheet"].first(where: context.isGiven) {
      throw Mistake(
        .refused(
          name: "WrongKey", message: "\(key)= says how a file is read, and \(source) is a table of the session",
          remedy: "Leave it out, or name the file with its folder: ./\(source.excerpt)"),
        at: .key(key))
    }
    return session.tables[try session.tableIndex(named: source, key: "source")].value
  }

  /// Of a database that is connected, else of a file.
  private func newTable(_ session: Session, _ context: CommandContext) throws -> Table {
    if !FileManager.default.fileExists(atPath: source.expandingHome),
      let (connection, table) = session.connection(of: source)
    {
      if let filtered = try filteredTable(table, of: connection, in: session, context) { return filtered }
      return try reading.read(from: connection, table, context)
    }
    return try reading.read(source, shownAs: nil, context)
  }

  /// The rows that a filter has left of the table in use; nil of any other, and without one.
  private func filteredTable(
    _ name: String?, of connection: Connection, in session: Session, _ context: CommandContext
  ) throws -> Table? {
    guard let name, let used = session.remote?.value.table, used.connection == connection.name, !used.conditions.isEmpty
    else { return nil }
    let engine = try connection.connected()
    let table = try engine.table(
      named: name, as: connection.name, context: context.compute("looking at \(connection.name)"))
    guard table.title == used.title else { return nil }
    var reading = reading
    // A remark at the end of a condition ends with its line.
    let conditions = used.conditions.map { "(\($0)\n)" }.joined(separator: " AND ")
    reading.query = "SELECT * FROM \(engine.dialect.quoted(table)) WHERE \(conditions)"
    var rows = try reading.read(from: connection, nil, context)
    rows.name = used.name
    return rows
  }

  private func unknown(_ names: [String]) -> Mistake {
    let nearest = nearestNames(to: source, among: names)
    let remedy =
      nearest.isEmpty
      ? (names.isEmpty ? "%score takes the path of a file" : "The tables are \(list(names)); a file goes by its path")
      : "Did you mean \(nearest.joined(separator: " or "))?"
    return Mistake(
      .refused(
        name: "FileNotFound", message: "there is no table and no file ‘\(source.excerpt)’", remedy: remedy),
      at: .key("source"))
  }

  /// A file that the name could mean as well.
  private func hints(in session: Session) -> [String] {
    let isTable = session.tables.contains { $0.value.name.lowercased() == source.lowercased() }
    guard isTable, FileManager.default.fileExists(atPath: source) else { return [] }
    return ["\(source) is a table of the session; the file of that name is ./\(source)."]
  }

  /// The model, and the segmentation that it was made of where that is at hand.
  func fitted(
    in session: Session, _ context: CommandContext
  ) throws -> (SavedModel, CustomerSegmentation?) {
    if let model { return (try SavedModel.read(model, key: "model"), nil) }
    // Of a filter it is told how those who are left differ from those that the segments were made of.
    if let remote = session.remote?.value {
      return (try remote.fit?.model ?? remote.fit(for: "%score").model, nil)
    }
    guard session.current != nil, session.state(of: .segmentation) != .missing else {
      throw Mistake(
        .refused(
          name: "NoSegmentation", message: "there are no segments to put customers into",
          remedy: "%cluster makes some; model=FILE takes those that %save wrote"))
    }
    let segmentation = try session.wholeSegmentation(for: "%score")
    let model = try SavedModel(
      of: segmentation, table: try session.table(), isImplied: session.madeFeatures?.value.isImplied ?? false,
      context: context.compute("looking at the segments", part: 0...0.1))
    return (model, segmentation)
  }

  // MARK: What becomes of the result

  private func checkFile(_ protected: [String], _ session: Session) throws(Mistake) {
    guard let to else { return }
    let ending = to.pathExtension.lowercased()
    guard ending == "csv" || ending == "txt" else {
      let database = to.prefix { $0 != "." }
      let connections = session.connections.map(\.name)
      if !connections.isEmpty, !ending.isEmpty, String(database).isName {
        throw Mistake(
          .refused(
            name: "NotConnected", message: "no database is called \(database)",
            remedy: "There \(connections.count == 1 ? "is" : "are") \(list(connections)): "
              + "to=\(connections[0]).scored makes a table there; the name of a file ends in .csv"), at: .key("to"))
      }
      throw Mistake(
        .refused(
          name: "UnknownFormat",
          message: "scored customers go into a CSV, and ‘\(to.excerpt)’ "
            + (ending.isEmpty ? "has no ending" : "ends in .\(ending.excerpt)"),
          remedy: "The file's name ends in .csv"),
        at: .key("to"))
    }
    do throws(WriteError) {
      try AtomicFile.check(to.expandingHome, protecting: protected)
    } catch {
      throw Mistake(Problem(error, in: session), at: .key("to"))
    }
  }

  private func write(
    _ table: Table, to file: String, _ protected: [String], _ session: Session, _ context: CommandContext
  ) throws(Mistake) {
    do throws(WriteError) {
      try CSVWriter.write(
        table, to: file.expandingHome, protecting: protected, isCancelled: { context.execution.isInterrupted })
    } catch {
      throw Mistake(Problem(error, in: session), at: error == .cancelled ? .command : .key("to"))
    }
  }

  private func lines(of table: Table, _ scoring: Scoring) throws -> Table {
    let identifier = table.identifierColumnForExport
    let columns = scoring.columns(title: scoring.name(of:), nameColumn: "name")
    return try Table(name: "scored", columns: [identifier] + columns.apart(from: [identifier.name]))
  }

  private func scored(_ table: Table, _ scoring: Scoring, as name: String) throws(Mistake) -> Table {
    guard table.rowCount > 0 else {
      throw Mistake(.refused(name: "NoRows", message: "\(table.name) has no row", remedy: ""), at: .key("source"))
    }
    var scored = table
    scored.name = name
    scored.columns +=
      scoring.columns(title: scoring.title(of:), nameColumn: "segment_name").apart(from: table.columns.map(\.name))
    return scored
  }
}

extension [Column] {
  /// The same with other names where one is taken: `segment_2`.
  fileprivate func apart(from names: [String]) -> [Column] {
    var taken = Set(names.map { $0.lowercased() })
    return map { column in
      var column = column
      let name = column.name
      var number = 2
      while !taken.insert(column.name.lowercased()).inserted {
        column.name = "\(name)_\(number)"
        number += 1
      }
      return column
    }
  }
}

extension ModelError {
  /// Whether the rows, not the model, are not as they should be.
  fileprivate var isAboutRows: Bool {
    switch self {
    case .missingColumns, .wrongType, .unknownCategory, .tooFewRows, .memory: true
    default: false
    }
  }
}

extension ValueKind where Value == String {
  /// A table of the session or a file.
  fileprivate static var fileOrTable: ValueKind {
    var kind = ValueKind.path(endings: TableSources.all.possibleEndings)
    kind.candidates.sources.insert(contentsOf: [.tables, .databaseTables], at: 0)
    return ValueKind(
      "the name of a table, of one of a database (NAME.TABLE), or the path of a file", placeholder: "source",
      candidates: kind.candidates,
      decode: kind.decode, text: kind.text)
  }
}
