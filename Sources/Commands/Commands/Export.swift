import CommandLanguage
import CommandSession
import Graphics
import Segmentation
import Tables
import Warehouse
import Wording

/// Writes results to files.
struct Export: Command {
  static let name = "export"
  static let section = Section.keeping
  static let summary =
    "writes the table, the segments, the tree, the model as SQL, the map, the last figure, a report, the session as a notebook or the rules of %insights to a file"
  static let details = """
    table: all rows and columns as they are now. segments: identifier, segment, name, distance to the segment's centre in prepared space and silhouette, a line for each customer; \
    rows that the recipe dropped have an empty segment. All three, and embedding, go into a CSV or, by DuckDB, into a Parquet file or a database of DuckDB's (.duckdb); or, as NAME.TABLE, into a new table of a database that %connect has connected. tree: its merges as SciPy's linkage gives them (left, right, height, size); leaves are the clustered customers from 0 on, in the table's order. embedding: identifier, x, y, segment. figure: the last figure, as \
    .svg or .png, or as .pdf of its size, by Chromium or WeasyPrint where one is installed. model: one SELECT that gives each row of a table in a database its segment, its name and its distance, as .sql; it is run here in SQLite, on the table in use, and how many rows \
    come out the same is said. k-means, Ward and mixtures can be written so. report: what %report writes, as .html or .pdf. notebook: the fewest commands that give the tables, the segments with their names and the maps \
    again, as .ipynb; passwords are left out. rules: the rules of %insights, to read and change. An existing file is replaced only once the new one is whole; the loaded file never is, nor a database that is connected, or that holds more than the table that would be written.
    """
  static let tableCopies = 3.0
  static let parameters: [Parameter<Export>] = [
    .argument(
      "what", \.what,
      .choice([
        .table: "all rows and columns", .segments: "a line for each customer", .embedding: "the map's coordinates",
        .tree: "the merges of the tree, as SciPy numbers them", .model: "the segmentation as one SELECT",
        .figure: "the last figure",
        .report: "a page to print, as %report writes it",
        .notebook: "the commands that give all this again",
        .rules: "what %insights goes by",
      ]),
      "what to write", required: true),
    .argument(
      "file", \.file,
      .path(endings: [".csv", ".parquet", ".duckdb", ".svg", ".png", ".html", ".pdf", ".ipynb", ".yaml", ".sql"])
        .orInDatabase,
      "where to: a file, or NAME.TABLE of a database",
      required: true),
    .key(
      "of", \.of, ValueKind<String>.table.optional,
      "the table whose rows, segments or map it is; the one in use without it"),
    .key(
      "dialect", \.dialect,
      .choice([
        .ansi: "PostgreSQL, DuckDB and SQLite", .sqlite: "SQLite", .postgresql: "PostgreSQL", .duckdb: "DuckDB",
        .spark: "Spark",
      ]),
      "whose SQL a model is written in"),
    .key(
      "replace", \.replace, .yesOrNo,
      "whether a table of a database that an earlier %export of segments, embedding or tree made is made anew"),
    .key(
      "table", \.table, ValueKind<String>.text("the name of a table", placeholder: "name").optional,
      "the table that a model's SQL reads, such as shop.customers; the name of the one in use without it"),
  ]
  static let examples = [
    Example("%export table customers2.csv", "the table in use, with what %derive, %fill and %filter made of it"),
    Example("%export table customers.parquet", "the same as Parquet, types kept"),
    Example("%export table shop.duckdb", "the same as a database, for %connect shop.duckdb"),
    Example("%export segments segments.csv", "who is in which segment"),
    Example("%export segments big.segments", "the same as a table of the database that is connected as big"),
    Example("%export tree tree.csv", "every merge, for SciPy's dendrogram and fcluster"),
    Example("%export model segments.sql dialect=postgres", "SQL that puts every customer of a database into a segment"),
    Example("%export embedding map.csv", "the map for another program"),
    Example("%export figure balance.png", "the last figure as an image"),
    Example("%export figure balance.pdf", "the same as a drawing on a page of its size"),
    Example("%export notebook again.ipynb", "what has led here, to run again"),
    Example("%export report segments.html", "all of it on one page, as %report does"),
    Example("%export rules mine.yaml", "the rules of %insights, as a start for your own"),
  ]

  enum Subject: String, Sendable, CaseIterable {
    case table, segments, tree, model, embedding, figure, report, notebook, rules
  }

  var what = Subject.segments
  var file = ""
  var of: String?
  var dialect = SQLDialect.ansi
  var replace = false
  var table: String?

  /// Where programs that print pages are looked for.
  var printers = PagePrinter.Search(instead: "%export figure FILE.svg is a drawing too")

  func run(on session: inout Session, in context: CommandContext) throws {
    let path = file.expandingHome
    let source =
      try of.map { name throws(Mistake) in session.using(try session.tableIndex(named: name, key: "of")) } ?? session
    guard of == nil || ![.figure, .report, .notebook, .rules].contains(what) else {
      throw Mistake(
        .refused(name: "WrongValue", message: "\(what.rawValue) is of no table", remedy: "Leave of= out"),
        at: .key("of"))
    }
    if what != .model, let key = ["dialect", "table"].first(where: context.isGiven) {
      throw Mistake(
        .refused(
          name: "WrongValue", message: "\(key)= is for a model's SQL, and this writes \(what.rawValue)",
          remedy: "Leave it out, or %export model FILE.sql"),
        at: .key(key))
    }
    let isOfRows = [.table, .segments, .tree, .embedding].contains(what)
    let target = isOfRows ? try databaseTarget(in: session) : nil
    if replace, target == nil {
      throw Mistake(
        .refused(
          name: "WrongKey", message: "replace= is of a table of a database, and \(file.excerpt) is none",
          remedy: "Leave it out: a file is replaced once the new one is whole"), at: .key("replace"))
    }
    func writeRows(_ make: () throws -> Table) throws -> (rows: Table, did: String) {
      guard let target else { return (try write(session, path, context, make), "Wrote \(file)") }
      let made = try write(into: target, context, make)
      return (made.rows, "Made the table \(made.name)")
    }
    switch what {
    case .table:
      let (table, did) = try writeRows { try source.table() }
      context.print(
        "\(did): \(table.name), \(count(table.rowCount, "row")) × \(count(table.columns.count, "column")).")
    case .segments:
      let (segments, did) = try writeRows { try SegmentsFile(source, context.compute("gathering the segments")).table }
      let isEstimated = (try? source.segmentation())?.silhouetteSample != nil
      context.print(
        "\(did): \(count(segments.rowCount, "customer"))."
          + (isEstimated ? " Silhouettes are not in it: they were estimated; exact=yes of %cluster measures all." : ""))
    case .tree:
      var leaves = 0
      let (merges, did) = try writeRows {
        let tree = try TreeFile(source)
        leaves = tree.leafCount
        return tree.table
      }
      context.print("\(did): \(count(merges.rowCount, "merge")) of \(count(leaves, "customer")).")
    case .model:
      try writeModel(of: source, to: path, session, context)
    case .embedding:
      let (embedding, did) = try writeRows { try EmbeddingFile(source).table }
      context.print("\(did): \(count(embedding.rowCount, "customer")).")
    case .figure:
      guard let figure = session.lastFigure else {
        throw Mistake(
          .refused(
            name: "NoFigure", message: "there is no figure yet", remedy: "%hist COLUMN or %tsne draws one"))
      }
      try write(figure, to: path, session, context)
      context.print("Wrote \(file): \(figure.title).")
    case .report:
      try Report(file: file).run(on: &session, in: context)
    case .notebook:
      try writeNotebook(to: path, session, context)
    case .rules:
      try writeRules(to: path, session)
      context.print("Wrote \(file): change it, then %insights rules=\(Quoting.item(file)).")
    }
  }

  /// - Parameter make: makes what is written; nobody waits for what cannot be.
  /// - Returns: what was written.
  private func write(
    _ session: Session, _ path: String, _ context: CommandContext, _ make: () throws -> Table
  ) throws -> Table {
    let sources = session.protectedFiles
    try refuseMistypedDatabase(in: session)
    let form = try form(of: path)
    try AtomicFile.check(path, protecting: sources)
    let writer = try form.map { form throws(WarehouseError) in (form, try DuckDBWriter()) }
    let table = try make()
    if let (form, writer) = writer {
      try writer.write(table, as: form, to: path, protecting: sources, context: context.compute("writing the table"))
    } else {
      try CSVWriter.write(table, to: path, protecting: sources, isCancelled: { context.execution.isInterrupted })
    }
    return table
  }

  /// What DuckDB makes of rows, by the file's name; nil for a CSV.
  private func form(of path: String) throws(Mistake) -> DuckDBWriter.Form? {
    let ending = path.pathExtension.lowercased()
    if let form = DuckDBWriter.Form(ending: ending) { return form }
    guard ending == "csv" || ending == "txt" else {
      throw Mistake(
        .refused(
          name: "UnknownFormat",
          message: "\(what == .table ? "a table goes" : "\(what.rawValue) go") into a CSV, a Parquet file or a DuckDB "
            + "database, and \(Self.called(file, ending))",
          remedy: "The file's name ends in .csv, .parquet or .duckdb; NAME.TABLE makes a table of a database, once "
            + "%connect has connected it as NAME"),
        at: .key("file"))
    }
    return nil
  }

  private func writeRules(to path: String, _ session: Session) throws {
    let ending = path.pathExtension.lowercased()
    guard ending == "yaml" || ending == "yml" else {
      throw Mistake(
        .refused(
          name: "UnknownFormat", message: "rules go into a YAML file, and \(Self.called(file, ending))",
          remedy: "The file's name ends in .yaml"),
        at: .key("file"))
    }
    try AtomicFile.write(Array(Rules.builtInYAML.utf8), to: path, protecting: session.protectedFiles)
  }

  private func writeNotebook(to path: String, _ session: Session, _ context: CommandContext) throws {
    let ending = path.pathExtension.lowercased()
    guard ending == "ipynb" else {
      throw Mistake(
        .refused(
          name: "UnknownFormat", message: "a notebook is an .ipynb, and \(Self.called(file, ending))",
          remedy: "The file's name ends in .ipynb"),
        at: .key("file"))
    }
    let protected = session.protectedFiles
    try AtomicFile.check(path, protecting: protected)
    let notebook = try NotebookFile(
      session, version: context.version, context.compute("reading the files' checksums"))
    try AtomicFile.write(Array(notebook.text.utf8), to: path, protecting: protected)
    let (commands, tables) = (count(notebook.trail.commands.count, "command"), count(session.tables.count, "table"))
    let leftOut = NotebookFile.leftOut(session).map { " " + $0 } ?? ""
    context.print("Wrote \(file): \(commands) for \(tables).\(leftOut)")
  }

  static func called(_ file: String, _ ending: String) -> String {
    ending.isEmpty ? "‘\(file.excerpt)’ has no ending" : "‘\(file.excerpt)’ ends in .\(ending.excerpt)"
  }

  private func write(_ figure: Figure, to path: String, _ session: Session, _ context: CommandContext) throws {
    let protected = session.protectedFiles
    let bytes: [UInt8]
    switch path.pathExtension.lowercased() {
    case "svg": bytes = Array(figure.svg.utf8)
    case "png": bytes = try figure.png()
    case "pdf":
      // Nobody waits for a file that cannot be written.
      try AtomicFile.check(path, protecting: protected)
      bytes = try printers.printer().print(figure.sheet) { context.execution.isInterrupted }.bytes
    case let ending:
      throw Mistake(
        .refused(
          name: "UnknownFormat", message: "a figure is an SVG, a PNG or a PDF, and \(Self.called(file, ending))",
          remedy: "The file's name ends in .svg, .png or .pdf"),
        at: .key("file"))
    }
    try AtomicFile.write(bytes, to: path, protecting: protected)
  }
}
