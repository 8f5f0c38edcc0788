import Analysis
import CommandLanguage
import CommandSession
import Remote
import Segmentation
import Tables
import Wording

/// The segmentation as SQL.
extension Export {
  /// Where a table that stays in its database is there, as `table=` names it, and whose SQL is spoken there unless `dialect=` says so.
  private func databasePlace(
    of source: Session, _ context: CommandContext
  ) throws -> (name: String?, dialect: SQLDialect?) {
    guard let used = source.remote?.value.table else { return (nil, nil) }
    // Whoever names table and dialect needs no connection.
    if table != nil, context.isGiven("dialect") { return (nil, nil) }
    let engine = try source.engine(of: used)
    let dialect = context.isGiven("dialect") ? nil : engine.dialect
    guard table == nil else { return (nil, dialect) }
    let found = try engine.table(
      named: used.title, as: used.connection, context: context.compute("looking at \(used.name)"))
    let parts = [found.schema, found.name].compactMap { $0 }
    guard !parts.contains(where: { $0.contains("\"") }) else {
      throw Mistake(
        .refused(
          name: "NotInSQL", message: "the name of \(used.name) has a double quote",
          remedy: "table=NAME names another one, such as a view of it"))
    }
    return (parts.map { "\"\($0)\"" }.joined(separator: "."), dialect)
  }

  func writeModel(
    of source: Session, to path: String, _ session: Session, _ context: CommandContext
  ) throws {
    let ending = path.pathExtension.lowercased()
    guard ending == "sql" else {
      throw Mistake(
        .refused(
          name: "UnknownFormat", message: "a model goes into SQL, and \(Self.called(file, ending))",
          remedy: "The file's name ends in .sql"),
        at: .key("file"))
    }
    let remote = try source.remote?.value.fit(for: "a model")
    let segmentation = try remote == nil ? source.wholeSegmentation(for: "a model") : nil
    let protected = session.protectedFiles
    // Nobody waits for a file that cannot be written.
    try AtomicFile.check(path, protecting: protected)
    let table = try source.tableOrLook()
    let place = try remote == nil ? nil : databasePlace(of: source, context)
    let dialect = place?.dialect ?? dialect
    let name = self.table ?? place?.name
    let check: SQLModelCheck?
    var result = ""
    do {
      let model: SQLModel
      if let segmentation {
        model = try SQLModel(of: segmentation, table: table, dialect: dialect)
      } else if let remote {
        model = try SQLModel(of: remote.model, table: table, dialect: dialect)
      } else {
        return
      }
      // A name that cannot be quoted is found before anything is computed.
      _ = try model.file(from: name, version: context.version, check: nil)
      do {
        check = try model.check(context: context.compute("running the SQL"))
      } catch let error as SQLError where error.kind != .cancelled {
        (check, result) = (nil, "It could not be run here: \(error.message).")
      }
      let text = try model.file(from: name, version: context.version, check: check)
      try AtomicFile.write(Array(text.utf8), to: path, protecting: protected)
    } catch let error as SQLModelError {
      throw Mistake(.refused(name: "NotInSQL", message: error.message, remedy: error.remedy))
    }
    if let check {
      result = "Run in SQLite on \(table.name): \(check.inWords)."
      if check.equalToOwn < check.labelled, let segmentation, segmentation.dendrogram != nil {
        result +=
          " \(segmentation.options.methodInWords) leaves a row with those it was merged with, even where another centroid "
          + "is nearer; the SQL goes by the nearest."
      }
    }
    context.print(
      "Wrote \(file): one SELECT for \(dialect.engines) that gives each row of \(self.table ?? table.name) its segment."
        + (source.remote?.value.conditionsInWords == nil ? "" : " The filter is no part of it.")
        + (result.isEmpty ? "" : "\n" + result))
  }
}
