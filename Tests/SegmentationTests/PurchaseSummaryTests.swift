import Segmentation
import Tables
import Testing

@Suite("Customers of a list of purchases")
struct PurchaseSummaryTests {
  private func column(_ name: String, _ days: [Int]) -> Column {
    Column(
      name: name,
      values: .dates(
        DateColumn(
          microseconds: days.map { $0 == .min ? DateColumn.missing : Int64($0) * 86_400_000_000 + 3_600_000_000 },
          precision: .time)))
  }

  private func list(_ who: [String?], _ days: [Int], _ amounts: [Double]) throws -> PurchaseList {
    try PurchaseList(
      Table(
        name: "t",
        columns: [Column(name: "who", text: who), column("day", days), Column(name: "amount", numbers: amounts)]),
      given: [.customer: 0, .date: 1, .amount: 2])
  }

  @Test("recency, frequency, monetary, and what models of repeat buying count, by hand")
  func byHand() throws {
    // A: day 0 twice (10 + 5), day 10 (30), day 30 (-2); B: day 20 (7.5).
    let summary = try PurchaseSummary(
      try list(["A", "A", "A", "B", "A"], [0, 0, 10, 20, 30], [10, 5, 30, 7.5, -2]), name: "rfm")
    let table = summary.table
    func numbers(_ name: String) throws -> [Double]? { try table.column(name).numbers }
    #expect(try table.column("who").text(at: 0) == "A")
    #expect(try numbers("recency") == [1, 11])
    #expect(try numbers("frequency") == [3, 1])
    #expect(try numbers("monetary") == [43, 7.5])
    #expect(try numbers("mean_basket") == [43.0 / 3, 7.5])
    #expect(try numbers("purchases") == [4, 1])
    #expect(try numbers("repeat_days") == [2, 0])
    #expect(try numbers("repeat_recency") == [30, 0])
    #expect(try numbers("age") == [30, 10])
    #expect(try numbers("repeat_mean") == [14, 0])
    #expect(try table.column("first_purchase").text(at: 1) == "1970-01-21")
    #expect(summary.negatives == 1)
    #expect(table.identifier == 0)
    #expect(table.columns.indices.allSatisfy { table.role(of: $0).reason == "made of the purchases" })
    #expect(try table.role(of: table.index(of: "frequency")).role == .count)
  }

  @Test("rows without customer, date or amount are left out and counted")
  func missing() throws {
    let summary = try PurchaseSummary(
      try list(["A", nil, "B", "C"], [1, 2, .min, 3], [1, 2, 3, .nan]), name: "rfm")
    #expect(summary.leftOut == 3)
    #expect(summary.table.rowCount == 1)
    #expect(throws: PurchaseError.noPurchase) {
      try PurchaseSummary(try list(["A"], [.min], [1]), name: "rfm")
    }
  }

  // MARK: Columns by their names

  private func table(_ columns: [Column]) throws -> Table {
    try Table(
      name: "t",
      columns: [Column(name: "CustomerID", text: ["A", "A", "B", "A"]), column("day", [0, 0, 1, 9])] + columns)
  }

  @Test("an amount of the whole row goes before the price of a piece, whatever their roles")
  func totalBeforePrice() throws {
    let list = try PurchaseList(
      table([Column(name: "Unit Price", numbers: [2.5, 30, 4.5, 20]), Column(name: "total", numbers: [5, 30, 9, 20])]))
    #expect(list.columns[.amount] == 3)
    #expect(!list.isMultiplied && !list.isPriceAlone)
  }

  @Test("without one, amounts are prices times numbers of pieces; a price alone is said")
  func product() throws {
    let price = Column(name: "UnitPrice", numbers: [2.5, 30, 4.5, 20])
    let list = try PurchaseList(table([Column(name: "Quantity", numbers: [2, 1, 10, -1]), price]))
    #expect(list.isMultiplied)
    let rfm = try PurchaseSummary(list, name: "rfm").table
    #expect(try rfm.column("monetary").numbers == [5 + 30 - 20, 45])
    #expect(try rfm.column("items").numbers == [2, 10])
    #expect(try PurchaseList(table([price])).isPriceAlone)
  }

  @Test("orders are counted once, and rows that name none each; without orders items are rows")
  func orders() throws {
    let order = Column(name: "InvoiceNo", text: ["1", "1", "2", nil])
    let amount = Column(name: "amount", numbers: [10, 20, 30, 50.5])
    let rfm = try PurchaseSummary(try PurchaseList(table([order, amount])), name: "rfm").table
    #expect(try rfm.column("frequency").numbers == [2, 1])
    #expect(try rfm.column("mean_basket").numbers == [40.25, 30])
    #expect(try rfm.column("purchases").numbers == [3, 1])
    #expect(try rfm.column("items").numbers == [3, 1])
    #expect(try rfm.column("repeat_days").numbers == [1, 0])
  }

  @Test("a list of purchases is recognised by who bought, when and for how much; other tables are not")
  func recognised() throws {
    #expect(PurchaseList.recognised(in: try table([Column(name: "amount", numbers: [10, 20, 30, 50.5])])) != nil)
    let customers = try Table(
      name: "c",
      columns: [
        Column(name: "CustomerID", text: ["A", "B", "C", "D"]), column("birth", [0, 1, 2, 3]),
        Column(name: "amount", numbers: [1, 2, 3, 4.5]),
      ])
    #expect(PurchaseList.recognised(in: customers) == nil)
    let cities = try Table(
      name: "c",
      columns: [
        Column(name: "city", text: ["A", "A", "B", "B"]), column("day", [0, 1, 2, 3]),
        Column(name: "amount", numbers: [1, 2, 3, 4.5]),
      ])
    #expect(PurchaseList.recognised(in: cities) == nil)
    let members = try Table(
      name: "c",
      columns: [
        Column(name: "Kundennr", text: ["A", "B", "C", "D"]), column("day", [0, 1, 2, 3]),
        Column(name: "KundeSeit", numbers: [2_001, 2_001, 2_005, 2_005]),
        Column(name: "amount", numbers: [1, 2, 3, 4.5]),
      ])
    #expect(PurchaseList.recognised(in: members) == nil, "a year is no customer, and each row has its own")
  }

  @Test("a category is no customer, and how many of a thing is no amount")
  func bookings() throws {
    let days = column("status_date", Array(0..<60))
    let kinds = Column(name: "customer_type", text: (0..<60).map { ["Transient", "Contract", "Group"][$0 % 3] })
    let country = Column(name: "country", text: (0..<60).map { "land \(["A", "B", "C", "D"][$0 % 4])" })
    let requests = Column(name: "total_requests", numbers: (0..<60).map { Double($0 % 4) })
    let rate = Column(name: "adr", numbers: (0..<60).map { 80.25 + Double($0) })
    let guests = Column(name: "guest_no", numbers: (0..<60).map { 700 + Double($0 % 20) })
    #expect(throws: PurchaseError.undecided(part: .customer, found: [])) {
      try PurchaseList(Table(name: "t", columns: [days, kinds, country, requests, rate]))
    }
    #expect(throws: PurchaseError.undecided(part: .amount, found: [])) {
      try PurchaseList(Table(name: "t", columns: [days, guests, requests]))
    }
    let list = try PurchaseList(Table(name: "t", columns: [days, kinds, requests, rate, guests]))
    #expect(list.columns[.customer] == 4 && list.columns[.amount] == 3)
  }
}
