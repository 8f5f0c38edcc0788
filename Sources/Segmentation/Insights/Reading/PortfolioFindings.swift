import Analysis
import Tables

/// What is odd in a card portfolio as a whole, and bears on what is said of its segments.
///
/// Each finding needs only the columns that it speaks of; on a table without them there is none.
struct PortfolioFindings {
  let table: Table
  let segmentation: CustomerSegmentation
  /// By how much sums may differ before it is said.
  let tolerance: Double
  let currency: String

  /// - Throws: `CancellationError`.
  func statements(context: ComputeContext) throws(CancellationError) -> [Statement] {
    let all: [(Self) -> Statement?] = [
      \.leftOut, \.undefinedRatios, \.overLimit, \.sums, \.withoutTransactions, \.frequencies,
    ]
    var statements: [Statement] = []
    for statement in all {
      try context.checkCancellation()
      if let statement = statement(self) { statements.append(statement) }
    }
    return statements
  }

  private func values(_ column: CardColumn) -> [Double]? { column.numbers(in: table) }

  private func name(_ column: CardColumn) -> String {
    column.index(in: table).map { table.columns[$0].name } ?? column.rawValue
  }

  private func figure(_ value: Double, _ source: String, _ format: FigureFormat = .count) -> Statement.Figure {
    Statement.Figure(source: source, segment: nil, value: value, text: format.text(value, currency: currency))
  }

  private func count(_ rows: [Int], _ source: String) -> Statement {
    "\(figure(Double(rows.count), source)) \(rows.count == 1 ? "customer" : "customers")"
  }

  /// The row with the most; of several the one whose identifier comes first, wherever it stands in the file.
  private func furthest(of rows: [Int], by measure: (Int) -> Double) -> Int? {
    guard let most = rows.map(measure).max() else { return nil }
    return rows.filter { measure($0) == most }.min { table.identifierText(row: $0) < table.identifierText(row: $1) }
  }

  /// Those who paid nothing and are in no segment: a rule about missing minimum payments takes them out.
  private var leftOut: Statement? {
    guard let payments = values(.payments), let minimum = values(.minimumPayments) else { return nil }
    let idle = table.rows.filter { payments[$0] == 0 }
    let lacking = idle.filter { minimum[$0].isNaN }
    guard !lacking.isEmpty else { return nil }
    let segments = segmentation.labelsByTableRow()
    let dropped = lacking.filter { segments[$0] == nil }
    let verb = lacking.count == 1 ? "has" : "have"
    if dropped.isEmpty {
      return """
        \(count(lacking, "unpaid.lacking")) with \(name(.payments)) = 0 \(verb) no \(name(.minimumPayments)): they are in \
        their segments, but not in what is said of minimum payments.
        """
    }
    let all = dropped.count == idle.count ? "All " : ""
    return """
      \(all)\(count(dropped, "unpaid.dropped")) with \(name(.payments)) = 0 and no \(name(.minimumPayments)) \
      \(dropped.count == 1 ? "is" : "are") in no segment, since the recipe drops incomplete rows: nothing here speaks of \
      those who paid nothing.
      """
  }

  /// Customers of the segments for whom a ratio is not defined.
  private var undefinedRatios: Statement? {
    let ratios = CardRatios(table)
    guard let utilisation = ratios.utilisation?.values else { return nil }
    let rows = segmentation.preparation.rows.filter { utilisation[$0].isNaN }
    guard !rows.isEmpty else { return nil }
    return """
      Utilisation is not defined for \(count(rows, "utilisation.undefined")), without a limit above zero or a known \
      balance; \(rows.count == 1 ? "that one is" : "they are") left out of it.
      """
  }

  private var overLimit: Statement? {
    guard let balance = values(.balance), let limit = values(.creditLimit) else { return nil }
    let over = table.rows.filter { balance[$0] > limit[$0] && limit[$0] > 0 && balance[$0].isFinite }
    guard let worst = furthest(of: over, by: { balance[$0] / limit[$0] }) else { return nil }
    return """
      \(count(over, "over_limit.count")) \(over.count == 1 ? "owes" : "owe") more than the limit; the furthest over is \
      \(table.identifierText(row: worst)), with \(figure(balance[worst], "over_limit.balance", .amount)) on a limit of \
      \(figure(limit[worst], "over_limit.limit", .amount)).
      """
  }

  private var sums: Statement? {
    guard let purchases = values(.purchases), let oneOff = values(.oneOffPurchases),
      let installments = values(.installmentPurchases)
    else { return nil }
    let gaps = table.rows.map { abs(oneOff[$0] + installments[$0] - purchases[$0]) }
    let rows = table.rows.filter { gaps[$0] > tolerance && gaps[$0].isFinite }
    guard let worst = furthest(of: rows, by: { gaps[$0] }) else { return nil }
    return """
      \(name(.purchases)) and its two parts differ by more than \(figure(tolerance, "sums.tolerance", .amount)) for \
      \(count(rows, "sums.count")), most for \(table.identifierText(row: worst)), by \
      \(figure(gaps[worst], "sums.gap", .amount)).
      """
  }

  private var withoutTransactions: Statement? {
    guard let purchases = values(.purchases), let transactions = values(.purchaseTransactions) else { return nil }
    let rows = table.rows.filter { purchases[$0] > 0 && transactions[$0] == 0 }
    guard !rows.isEmpty else { return nil }
    return """
      \(count(rows, "transactions.none")) \(rows.count == 1 ? "has" : "have") purchases and no purchase transaction.
      """
  }

  private var frequencies: Statement? {
    guard let frequency = values(.cashAdvanceFrequency) else { return nil }
    let rows = table.rows.filter { frequency[$0] > 1 && frequency[$0].isFinite }
    guard !rows.isEmpty else { return nil }
    return """
      \(name(.cashAdvanceFrequency)) lies above \(figure(1, "frequency.bound", .number)), which no frequency can, for \
      \(count(rows, "frequency.count")).
      """
  }
}

extension Table {
  fileprivate var rows: Range<Int> { 0..<rowCount }
}
