import Machine
import Testing

@testable import Tables

@Suite("Memory of SQL") struct SQLMemoryTests {
  /// Bytes that the queries below outgrow soon.
  private static let free = 24 << 20

  private func source(rows: Int = 3) throws -> SQLSource {
    let table = try Table(
      name: "t",
      columns: [
        Column(name: "A", numbers: (0..<rows).map(Double.init)),
        Column(name: "B", text: Array(repeating: "b", count: rows)),
      ])
    return SQLSource([table]) { Self.free }
  }

  /// - Parameter tries: SQLite's limit is one for the process, and another suite's query may have set its own in between.
  private func refuses(tries: Int = 1, _ body: () throws -> Void) {
    do {
      for _ in 0..<tries { try body() }
      Issue.record("it went well")
    } catch {
      guard case .outOfMemory = (error as? SQLError)?.kind else {
        Issue.record("\(error)")
        return
      }
    }
  }

  @Test(
    "texts that a query makes are counted while they come, and refused before memory ends",
    arguments: [
      "WITH RECURSIVE n(x) AS (SELECT hex(zeroblob(100000)) UNION ALL SELECT x || '' FROM n) SELECT x FROM n",
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i, hex(zeroblob(i % 1000)) FROM n",
    ])
  func countsTexts(_ query: String) throws {
    let source = try source()
    refuses { _ = try source.table(named: "x", from: query) }
    #expect(try source.table(named: "x", from: "SELECT count(*) FROM t").rowCount == 1, "the next one is answered")
  }

  @Test("what SQLite itself takes for a query is bounded as well")
  func boundsTheEngine() throws {
    let sums = (1...6).map { "length(group_concat(x || '\($0)', ''))" }.joined(separator: ", ")
    let query = """
      WITH RECURSIVE n(i, x) AS (SELECT 1, hex(zeroblob(50000)) UNION ALL SELECT i + 1, x FROM n WHERE i < 120)
      SELECT \(sums) FROM n
      """
    let source = try source()
    refuses(tries: 20) { _ = try source.table(named: "x", from: query) }
    #expect(try source.table(named: "x", from: "SELECT count(*) FROM t").rowCount == 1, "the next one is answered")
  }

  @Test("a column of long texts is refused as soon as it is too much, and the table is as it was")
  func derives() throws {
    let source = try source(rows: 100)
    refuses { _ = try source.column(named: "T", as: "hex(zeroblob(500000))") }
    let column = try source.column(named: "T", as: "B || 'c'").column
    #expect(column.text(at: 99) == "bc")
  }
}
