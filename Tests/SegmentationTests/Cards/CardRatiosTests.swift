import Tables
import Testing

@testable import Segmentation

@Suite("The ratios of card analysts")
struct CardRatiosTests {
  private func table(_ columns: [(String, [Double])]) throws -> Table {
    try Table(name: "cards", columns: columns.map { Column(name: $0.0, numbers: $0.1) })
  }

  /// NaN equals NaN here.
  private func same(_ a: CardRatio?, _ b: [Double]) -> Bool {
    guard let a, a.values.count == b.count else { return false }
    return zip(a.values, b).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) }
  }

  @Test("columns are found in any case, with blanks or hyphens for underscores")
  func names() throws {
    let ratios = CardRatios(try table([("Balance", [500]), ("credit limit", [1_000])]))
    #expect(same(ratios.utilisation, [0.5]))
    #expect(ratios.paymentToMinimum == nil)
    #expect(CardRatios(try table([("credit-limit", [4]), ("BALANCE", [1])])).utilisation?.values == [0.25])
  }

  @Test("a name that two columns go by is the one spelled exactly so, or none")
  func ambiguous() throws {
    let exact = try table([("BALANCE", [1]), ("balance", [2]), ("CREDIT_LIMIT", [4])])
    #expect(CardRatios(exact).utilisation?.values == [0.25])
    let neither = try table([("Balance", [1]), ("balance", [2]), ("CREDIT_LIMIT", [4])])
    #expect(CardRatios(neither).utilisation == nil)
  }

  @Test("no limit, no transaction, nothing due: not defined, and counted")
  func undefined() throws {
    let ratios = CardRatios(
      try table([
        ("BALANCE", [-50, 795, 10, 10, .nan, .infinity]), ("CREDIT_LIMIT", [100, 50, 0, -5, 9, 9]),
        ("PURCHASES", [0, 10, 20, .nan, 0, 6]), ("PURCHASES_TRX", [0, 2, 0, 3, 1, 3]),
        ("CASH_ADVANCE", [0, 10, 60, 5, 7, .infinity]),
      ]))
    #expect(same(ratios.utilisation, [-0.5, 15.9, .nan, .nan, .nan, .nan]))
    #expect(ratios.utilisation?.undefinedCount == 4)
    #expect(same(ratios.valuePerPurchase, [.nan, 5, .nan, .nan, 0, 2]))
    #expect(same(ratios.cashShare, [.nan, 0.5, 0.75, .nan, 1, .nan]))
  }

  @Test("how customers buy")
  func purchaseTypes() throws {
    let ratios = CardRatios(
      try table([("ONEOFF_PURCHASES", [0, 1, 0, 1, .nan]), ("INSTALLMENTS_PURCHASES", [0, 0, 1, 1, 1])]))
    #expect(ratios.purchaseType == [PurchaseType.none, .oneOff, .installments, .both, nil])
  }

  @Test("a table of something else has none of them")
  func other() throws {
    #expect(CardRatios(try table([("BODY_MASS", [1])])).isEmpty)
    let text = try Table(
      name: "t", columns: [Column(name: "BALANCE", text: ["a"]), Column(name: "CREDIT_LIMIT", numbers: [1])])
    #expect(CardRatios(text).isEmpty)
  }
}
