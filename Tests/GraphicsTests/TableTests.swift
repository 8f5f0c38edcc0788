import Testing

@testable import Graphics

@Suite("Tables")
struct TableTests {
  static var describe: HTMLTable {
    var random = Fixtures(seed: 9)
    let columns = ["count", "missing", "mean", "median", "max", "zeros"].map { HTMLTable.Column($0) }
    let rows = ["BALANCE", "PURCHASES", "CREDIT_LIMIT"].map { name -> [HTMLTable.Cell] in
      let data = Fixtures.histogram(name, random.amounts(500), bins: 24)
      return [
        .init(name), .init("8,950"), name == "BALANCE" ? .missing : .init("313"),
        .init(NumberText.amount(data.mean)), .init(NumberText.amount(data.median)), .init("19,043.14"),
        .init(NumberText.percent(data.zeroShare)), .histogram(data.counts.map(Double.init), tooltip: "0 to 21k"),
      ]
    }
    return HTMLTable(
      title: "Columns of cards.csv",
      columns: [.init("column", alignment: .left)] + columns + [.init("distribution", alignment: .center)], rows: rows,
      insights: ["MINIMUM_PAYMENTS is missing in 313 rows."], caption: "8,950 rows × 18 columns")
  }

  @Test("a description of columns is written as committed")
  func snapshot() throws {
    try Snapshot.check(Self.describe.html, named: "table.html")
    try Snapshot.check(Self.describe.plain + "\n", named: "table.txt")
  }
}
