import Analysis
import Tables
import Testing

@testable import Segmentation

@Suite("The built-in sample")
struct SampleDataTests {
  static let sample = SampleData()

  private func numbers(_ name: String) throws -> [Double] {
    try #require(try Self.sample.table.column(name).numbers)
  }

  @Test("has the real data's eighteen columns, in order, identified by the customer")
  func columns() {
    let table = Self.sample.table
    #expect(table.rowCount == 5_000)
    #expect(
      table.columns.map(\.name) == [
        "CUST_ID", "BALANCE", "BALANCE_FREQUENCY", "PURCHASES", "ONEOFF_PURCHASES", "INSTALLMENTS_PURCHASES",
        "CASH_ADVANCE", "PURCHASES_FREQUENCY", "ONEOFF_PURCHASES_FREQUENCY", "PURCHASES_INSTALLMENTS_FREQUENCY",
        "CASH_ADVANCE_FREQUENCY", "CASH_ADVANCE_TRX", "PURCHASES_TRX", "CREDIT_LIMIT", "PAYMENTS", "MINIMUM_PAYMENTS",
        "PRC_FULL_PAYMENT", "TENURE",
      ])
    #expect(table.identifierText(row: 0) == "C20001")
    #expect(table.columns[0].identifiesRows)
  }

  @Test("is the same to the bit for the same seed, and another for another seed")
  func seeded() {
    #expect(SampleData(rows: 300, seed: 7).table == SampleData(rows: 300, seed: 7).table)
    #expect(SampleData(rows: 300, seed: 7).table.columns != SampleData(rows: 300, seed: 8).table.columns)
    #expect(SampleData.creditCards() == Self.sample.table)
  }

  @Test("a shorter sample is the beginning of a longer one")
  func prefix() {
    let short = SampleData(rows: 200).table
    #expect(Self.sample.table.selecting(rows: Array(0..<200)).columns == short.columns)
  }

  @Test("keeps the type behind each customer, all ten of them about as often as the model says")
  func truth() throws {
    #expect(SampleData.truth == Self.sample.types.map(\.rawValue))
    for type in CustomerType.allCases {
      let expected = CardHabits.of(type).share * 5_000
      let found = Double(Self.sample.types.count { $0 == type })
      #expect(abs(found - expected) < 4 * expected.squareRoot(), "\(type): \(found) of \(expected)")
    }
  }

  @Test("the shares of the types add up to one")
  func shares() {
    #expect(abs(CustomerType.allCases.reduce(0) { $0 + CardHabits.of($1).share } - 1) < 1e-12)
  }

  @Test(
    "frequencies of purchases and cash times tenure are whole numbers",
    arguments: [
      "PURCHASES_FREQUENCY", "ONEOFF_PURCHASES_FREQUENCY", "PURCHASES_INSTALLMENTS_FREQUENCY", "CASH_ADVANCE_FREQUENCY",
    ])
  func wholeMonths(name: String) throws {
    for (frequency, tenure) in zip(try numbers(name), try numbers("TENURE")) {
      let months = frequency * tenure
      #expect(abs(months - months.rounded()) < 1e-5)
    }
  }

  @Test("purchases are one-off and installments together, to the cent")
  func purchasesAddUp() throws {
    let (all, oneOff, installments) = try (
      numbers("PURCHASES"), numbers("ONEOFF_PURCHASES"), numbers("INSTALLMENTS_PURCHASES")
    )
    for i in all.indices { #expect((all[i] * 100).rounded() == ((oneOff[i] + installments[i]) * 100).rounded()) }
  }

  @Test("minimum payments are missing for everyone who paid nothing, and seldom otherwise")
  func missingMinimum() throws {
    let (paid, minimum) = try (numbers("PAYMENTS"), numbers("MINIMUM_PAYMENTS"))
    let unpaid = paid.indices.filter { paid[$0] == 0 }
    #expect(unpaid.count > 30)
    #expect(unpaid.allSatisfy { minimum[$0].isNaN })
    #expect((1...80).contains(minimum.indices.count { minimum[$0].isNaN && paid[$0] > 0 }))
  }

  @Test("a few limits are missing and nothing else is")
  func missing() throws {
    for column in Self.sample.table.columns where column.name != "MINIMUM_PAYMENTS" {
      #expect(column.missingCount == 0 || (column.name == "CREDIT_LIMIT" && column.missingCount < 10))
    }
    #expect(try Self.sample.table.column("CREDIT_LIMIT").missingCount > 0)
  }

  @Test("every amount is a decimal number of six places, none is negative")
  func sixDecimals() throws {
    for column in Self.sample.table.columns {
      for value in column.numbers ?? [] where !value.isNaN {
        #expect(value >= 0 && (value * 1e6).rounded() / 1e6 == value)
      }
    }
  }

  @Test("everyone used the card, in months that they were customers")
  func active() throws {
    let (purchases, cash) = try (numbers("PURCHASES_TRX"), numbers("CASH_ADVANCE_TRX"))
    for i in purchases.indices { #expect(purchases[i] + cash[i] > 0) }
    #expect(Set(try numbers("TENURE")) == Set((6...12).map(Double.init)))
  }

  @Test("the shapes are those of such data: zeros, medians, skewness within bounds")
  func marginals() throws {
    let bounds: [(String, zeros: ClosedRange<Double>, median: ClosedRange<Double>, skewness: ClosedRange<Double>)] = [
      ("BALANCE", 0.003...0.02, 500...1_100, 1.8...4.5),
      ("BALANCE_FREQUENCY", 0.003...0.02, 1...1, -4.0 ... -1.5),
      ("PURCHASES", 0.20...0.26, 300...450, 4...13),
      ("ONEOFF_PURCHASES", 0.44...0.53, 0...60, 5...15),
      ("INSTALLMENTS_PURCHASES", 0.40...0.48, 60...130, 4...11),
      ("CASH_ADVANCE", 0.48...0.60, 0...0, 3...9),
      ("CREDIT_LIMIT", 0...0, 2_500...4_000, 1.2...3),
      ("PAYMENTS", 0.01...0.04, 700...1_100, 3.5...9),
      ("MINIMUM_PAYMENTS", 0...0, 220...400, 5...18),
      ("PRC_FULL_PAYMENT", 0.55...0.72, 0...0, 1.3...2.6),
      ("TENURE", 0...0, 12...12, -4.0 ... -2.0),
    ]
    for bound in bounds {
      let summary = Summary(try numbers(bound.0))
      #expect(bound.zeros.contains(summary.zeroShare), "\(bound.0) zeros \(summary.zeroShare)")
      #expect(bound.median.contains(summary.median), "\(bound.0) median \(summary.median)")
      #expect(bound.skewness.contains(summary.skewness), "\(bound.0) skewness \(summary.skewness)")
    }
  }

  @Test("columns hang together as they do in such data")
  func correlations() throws {
    func pearson(_ a: String, _ b: String) throws -> Double {
      let pairs = zip(try numbers(a), try numbers(b)).filter { !$0.isNaN && !$1.isNaN }
      return correlation(pairs.map(\.0), pairs.map(\.1))
    }
    #expect((0.8...0.97).contains(try pearson("PURCHASES", "ONEOFF_PURCHASES")))
    #expect((0.4...0.7).contains(try pearson("BALANCE", "CREDIT_LIMIT")))
    #expect((-0.45 ... -0.2).contains(try pearson("BALANCE", "PRC_FULL_PAYMENT")))
    #expect((0.4...0.75).contains(try pearson("BALANCE", "CASH_ADVANCE")))
  }

  @Test("the types differ as their names say")
  func types() throws {
    let (balance, purchases, cash, full) = try (
      numbers("BALANCE"), numbers("PURCHASES"), numbers("CASH_ADVANCE"), numbers("PRC_FULL_PAYMENT")
    )
    func middle(_ values: [Double], _ type: CustomerType) -> Double {
      median(values.indices.filter { Self.sample.types[$0] == type }.map { values[$0] })
    }
    #expect(middle(cash, .transactor) == 0)
    #expect(middle(purchases, .cashAdvanceUser) == 0)
    #expect(middle(full, .transactor) > 0.4)
    #expect(middle(full, .revolver) == 0)
    #expect(middle(balance, .revolver) > 5 * middle(balance, .transactor))
    #expect(middle(purchases, .bigSpender) > 5 * middle(purchases, .transactor))
  }
}
