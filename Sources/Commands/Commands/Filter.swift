import CommandLanguage
import CommandSession
import Graphics
import Tables

/// Keeps the rows that meet a condition.
struct Filter: Command {
  static let name = "filter"
  static let section = Section.data
  static let summary = "keeps the rows that meet a condition"
  static let details = """
    The condition is SQL as SQLite speaks it: names with blanks stand in double quotes, text in single quotes, $name is a parameter. Where a \
    value is missing, a condition on it does not hold. While there are segments, segment and segment_name can be asked for. \
    Of a table that stays in its database the condition is SQL of its engine, and nothing changes there. \
    The rows that stay keep their segments. %reset brings all rows back, %undo the last ones that went.
    """
  static let tableCopies = 3.0
  static let rest = CommandSyntax.Rest.raw
  static let restPlaceholder = "CONDITION"
  static let examples = [
    Example("%filter BALANCE > 1000 AND CREDIT_LIMIT IS NOT NULL", "two conditions"),
    Example("%filter BALANCE > (SELECT avg(BALANCE) FROM sample)", "above the mean"),
    Example("%filter segment IN (1, 3)", "the customers of two segments"),
  ]

  func run(on session: inout Session, in context: CommandContext) throws {
    if let remote = session.remote?.value.table { return try filter(remote, in: &session, context) }
    let table = try session.table()
    let condition = try context.sqlText("condition", "which rows to keep, such as BALANCE > 1000")
    let rows = try context.ask(session, condition) { source throws(SQLError) in
      try source.rows(where: condition.text)
    }
    let all = "\(NumberText.count(table.rowCount)) rows of \(table.name)"
    guard !rows.isEmpty else {
      throw noRow(of: table.name, condition)
    }
    guard rows.count < table.rowCount else {
      context.print("All \(all) meet this condition: nothing changed.")
      return
    }
    let before = session
    session.changeTable(table.selecting(rows: rows), keeping: rows) {
      $0.filters.append(before.inWords(condition.text))
    }
    let left = "\(NumberText.count(rows.count)) of \(all) \(rows.count == 1 ? "remains" : "remain")."
    let kept =
      session.currentSegmentation == nil ? "" : " Their segments stay, as they were made before rows were taken away."
    context.print(left + kept + session.aftermath(since: before))
  }

  func noRow(of table: String, _ condition: Token) -> Mistake {
    Mistake(
      .refused(
        name: "NoRows", message: "no row of \(table) meets this condition, and a table needs one",
        remedy: "%describe shows what the columns hold"),
      at: .range(condition.range))
  }
}
