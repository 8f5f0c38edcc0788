import Tables
import Testing

@testable import Segmentation

@Suite("The columns that card analysts add")
struct CardIndicatorsTests {
  private static let cards: [(String, [Double])] = [
    ("BALANCE", [50, 10, 5]), ("PURCHASES", [120, 0, 60]), ("ONEOFF_PURCHASES", [120, 0, 20]),
    ("INSTALLMENTS_PURCHASES", [0, 0, 40]), ("CASH_ADVANCE", [0, 24, 12]), ("PURCHASES_TRX", [4, 0, 3]),
    ("CASH_ADVANCE_TRX", [0, 2, 1]), ("CREDIT_LIMIT", [100, .nan, 10]), ("PAYMENTS", [30, 20, .nan]),
    ("MINIMUM_PAYMENTS", [10, 0, 5]), ("TENURE", [12, 12, 6]),
  ]

  @Test("each is its quotient, missing where it is not defined, with the reason")
  func values() throws {
    let indicators = CardIndicators(of: try table(Self.cards))
    let columns = Dictionary(uniqueKeysWithValues: indicators.made.map { ($0.indicator, $0) })
    func numbers(_ indicator: CardIndicator) -> [Double?] {
      (columns[indicator]?.column.numbers ?? []).map { $0.isNaN ? nil : $0 }
    }
    #expect(numbers(.monthlyPurchases) == [10, 0, 10])
    #expect(numbers(.monthlyCashAdvance) == [0, 2, 2])
    #expect(numbers(.valuePerPurchase) == [30, nil, 20])
    #expect(numbers(.valuePerCashAdvance) == [nil, 12, 12])
    #expect(numbers(.utilisation) == [0.5, nil, 0.5])
    #expect(numbers(.paymentToMinimum) == [3, nil, nil])
    #expect(columns[.purchaseType]?.column == Column(name: "PURCHASE_TYPE", text: ["one-off", "none", "both"]))
    let gaps = try #require(columns[.paymentToMinimum]?.gaps)
    #expect(gaps.map(\.reason) == ["MINIMUM_PAYMENTS is 0", "PAYMENTS is missing"])
    #expect(gaps.map(\.rows) == [1, 1])
    #expect(indicators.unmade.isEmpty)
  }

  @Test("what a table lacks is named")
  func unmade() throws {
    let indicators = CardIndicators(of: try table([("PURCHASES", [1, 2]), ("TENURE", [12, 12])]))
    #expect(indicators.made.map(\.column.name) == ["MONTHLY_AVG_PURCHASE"])
    #expect(indicators.unmade.first { $0.name == "VALUE_PER_PURCHASE" }?.lacking == [.purchaseTransactions])
  }

  @Test(
    "names look like those of the table",
    arguments: [
      (["BALANCE", "CREDIT_LIMIT"], "CREDIT_UTILISATION"), (["balance", "credit_limit", "ID"], "credit_utilisation"),
      (["Balance", "Credit Limit"], "Credit Utilisation"), (["balance", "credit limit"], "credit utilisation"),
      ([], "CREDIT_UTILISATION"),
    ])
  func style(names: [String], expected: String) {
    #expect(NameStyle(of: names).name("credit utilisation") == expected)
  }

  @Test("added twice they change nothing; a name that is in use is found")
  func again() throws {
    let table = try table(Self.cards)
    let extended = CardIndicators(of: table).added(to: table)
    #expect(extended.columns.count == table.columns.count + 7)
    #expect(CardIndicators(of: extended).new.isEmpty)
    let clash = try makeTable(Self.cards + [("CREDIT_UTILISATION", [1, 2, 3])])
    #expect(CardIndicators(of: clash).taken(in: clash) == "CREDIT_UTILISATION")
  }

  private func makeTable(_ columns: [(String, [Double])]) throws -> Table { try table(columns) }
}
