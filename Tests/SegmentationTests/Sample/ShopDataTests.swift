import Tables
import Testing

@testable import Segmentation

@Suite("The built-in shop")
struct ShopDataTests {
  private static let shop = ShopData()

  @Test("the same seed gives the same tables, another seed others")
  func seeds() {
    let again = ShopData()
    #expect(again.customers == Self.shop.customers && again.purchases == Self.shop.purchases)
    #expect(ShopData(seed: 7).customers != Self.shop.customers)
  }

  @Test("its columns have the roles that an analyst would give them")
  func roles() throws {
    let roles = Self.shop.customers.columns.indices.map { Self.shop.customers.role(of: $0).role }
    #expect(
      roles == [
        .identifier, .code, .code, .date, .year, .category, .yesNo, .count, .amount, .amount, .share, .count, .ordered,
        .outcome,
      ])
    let lines = Self.shop.purchases.columns.indices.map { Self.shop.purchases.role(of: $0).role }
    #expect(lines == [.code, .code, .date, .code, .count, .amount])
  }

  @Test("both tables speak of the same customers: orders, spend and days come from the purchases")
  func agreement() throws {
    let (customers, purchases) = (Self.shop.customers, Self.shop.purchases)
    func numbers(_ name: String, _ table: Table) throws -> [Double] {
      try #require(table.columns[try table.index(of: name)].numbers)
    }
    var (spend, invoices): ([Double: Double], [Double: Set<String>]) = ([:], [:])
    for (row, (customer, amount)) in zip(try numbers("Customer No", purchases), try numbers("Amount", purchases))
      .enumerated()
    {
      spend[customer, default: 0] += amount
      invoices[customer, default: []].insert(try #require(purchases.columns[0].text(at: row)))
    }
    #expect(Set(spend.keys).count == customers.rowCount)
    for (row, customer) in try numbers("Customer No", customers).enumerated() {
      #expect(abs(try numbers("Spend", customers)[row] - spend[customer, default: 0]) < 0.005)
      #expect(try numbers("Orders", customers)[row] == Double(invoices[customer, default: []].count))
    }
  }
}
