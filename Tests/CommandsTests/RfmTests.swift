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
    #expect(try error("%rfm date=amount")[0] == "WrongColumnType: amount holds number, and dates are needed")
    #expect(try error("%rfm amount=client")[0] == "WrongColumnType: client holds text, and amounts are needed")
    #expect(try error("%rfm customer=nobody")[0].hasPrefix("UnknownColumn"))
  }
}
