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
    recency is days from the last purchase to the day after the list's last one; frequency the orders where a column such as InvoiceNo \
    tells them apart, else the days with a purchase; monetary the sum; then first_purchase, mean_basket (monetary by \
    frequency), purchases (rows) and items (pieces where a column such as Quantity counts them, else rows). An amount of the whole row is \
    taken before a price; a price is multiplied by the quantity. repeat_days, repeat_recency, age and repeat_mean are what models of \
    repeat buying, such as the Python package lifetimes, call frequency (days with a purchase after the first), recency (days from \
    the first to the last), T (days from the first to the list's last day) and monetary_value (the mean of what repeat days \
    brought, the first left out). Returns count as negative amounts. What else a list can be asked, such as a column for each year, \
    %sql answers.
    """
  static let parameters: [Parameter<Rfm>] = [
    .key("customer", \.customer, .column, "who bought; found where one column repeats"),
    .key("date", \.date, .column, "when; found where there is one column of dates"),
    .key("amount", \.amount, .column, "for how much; found where one column is an amount"),
    .key("order", \.order, .column, "what tells orders of several rows apart; found where a name says so"),
    .key("quantity", \.quantity, .column, "how many pieces a row is of; found where a name says so"),
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
  var order: Reference?
  var quantity: Reference?
  var tableName = "rfm"

  func run(on session: inout Session, in context: CommandContext) throws {
    let table = try session.table()
    guard tableName.lowercased() != table.name.lowercased() else {
      throw Mistake(
        .refused(
          name: "SourceTable", message: "\(tableName) is the list of purchases itself, which would be gone",
          remedy: "as= takes another name"), at: context.isGiven("as") ? .key("as") : .command)
    }
    let replaced =
      session.tables.contains { $0.value.name == tableName }
      ? " · it takes the place of the \(tableName) before, with what was made of that (%undo brings it back)" : ""
    var given: [PurchaseList.Part: Int] = [:]
    let references: [(PurchaseList.Part, Reference?)] = [
      (.customer, customer), (.date, date), (.amount, amount), (.order, order), (.quantity, quantity),
    ]
    for (part, reference) in references {
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
          "\(tableName): \(NumberText.count(summary.table.rowCount)) customers of \(count(table.rowCount - summary.leftOut, "purchase"))",
        insights: Self.insights(list, summary, table),
        caption: "\(tableName) is the table in use; %use \(table.name) goes back to the purchases" + replaced))
  }

  private static func insights(_ list: PurchaseList, _ summary: PurchaseSummary, _ table: Table) -> [String] {
    func name(_ part: PurchaseList.Part) -> String? { list.columns[part].map { table.columns[$0].name } }
    let told = PurchaseList.Part.allCases.filter { $0 != .amount || !list.isMultiplied }
    let named = told.compactMap { part in name(part).map { "\(part.rawValue)=\($0)" } }
    var insights = [
      "Purchases by \(named.joined(separator: " ")).",
      "recency counts to the day after the last purchase of the list, \(summary.lastDay).",
      name(.order).map { "frequency counts orders, which \($0) tells apart, and mean_basket is by order." }
        ?? "frequency counts days with a purchase, since no column tells orders apart, and mean_basket is by day; order= names one.",
      name(.quantity).map { "items is the sum of \($0)." } ?? "items counts rows.",
    ]
    if list.isMultiplied, let price = name(.amount), let quantity = name(.quantity) {
      let product = "\(Self.sql(quantity)) * \(Self.sql(price))"
      insights.append(
        "Amounts are \(quantity) × \(price), which reads like the price of a piece; %derive amount = \(product) makes a column of "
          + "them, and %derive amount = \(Self.sql(price)) one of the price alone.")
    } else if list.isPriceAlone, let price = name(.amount) {
      insights.append("\(price) reads like the price of a piece; amount= names another column.")
    }
    if summary.negatives > 0 {
      insights.append(
        "\(NumberText.count(summary.negatives)) \(summary.negatives == 1 ? "amount is" : "amounts are") negative, as returns are; "
          + "each counts as it is, as a purchase too.")
    }
    if summary.leftOut > 0 {
      insights.append(
        "\(count(summary.leftOut, "row")) without customer, date or amount \(summary.leftOut == 1 ? "was" : "were") left out."
      )
    }
    return insights
  }

  /// A column in an expression: in quotes where its name is more than one word.
  private static func sql(_ name: String) -> String {
    name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
      ? name : "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }

  /// What makes customers of a table that looks like a list of purchases.
  struct Offer {
    /// The line, as it is typed.
    let line: String
    /// How often a customer comes.
    let reason: String

    /// nil for a table that does not look like one.
    init?(for table: Table) {
      guard let list = PurchaseList.recognised(in: table) else { return nil }
      func name(_ part: PurchaseList.Part) -> String? { list.columns[part].map { table.columns[$0].name } }
      let parts: [PurchaseList.Part] = list.isMultiplied ? [.customer, .date] : [.customer, .date, .amount]
      let keys = parts.compactMap { part in name(part).map { "\(part.rawValue)=\(Quoting.item($0))" } }
      line = "%rfm \(keys.joined(separator: " "))"
      reason = "\(name(.customer) ?? "") comes \(NumberText.decimals(list.rowsPerCustomer, 1)) times on average"
    }

    var sentence: String { "This looks like a list of purchases: \(reason). \(line) makes one row a customer." }
  }

  /// Which columns could be the part, or what makes one.
  private static func remedy(_ part: PurchaseList.Part, in table: Table) -> String {
    let fitting = table.columns.indices.filter { index in
      let column = table.columns[index]
      return part == .date ? column.dates != nil : column.numbers != nil && table.role(of: index).role.isFeature
    }.map { table.columns[$0].name }
    guard fitting.isEmpty else { return "\(part == .date ? "Dates" : "Numbers") are in \(list(fitting))" }
    return part == .date ? "%load dates=dmy, mdy or ymd reads dates of an order that is not found" : ""
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
    case .taken(_, _, let other):
      Mistake(
        .refused(
          name: "ColumnTaken", message: error.message,
          remedy: "\(other.rawValue)= names another column, or is left out"), at: .key(other.rawValue))
    case .rowsOfCustomers:
      Mistake(
        .refused(
          name: "NoPurchases", message: "\(table.name): \(error.message)",
          remedy: "%prepare and %cluster take the table as it is; %rfm customer=COLUMN names a column that repeats"))
    case .wrongType(let part, _, _):
      Mistake(
        .refused(
          name: "WrongColumnType", message: error.message,
          remedy: Self.remedy(part, in: table)),
        at: .key(part.rawValue))
    case .noPurchase: Mistake(.refused(name: "NoPurchases", message: "\(table.name): \(error.message)", remedy: ""))
    }
  }
}
