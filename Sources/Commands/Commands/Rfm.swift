import CommandLanguage
import CommandSession
import Graphics
import Machine
import Segmentation
import Tables

/// One row a customer from a list of purchases.
struct Rfm: Command {
  static let name = "rfm"
  static let section = Section.data
  static let summary = "makes one row a customer of a list of purchases: recency, frequency, monetary and more"
  static let details = """
    recency is days from the last purchase to the day after the list's last one; frequency the days with a purchase; monetary the \
    sum; then first_purchase, mean_basket (monetary by purchase) and purchases (rows). repeat_days, repeat_recency, age and \
    repeat_mean are frequency, recency, T and monetary value as models of repeat buying count them. Returns count as negative \
    amounts. What else a list can be asked, such as a column for each year, %sql answers.
    """
  static let parameters: [Parameter<Rfm>] = [
    .key("customer", \.customer, .column, "who bought; found where one column repeats"),
    .key("date", \.date, .column, "when; found where there is one column of dates"),
    .key("amount", \.amount, .column, "for how much; found where one column is an amount"),
    .key("as", \.tableName, .name, "the new table's name"),
  ]
  static let examples = [
    Example("%rfm", "columns found by what they are"),
    Example("%rfm customer=CustomerID date=InvoiceDate amount=Amount as=buyers", "columns and table by their names"),
    Example(
      "%sql as=years SELECT CustomerID, sum(Amount) FILTER (WHERE InvoiceDate < '2011') AS y2010, "
        + "sum(Amount) FILTER (WHERE InvoiceDate >= '2011') AS y2011 FROM purchases GROUP BY CustomerID",
      "a column for each year"),
  ]

  var customer: Reference?
  var date: Reference?
  var amount: Reference?
  var tableName = "rfm"

  func run(on session: inout Session, in context: CommandContext) throws {
    let table = try session.table()
    var given: [PurchaseList.Part: Int] = [:]
    for (part, reference) in [(PurchaseList.Part.customer, customer), (.date, date), (.amount, amount)] {
      if let reference { given[part] = try session.index(of: reference) }
    }
    let list: PurchaseList
    let summary: PurchaseSummary
    do throws(PurchaseError) {
      list = try PurchaseList(table, given: given)
      summary = try PurchaseSummary(list, name: tableName, context: context.compute("summing up purchases"))
    } catch {
      throw Self.mistake(error, in: table)
    }
    session.setTable(summary.table)
    let rows = Array(0..<min(5, summary.table.rowCount))
    context.show(
      RowsTable(table: summary.table, rows: rows).html(
        title:
          "\(tableName): \(NumberText.count(summary.table.rowCount)) customers of \(NumberText.count(table.rowCount)) purchases",
        insights: Self.insights(list, summary, table),
        caption: "\(tableName) is the table in use; %use \(table.name) goes back to the purchases"))
  }

  private static func insights(_ list: PurchaseList, _ summary: PurchaseSummary, _ table: Table) -> [String] {
    let named = PurchaseList.Part.allCases.compactMap { part in
      list.columns[part].map { "\(part.rawValue)=\(table.columns[$0].name)" }
    }
    var insights = [
      "Purchases by \(named.joined(separator: " ")).",
      "recency counts to the day after the last purchase of the list, \(summary.lastDay).",
    ]
    if summary.negatives > 0 {
      insights.append(
        "\(NumberText.count(summary.negatives)) \(summary.negatives == 1 ? "amount is" : "amounts are") negative, as returns are; "
          + "each counts as it is, as a purchase too.")
    }
    if summary.leftOut > 0 {
      insights.append("\(NumberText.count(summary.leftOut)) rows without customer, date or amount were left out.")
    }
    return insights
  }

  private static func mistake(_ error: PurchaseError, in table: Table) -> Mistake {
    switch error {
    case .cancelled: Mistake(.interrupted)
    case .undecided(let part, _):
      Mistake(
        .refused(
          name: "NoPurchases", message: "\(table.name): \(error.message)",
          remedy:
            "%rfm \(part.rawValue)=COLUMN names it; a list of purchases has a row for each, with customer, date and amount"
        ))
    case .wrongType(let part, _, _):
      Mistake(
        .refused(
          name: "WrongColumnType", message: error.message,
          remedy: part == .date ? "%load dates=dmy, mdy or ymd reads dates of an order that is not found" : ""),
        at: .key(part.rawValue))
    case .noPurchase: Mistake(.refused(name: "NoPurchases", message: "\(table.name): \(error.message)", remedy: ""))
    }
  }
}
