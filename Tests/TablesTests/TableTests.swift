import Tables
import Testing
import Wording

@Suite("Tables")
struct TableTests {
  private func table() throws -> Table {
    try Table(
      name: "t",
      columns: [
        Column(name: "Id", text: ["a", "b", "c"]), Column(name: "amount", numbers: [1, .nan, 3]),
        Column(name: "AMOUNT", numbers: [4, 5, 6]), Column(name: "Credit limit", text: ["x", nil, "x"]),
      ])
  }

  @Test("finds columns by exact name, then by case-blind name, else names the nearest")
  func lookup() throws {
    let table = try table()
    #expect(try table.index(of: "AMOUNT") == 2)
    #expect(try table.index(of: "credit LIMIT") == 3)
    #expect(throws: TableError.ambiguousColumn("Amount", candidates: ["amount", "AMOUNT"])) {
      try table.index(of: "Amount")
    }
    #expect(throws: TableError.noSuchColumn("credit_limit", nearest: ["Credit limit"])) {
      try table.index(of: "credit_limit")
    }
  }

  @Test("selects rows in any order, with the categories still in use")
  func selecting() throws {
    let selected = try table().selecting(rows: [2, 1, 2])
    #expect(selected.rowCount == 3)
    #expect(selected.columns[0] == Column(name: "Id", text: ["c", "b", "c"]))
    #expect(selected.columns[1].texts == ["3", nil, "3"])
    #expect(selected.selecting(rows: []).rowCount == 0)
  }

  @Test("refuses unequal lengths and duplicate names")
  func refuses() {
    #expect(throws: TableError.unequalLengths(column: "b", expected: 1, found: 2)) {
      try Table(name: "t", columns: [Column(name: "a", numbers: [1]), Column(name: "b", numbers: [1, 2])])
    }
    #expect(throws: TableError.duplicateColumn("a")) {
      try Table(name: "t", columns: [Column(name: "a", numbers: [1]), Column(name: "a", numbers: [2])])
    }
  }

  @Test("counts missing values and bytes")
  func counts() throws {
    let table = try table()
    #expect(table.missingCount == 2)
    #expect(table.columns[1].memory == 24)
    #expect(table.memory > 48)
  }

  @Test(
    "shows numbers as they were meant",
    arguments: [
      (1000, "1000"), (40.900749, "40.900749"), (-0.5, "-0.5"), (1e20, "1e+20"), (0.1 + 0.2, "0.30000000000000004"),
      (Double.infinity, "inf"),
    ])
  func numberTexts(number: Double, text: String) {
    #expect(shortest(number) == text)
  }
}

@Suite("Nearest names")
struct NearestNamesTests {
  private let names = ["BALANCE", "BALANCE_FREQUENCY", "PURCHASES", "PURCHASES_TRX", "CASH_ADVANCE", "TENURE"]

  @Test(
    "slips of the keyboard",
    arguments: [
      ("BALANEC", "BALANCE"), ("balance", "BALANCE"), ("PURCHASE", "PURCHASES"), ("TENUR", "TENURE"),
      ("CASHADVANCE", "CASH_ADVANCE"), ("FREQ", "BALANCE_FREQUENCY"),
    ])
  func slips(name: String, nearest: String) {
    #expect(nearestNames(to: name, among: names).first == nearest)
  }

  @Test("nothing where nothing is near")
  func nothing() {
    #expect(nearestNames(to: "weather", among: names) == [])
    #expect(nearestNames(to: "", among: names) == [])
    #expect(nearestNames(to: "x", among: []) == [])
  }
}
