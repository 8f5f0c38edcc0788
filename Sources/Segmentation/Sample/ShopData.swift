import Analysis
import Machine
import Tables

/// The built-in shop: customers made by a seeded model as a table of another trade than cards has them, with identifiers, codes, dates,
/// answers, categories and an outcome; and what they bought, line by line.
///
/// Both tables speak of the same customers: spend is the sum of the amounts. No row is anybody's. The same seed gives the same tables to
/// the bit.
public struct ShopData: Sendable {
  public static let defaultCustomers = 1_500
  public static let defaultSeed: UInt64 = 1852

  /// A row for each customer.
  public let customers: Table
  /// A row for each article of each order, in the order of the days.
  public let purchases: Table
  /// The type behind each customer.
  public let types: [ShopType]

  /// Makes both.
  /// - Complexity: O(purchases · log purchases), some milliseconds for the default.
  public init(customers count: Int = Self.defaultCustomers, seed: UInt64 = Self.defaultSeed) {
    var draws = Xoshiro256(seed: seed)
    let habits = ShopType.allCases.map(ShopHabits.of)
    let shares = habits.map(\.share)
    var (types, customers): ([ShopType], [ShopCustomer]) = ([], [])
    for _ in 0..<max(2, count) {
      let type = draws.index(weights: shares)
      types.append(ShopType.allCases[type])
      customers.append(ShopCustomer(habits[type], draws: &draws))
    }
    self.types = types
    // Numbers as a shop gives them: they rise, with gaps.
    var number = 40_113
    let numbers = customers.map { _ in
      number += 1 + Int(draws.uniform(0...6.999))
      return Double(number)
    }
    self.customers = Self.customerTable(customers, numbers)
    purchases = Self.purchaseTable(customers, numbers)
  }

  // MARK: Tables

  private static func customerTable(_ customers: [ShopCustomer], _ numbers: [Double]) -> Table {
    let lastDay = ShopCustomer.firstDay + ShopCustomer.days - 1
    return table(
      "shop",
      [
        Column(name: "Customer No", numbers: numbers),
        Column(name: "Postal Code", numbers: customers.map { Double($0.postalCode) }),
        Column(name: "Store", numbers: customers.map { Double($0.store) }),
        Column(name: "First Order", values: .dates(dates(customers.map { $0.lines[0].day }))),
        Column(name: "Birth Year", numbers: customers.map { $0.birthYear.map(Double.init) ?? .nan }),
        Column(name: "Channel", text: customers.map { ["web", "store", "phone"][$0.channel] }),
        Column(name: "Newsletter", text: customers.map { $0.hasNewsletter ? "Yes" : "No" }),
        Column(name: "Orders", numbers: customers.map { Double($0.orders) }),
        Column(name: "Spend", numbers: customers.map { Double($0.spendCents) / 100 }),
        Column(
          name: "Mean Basket",
          numbers: customers.map { (Double($0.spendCents) / Double($0.orders)).rounded() / 100 }),
        Column(name: "Returned Share", numbers: customers.map { ($0.returnedShare * 1_000).rounded() / 1_000 }),
        Column(name: "Days Since Last Order", numbers: customers.map { Double(lastDay - ($0.lines.last?.day ?? 0)) }),
        Column(name: "Tier", text: customers.map { tier(spendCents: $0.spendCents) }),
        Column(name: "Churned", text: customers.map { $0.hasLeft ? "Yes" : "No" }),
      ])
  }

  private static func purchaseTable(_ customers: [ShopCustomer], _ numbers: [Double]) -> Table {
    let all = customers.indices.flatMap { customer in customers[customer].lines.map { (customer: customer, line: $0) } }
    let lines = all.enumerated().sorted { ($0.element.line.day, $0.offset) < ($1.element.line.day, $1.offset) }
      .map(\.element)
    var (invoices, last): ([String?], [Int: (order: Int, invoice: Int)]) = ([], [:])
    var invoice = 700_000
    for (customer, line) in lines {
      if last[customer]?.order != line.order {
        invoice += 1
        last[customer] = (line.order, invoice)
      }
      invoices.append("R\(last[customer]?.invoice ?? invoice)")
    }
    return table(
      "purchases",
      [
        Column(name: "Invoice", text: invoices),
        Column(name: "Customer No", numbers: lines.map { numbers[$0.customer] }),
        Column(name: "Date", values: .dates(dates(lines.map(\.line.day)))),
        Column(name: "Article", text: lines.map { "A\(1_001 + 7 * $0.line.article)" }),
        Column(name: "Quantity", numbers: lines.map { Double($0.line.pieces) }),
        Column(name: "Amount", numbers: lines.map { Double($0.line.amountCents) / 100 }),
      ])
  }

  /// What the shop calls its customers by what they spent.
  private static func tier(spendCents: Int) -> String {
    spendCents < 20_000 ? "Bronze" : spendCents < 100_000 ? "Silver" : "Gold"
  }

  private static func dates(_ days: [Int]) -> DateColumn {
    DateColumn(microseconds: days.map { Int64($0) * 86_400_000_000 }, precision: .day)
  }

  private static func table(_ name: String, _ columns: [Column]) -> Table {
    guard
      let table = try? Table(name: name, columns: columns, source: "the built-in shop (seed \(defaultSeed))")
    else { preconditionFailure("columns filled row by row have one length, and their names differ") }
    return table
  }
}
