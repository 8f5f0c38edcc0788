import Machine
import Tables

/// One row a customer from a list of purchases.
///
/// `frequency` counts orders where a column tells them apart, else days with a purchase; `mean_basket` is by the same.
/// `items` is the sum of the numbers of pieces where there are such, else the number of rows.
/// Days are counted whole, times of day aside. `recency` is from a customer's last purchase to the day after the last one of the list,
/// so that 1 is the least. What the literature on repeat buying counts (P. Fader, B. Hardie and K. Lee (2005), "Counting your customers
/// the easy way", doi:10.1287/mksc.1040.0098) stands beside it: `repeat_days` (their frequency: days with a purchase but for the
/// first), `repeat_recency` (theirs: days from first to last), `age` (T: days from the first to the list's last day) and `repeat_mean`
/// (monetary value: the mean of what a repeat day brought, 0 without one).
public struct PurchaseSummary: Sendable {
  /// One row a customer, in the order in which they first come.
  public let table: Table
  /// The list's last day, as text.
  public let lastDay: String
  /// Rows without customer, date or amount.
  public let leftOut: Int
  /// Amounts below zero: returns. They are counted as they are.
  public let negatives: Int

  private struct Customer {
    var name: String
    var purchases = 0
    var items = 0.0
    /// Orders, and rows that belong to none.
    var orders: Set<Int32> = []
    var strays = 0
    var total = 0.0
    /// What each day brought.
    var days: [Int: Double] = [:]
  }

  /// - Throws: `PurchaseError.noPurchase` and `.cancelled`.
  /// - Complexity: O(n log n) in the purchases.
  public init(_ list: PurchaseList, name: String, context: ComputeContext = .plain) throws(PurchaseError) {
    var places: [String: Int] = [:]
    var customers: [Customer] = []
    var (last, leftOut, negatives) = (Int.min, 0, 0)
    for row in list.amounts.indices {
      if row % 4096 == 0, context.cancelled { throw .cancelled }
      let (time, amount) = (list.times[row], list.amounts[row])
      guard let who = list.customers.text(at: row), time != DateColumn.missing, amount.isFinite else {
        leftOut += 1
        continue
      }
      let day = Self.day(of: time)
      last = max(last, day)
      if amount < 0 { negatives += 1 }
      let place = places[who] ?? customers.count
      if place == customers.count {
        places[who] = place
        customers.append(Customer(name: who))
      }
      customers[place].purchases += 1
      customers[place].items += list.quantities.map { $0[row].isNaN ? 0 : $0[row] } ?? 1
      if let order = list.orders?[row] {
        if order >= 0 { customers[place].orders.insert(order) } else { customers[place].strays += 1 }
      }
      customers[place].total += amount
      customers[place].days[day, default: 0] += amount
    }
    guard !customers.isEmpty else { throw .noPurchase }
    self.leftOut = leftOut
    self.negatives = negatives
    let end = Self.date(last)
    lastDay = Column(name: "", values: .dates(DateColumn(microseconds: [end], precision: .day))).text(at: 0) ?? ""
    table = try Self.table(customers, last: last, customer: list.customers, hasOrders: list.orders != nil, name: name)
  }

  private static func table(
    _ customers: [Customer], last: Int, customer: Column, hasOrders: Bool, name: String
  ) throws(PurchaseError) -> Table {
    let spans = customers.map { customer -> (first: Int, last: Int, repeats: [Double]) in
      let days = customer.days.sorted { $0.key < $1.key }
      return (days[0].key, days[days.count - 1].key, days.dropFirst().map(\.value))
    }
    func numbers(_ name: String, _ value: (Int) -> Double) -> Column {
      Column(name: name, numbers: customers.indices.map(value))
    }
    func orders(_ index: Int) -> Double { Double(customers[index].orders.count + customers[index].strays) }
    let names = customers.map(\.name)
    let isNumeric = customer.numbers != nil
    let columns = [
      isNumeric
        ? Column(name: customer.name, numbers: names.map { Double($0) ?? .nan })
        : Column(name: customer.name, text: names),
      numbers("recency") { Double(last + 1 - spans[$0].last) },
      numbers("frequency") { hasOrders ? orders($0) : Double(customers[$0].days.count) },
      numbers("monetary") { customers[$0].total },
      Column(
        name: "first_purchase",
        values: .dates(DateColumn(microseconds: spans.map { date($0.first) }, precision: .day))),
      numbers("mean_basket") { customers[$0].total / (hasOrders ? orders($0) : Double(customers[$0].days.count)) },
      numbers("purchases") { Double(customers[$0].purchases) },
      numbers("items") { customers[$0].items },
      numbers("repeat_days") { Double(spans[$0].repeats.count) },
      numbers("repeat_recency") { Double(spans[$0].last - spans[$0].first) },
      numbers("age") { Double(last - spans[$0].first) },
      numbers("repeat_mean") { index in
        let repeats = spans[index].repeats
        return repeats.isEmpty ? 0 : repeats.reduce(0, +) / Double(repeats.count)
      },
    ]
    var unique: [Column] = []
    for var column in columns {
      // The customers' own column may be called as one of these.
      while unique.contains(where: { $0.name == column.name }) { column.name += "_2" }
      unique.append(column)
    }
    let roles = zip(unique, Self.roles).reduce(into: [:]) { roles, pair in
      roles[pair.0.name] = AssignedRole(pair.1, because: "made of the purchases")
    }
    do throws(TableError) {
      return try Table(
        name: name, columns: unique, identifier: 0, roles: roles, source: "one row a customer, of a list of purchases")
    } catch {
      throw .noPurchase
    }
  }

  /// Of the columns, in their order.
  private static let roles: [ColumnRole] = [
    .identifier, .count, .count, .amount, .date, .amount, .count, .count, .count, .count, .count, .amount,
  ]

  private static let microsecondsPerDay: Int64 = 86_400_000_000

  private static func day(of time: Int64) -> Int {
    let (days, rest) = time.quotientAndRemainder(dividingBy: microsecondsPerDay)
    return Int(rest < 0 ? days - 1 : days)
  }

  private static func date(_ day: Int) -> Int64 { Int64(day) * microsecondsPerDay }
}
