import Analysis
import CommandLanguage
import CommandSession
import Graphics
import Tables

/// Computes a column from others.
struct Derive: Command {
  static let name = "derive"
  static let section = Section.data
  static let summary = "computes a column from others"
  static let details = """
    NAME = expression, and the expression is SQL as SQLite speaks it: + - * /, CASE WHEN … THEN … ELSE … END, ln, sqrt, round, coalesce, \
    functions over several rows with OVER. A division by zero gives no value. A column of the same name is replaced. A name \
    with blanks stands in double quotes. Segments stay unless a feature is replaced; %prepare takes a new column in, and %cluster does \
    where nothing was prepared by command.
    """
  static let tableCopies = 1.0
  static let rest = CommandSyntax.Rest.raw
  static let restPlaceholder = "NAME = EXPRESSION"
  static let examples = [
    Example("%derive utilisation = BALANCE / CREDIT_LIMIT", "a ratio"),
    Example("%derive \"Has paid\" = PAYMENTS > 0", "1 where it is so, 0 where it is not"),
    Example("%derive place = rank() OVER (ORDER BY BALANCE DESC)", "the place of each customer"),
  ]

  func run(on session: inout Session, in context: CommandContext) throws {
    var table = try session.table()
    let rest = try context.sqlText("NAME", "the new column and its expression")
    let definition = try Definition(rest, example: Self.example(for: table))
    let old = table.columns.firstIndex { $0.name == definition.name } ?? (try? table.index(of: definition.name))
    let name = old.map { table.columns[$0].name } ?? definition.name
    guard old == nil || old != table.identifier else {
      throw Mistake(
        .refused(
          name: "IdentifierProtected", message: "\(name) tells the rows apart, and is not replaced",
          remedy: "Choose another name"),
        at: rest.range)
    }
    let computed = try context.ask(session, rest, skipping: definition.skipped) { source throws(SQLError) in
      try source.column(named: name, as: definition.expression)
    }
    guard computed.column.missingCount < table.rowCount else {
      throw Mistake(
        .refused(
          name: "NoValues", message: "\(name) would have no value in any row",
          remedy: "A calculation with a missing value, and a division by zero, give none"),
        at: rest.range)
    }
    table.set(computed.column, at: old)
    let before = session
    session.changeColumns(table, [name]) { $0.derived.append("\(name) = \(before.inWords(definition.expression))") }
    let replaced = old == nil ? "" : " It took the place of the column of that name."
    let mixed = computed.isMixed ? " Numbers and text were mixed, so all became text." : ""
    context.print(
      Self.sentence(on: computed.column) + replaced + mixed + session.aftermath(since: before)
        + session.noteOnNewColumns([name]))
  }

  /// A ratio of two columns of the table.
  private static func example(for table: Table) -> String {
    let names = table.columns.indices.filter { $0 != table.identifier && table.columns[$0].numbers != nil }
      .prefix(2).map { Quoting.item(table.columns[$0].name) }
    return names.count == 2 ? "%derive ratio = \(names[0]) / \(names[1])" : "%derive NAME = EXPRESSION"
  }

  /// `ratio: numbers from 0 to 15.9, the median 0.30; 314 of 8,950 rows have none.`
  private static func sentence(on column: Column) -> String {
    var text: String
    switch column.values {
    case .numbers(let numbers):
      let summary = Summary(numbers)
      text =
        summary.minimum == summary.maximum
        ? "\(NumberText.statistic(summary.minimum)) throughout"
        : "numbers from \(NumberText.statistic(summary.minimum)) to \(NumberText.statistic(summary.maximum)), the median "
          + NumberText.statistic(summary.median)
    case .text(let texts): text = "text, \(NumberText.count(texts.categories.count)) different"
    case .booleans: text = "true and false"
    case .dates: text = "dates"
    }
    if column.missingCount > 0 {
      text +=
        "; \(NumberText.count(column.missingCount)) of \(NumberText.count(column.count)) rows have none"
    }
    return "\(column.name): \(text)."
  }
}

/// `NAME = expression`, taken apart.
private struct Definition {
  let name: String
  let expression: String
  /// Scalars of the text before the expression.
  let skipped: Int

  /// - Throws: a mistake that shows the form.
  init(_ rest: Token, example: String) throws(Mistake) {
    let scalars = Array(rest.text.unicodeScalars)
    var end = 0
    var name = String.UnicodeScalarView()
    if let quote = scalars.first, quote == "\"" || quote == "'" {
      end = 1
      while end < scalars.count, scalars[end] != quote {
        name.append(scalars[end])
        end += 1
      }
      end += 1
    } else {
      while end < scalars.count, scalars[end].continuesName {
        name.append(scalars[end])
        end += 1
      }
    }
    let sign = scalars.indices.dropFirst(end).first { !scalars[$0].isBlank }
    guard !name.isEmpty, let sign, scalars[sign] == "=", sign + 1 < scalars.count, scalars[sign + 1] != "=" else {
      throw Mistake(
        .refused(
          name: "SyntaxError", message: "a new column is written NAME = expression",
          remedy: "\(example); a name with blanks stands in double quotes"),
        at: rest.range)
    }
    self.name = String(name)
    skipped = sign + 1
    var expression = String.UnicodeScalarView()
    expression.append(contentsOf: scalars[(sign + 1)...])
    self.expression = String(expression)
  }
}
