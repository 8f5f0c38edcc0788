import Tables
import Testing

@testable import CommandSession
@testable import Commands

@Suite("%rfm")
struct RfmTests {
  private let purchases = """
    order,client,day,amount
    1,A,2024-01-01,10
    2,A,2024-01-01,5
    3,A,2024-01-11,30
    4,B,2024-01-21,7.5
    5,A,2024-01-31,-2
    """

  private func shown(_ line: String, _ text: String? = nil) throws -> String {
    let file = try CustomerFile(text ?? purchases, name: "buys.csv")
    return CohortInterpreter.test().shown("%load \(file.path)\n\(line)")
  }

  private func error(_ line: String, _ text: String? = nil) throws -> [String] {
    let file = try CustomerFile(text ?? purchases, name: "buys.csv")
    let cohort = CohortInterpreter.test()
    _ = cohort.shown("%load \(file.path)")
    return cohort.error(line)
  }

  @Test("a list of purchases becomes a row a customer, with the choices said")
  func rows() throws {
    let text = try shown("%rfm as=buyers")
    #expect(text.contains("buyers: 2 customers of 5 purchases"))
    #expect(text.contains("customer=client date=day amount=amount"))
    #expect(text.contains("the day after the last purchase of the list, 2024-01-31"))
    #expect(text.contains("1 amount is negative"))
  }

  @Test("columns by name give the same")
  func named() throws {
    #expect(try shown("%rfm customer=client date=day amount=amount as=buyers").contains("buyers: 2 customers"))
  }

  @Test("a table without dates, and a column of another type, are clear errors")
  func errors() throws {
    let noDates = try error("%rfm", "client,amount\nA,10.5\nA,20.5\nB,3\n")
    #expect(noDates[0] == "NoPurchases: buys: the table has no column of dates")
    #expect(noDates.joined().contains("%rfm date=COLUMN"))
    let date = try error("%rfm date=amount")
    #expect(date[0] == "WrongColumnType: amount holds number, and dates are needed")
    #expect(date.last?.hasPrefix("Dates are in ") == true)
    let amount = try error("%rfm amount=client")
    #expect(amount[0] == "WrongColumnType: client holds text, and amounts are needed")
    #expect(amount.last == "Numbers are in order and amount")
    #expect(try error("%rfm customer=nobody")[0].hasPrefix("UnknownColumn"))
  }

  @Test("a table of customers is said to be one, and the customers' own column is not taken for orders")
  func noList() throws {
    let shop = CohortInterpreter.test()
    shop.shown("%load shop")
    #expect(
      shop.error("%rfm")[0] == "NoPurchases: shop: there is one row a customer already: no Customer No comes twice")
    let taken = try error("%rfm order=client")
    #expect(taken[0] == "ColumnTaken: client is named as the order, and no other column could be the customer")
    #expect(taken.last == "order= names another column, or is left out")
  }

  @Test("a price that is named is multiplied by the pieces too, and said; the list itself is not replaced")
  func namedPrice() throws {
    let file = "cust,date,price,qty\n1,2024-01-01,10,3\n1,2024-01-05,10,2\n2,2024-01-03,5,4\n2,2024-01-09,5,1\n"
    let cohort = CohortInterpreter.test()
    let list = try CustomerFile(file, name: "lp.csv")
    let said = cohort.shown("%load \(list.path)\n%rfm amount=price")
    #expect(try cohort.session.table().column("monetary").numbers == [50, 25])
    #expect(said.contains("Amounts are qty × price, which reads like the price of a piece"))
    cohort.shown("%use lp")
    #expect(cohort.error("%rfm as=lp")[0].hasPrefix("SourceTable: lp is the list of purchases itself"))
    #expect(cohort.shown("%rfm").contains("it takes the place of the rfm before"))
  }

  private let lines = """
    InvoiceNo,Quantity,InvoiceDate,UnitPrice,CustomerID
    536365,6,2010-12-01,2.55,17850
    536365,2,2010-12-01,3.39,17850
    536366,6,2010-12-09,1.85,17850
    536367,32,2010-12-01,1.69,13047
    536368,3,2010-12-05,4.25,13047
    """

  @Test("%load offers %rfm for a list of purchases, and for no other table")
  func offered() throws {
    let cohort = CohortInterpreter.test()
    let file = try CustomerFile(lines, name: "retail.csv")
    #expect(
      cohort.shown("%load \(file.path)").contains(
        "This looks like a list of purchases: CustomerID comes 2.5 times on average. "
          + "%rfm customer=CustomerID date=InvoiceDate makes one row a customer."))
    #expect(!cohort.shown("%load").contains("list of purchases"))
  }

  @Test("orders, pieces and amounts that are made of prices are said, with the line that makes a column")
  func choices() throws {
    let text = try shown("%rfm", lines)
    #expect(text.contains("customer=CustomerID date=InvoiceDate order=InvoiceNo quantity=Quantity."))
    #expect(text.contains("frequency counts orders, which InvoiceNo tells apart"))
    #expect(text.contains("items is the sum of Quantity."))
    #expect(
      text.contains(
        "Amounts are Quantity × UnitPrice, which reads like the price of a piece; %derive amount = Quantity * UnitPrice makes"
      ))
  }
}
