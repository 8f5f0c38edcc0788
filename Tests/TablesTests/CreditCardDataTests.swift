import Tables
import Testing

@Suite("The credit card data", .needsRealData)
struct CreditCardDataTests {
  @Test("has its rows, columns and missing values")
  func shape() throws {
    let table = try RealData.table()
    #expect(table.rowCount == 8950)
    #expect(table.columns.count == 18)
    #expect(table.name == "cc_general")
    #expect(try table.column("CREDIT_LIMIT").missingCount == 1)
    #expect(try table.column("MINIMUM_PAYMENTS").missingCount == 313)
    #expect(table.missingCount == 314)
    #expect(table.notices == [])
  }

  @Test("identifies its customers, and all else is numbers")
  func types() throws {
    let table = try RealData.table()
    #expect(table.identifier == 0)
    #expect(table.identifierText(row: 0) == "C10001")
    #expect(table.identifierText(row: 8949) == "C19190")
    #expect(table.columns.dropFirst().allSatisfy { $0.numbers != nil })
  }

  @Test("has numbers in CREDIT_LIMIT, whole at first and not further down")
  func creditLimit() throws {
    let table = try RealData.table()
    let limits = try #require(try table.column("CREDIT_LIMIT").numbers)
    #expect(limits.prefix(80).allSatisfy { $0 == $0.rounded() })
    #expect(limits.contains { $0 != $0.rounded() })
  }

  @Test("has the maximum and mean of the reference")
  func reference() throws {
    let table = try RealData.table()
    let balance = try #require(try table.column("balance").numbers)
    #expect(balance.max() == 19043.13856)
    #expect(abs(balance.reduce(0, +) / 8950 - 1564.474828) < 5e-7)
    #expect(balance.count { $0 == 0 } == 80)
    let minimum = try #require(try table.column("MINIMUM_PAYMENTS").numbers).filter { !$0.isNaN }
    #expect(minimum.max() == 76406.20752)
    #expect(minimum.min() == 0.019163)
  }

  @Test("has the traps that are known: contradictions between columns, and values beyond their bounds")
  func traps() throws {
    let table = try RealData.table()
    func column(_ name: String) throws -> [Double] { try #require(try table.column(name).numbers) }
    let (payments, minimum) = (try column("PAYMENTS"), try column("MINIMUM_PAYMENTS"))
    let idle = payments.indices.filter { payments[$0] == 0 }
    #expect(idle.count == 240 && idle.allSatisfy { minimum[$0].isNaN })
    #expect(minimum.indices.count { minimum[$0].isNaN && payments[$0] > 0 } == 73)

    let purchases = try column("PURCHASES")
    let (oneOff, installments) = (try column("ONEOFF_PURCHASES"), try column("INSTALLMENTS_PURCHASES"))
    let shortfalls = purchases.indices.map { oneOff[$0] + installments[$0] - purchases[$0] }
    #expect(shortfalls.count { $0 > 10 } == 19)
    let worst = try #require(shortfalls.indices.max { shortfalls[$0] < shortfalls[$1] })
    #expect(table.identifierText(row: worst) == "C17045" && (shortfalls[worst] * 100).rounded() == 60_000)
    let transactions = try column("PURCHASES_TRX")
    #expect(purchases.indices.count { purchases[$0] > 0 && transactions[$0] == 0 } == 3)
    #expect(try column("CASH_ADVANCE_FREQUENCY").count { $0 > 1 } == 8)

    let (balance, limit) = (try column("BALANCE"), try column("CREDIT_LIMIT"))
    #expect(balance.indices.count { balance[$0] > limit[$0] } == 227)
    let known = balance.indices.filter { !limit[$0].isNaN }
    let fullest = try #require(known.max { balance[$0] / limit[$0] < balance[$1] / limit[$1] })
    #expect(table.identifierText(row: fullest) == "C17140" && balance[fullest].rounded() == 795 && limit[fullest] == 50)
  }
}
