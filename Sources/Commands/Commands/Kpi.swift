import CommandLanguage
import CommandSession
import Graphics
import Segmentation
import Tables

/// Adds the ratios of card analysts to the table.
struct Kpi: Command {
  static let name = "kpi"
  static let section = Section.data
  static let summary = "adds the ratios that card analysts use to the table, as new columns"
  static let details = """
    Average purchase and cash advance of a month, value of a purchase and of a cash advance, use of the credit limit, \
    payments beside the minimum due, and how a customer buys: none, one-off, installments or both. Where a ratio is not \
    defined (no transaction, no limit, nothing due) it is missing. The columns are looked for by the names of card data \
    (BALANCE, CREDIT_LIMIT, PURCHASES, PURCHASES_TRX, …), whatever their case. New columns become features of the next \
    %prepare; drop= leaves them out. %undo takes them back.
    """
  static let tableCopies = 1.0
  static let examples = [
    Example("%kpi", "adds what the table has the columns for"),
    Example("%kpi\n%hist CREDIT_UTILISATION", "and looks at one of them"),
  ]

  func run(on session: inout Session, in context: CommandContext) throws {
    let table = try session.table()
    let compute = context.compute("computing ratios")
    try compute.checkpoint(0)
    let indicators = CardIndicators(of: table)
    try compute.checkpoint(0.5)
    guard !indicators.made.isEmpty else { throw noCardColumns(table, indicators) }
    let before = session
    if let taken = indicators.taken(in: table) { throw nameTaken(taken, table) }
    let names = indicators.new.map(\.name)
    if !indicators.new.isEmpty {
      session.changeColumns(indicators.added(to: table), names) { $0.derived.append("the ratios of %kpi") }
    }
    let consequence = session.aftermath(since: before) + session.noteOnNewColumns(names)
    let report = KpiReport(table: table, indicators: indicators, consequence: String(consequence.drop { $0 == " " }))
    try compute.checkpoint(1)
    context.show(report.html)
  }

  private func nameTaken(_ name: String, _ table: Table) -> Mistake {
    Mistake(
      .refused(
        name: "NameTaken", message: "\(table.name) has a column \(name) already, and it holds something else",
        remedy: "Rename it in the file before %load"))
  }

  private func noCardColumns(_ table: Table, _ indicators: CardIndicators) -> Mistake {
    let looked = CardColumn.allCases.filter { column in indicators.unmade.contains { $0.lacking.contains(column) } }
    let near = KpiReport.nearest(to: looked, in: table)
    let names = looked.map(\.rawValue).joined(separator: ", ")
    return Mistake(
      .refused(
        name: "NoCardColumns",
        message: "\(table.name) lacks the columns that the ratios are made of; looked for \(names)",
        remedy: near.isEmpty ? "They have to be columns of numbers of these names" : "The nearest: \(near)"))
  }
}
