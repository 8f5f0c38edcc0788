import Foundation
import Machine
import Testing

@testable import Tables

@Suite("JSON lines")
struct JSONLinesTests {
  private func read(_ text: String, _ options: LoadOptions = LoadOptions(), name: String = "t.jsonl") throws -> Table {
    let directory = try TemporaryDirectory()
    let path = try directory.file(name, Array(text.utf8))
    return try TableSources.own.source(for: path).init(options).table(at: path, context: .allProcessors)
  }

  private func error(_ text: String) throws -> LoadError? {
    do {
      _ = try read(text)
      return nil
    } catch let error as LoadError {
      return error
    }
  }

  @Test("keys are columns in the order in which they are first seen, what a line lacks is missing")
  func columns() throws {
    let table = try read("{\"a\":1,\"b\":\"x\"}\n\n{\"c\":true,\"a\":2.5}\r\n{\"b\":null,\"a\":-3e2,\"c\":false}")
    #expect(table.name == "t")
    #expect(table.columns.map(\.name) == ["a", "b", "c"])
    #expect(table.columns[0].numbers == [1, 2.5, -300])
    #expect(table.columns[1].texts == ["x", nil, nil])
    #expect(table.columns[2].values == .booleans([nil, true, false]))
    #expect(table.notices == [])
  }

  @Test("dates, local ones and decorated numbers too, as in a CSV")
  func typed() throws {
    let table = try read(
      "{\"d\":\"2024-01-31\",\"m\":\"$1,200.50\",\"l\":\"31/12/2023\"}\n{\"d\":\"2024-02-01\",\"m\":\"$3\",\"l\":\"1/2/2023\"}\n"
    )
    #expect(table.columns[0].values.typeName == "date")
    #expect(table.columns[1].numbers == [1200.5, 3])
    #expect(table.columns[2].texts == ["2023-12-31", "2023-02-01"])
    #expect(table.notices.count == 2)
  }

  @Test("arrays and objects stay as their JSON text, and are said")
  func nested() throws {
    let table = try read("{\"a\":[1, \"x\\n\", {\"k\": null}],\"b\":1}\n{\"a\":{},\"b\":\"y\"}\n")
    #expect(table.columns[0].texts == ["[1,\"x\\n\",{\"k\":null}]", "{}"])
    #expect(table.columns[1].texts == ["1", "y"])
    #expect(table.notices == [.nestedValues(column: "a", count: 2, line: 1), .mixedTypes(column: "b", line: 2)])
  }

  @Test("integers beyond a double keep their digits as text")
  func longIntegers() throws {
    #expect(try read("{\"a\":9007199254740993}\n{\"a\":1}\n").columns[0].texts == ["9007199254740993", "1"])
  }

  @Test("missing tokens and the identifier as they are said")
  func options() throws {
    let options = LoadOptions(identifier: "a", csv: CSVOptions(missing: ["-9", "gone"]))
    let table = try read("{\"a\":\"k\",\"n\":-9,\"t\":\"gone\"}\n{\"a\":\"l\",\"n\":1,\"t\":\"x\"}\n", options)
    #expect(table.identifier == 0)
    #expect(table.columns[1].texts == [nil, "1"])
    #expect(table.columns[2].texts == [nil, "x"])
    #expect(table.notices.isEmpty)
    let lost = LoadOptions(csv: CSVOptions(missing: ["-8", "gone"]))
    #expect(try read("{\"n\":-9,\"t\":\"gone\"}\n{\"n\":1}\n", lost).notices == [.unseenMissing(["-8"])])
    #expect(throws: LoadError.self) { try read("{\"a\":1}\n", LoadOptions(identifier: "z")) }
  }

  @Test(
    "what is no object a line is an error with its line",
    arguments: [
      ("{\"a\":1}\n{\"a\":}\n", 2), ("{\"a\":1}\n[1]\n", 2), ("[{\"a\":1},\n{\"a\":2}]\n", 1), ("7\n", 1),
      ("{\"a\":1,\"a\":2}\n", 1),
      ("{\"a\":1} x\n", 1), ("{\"a\":01}\n", 1), ("{\"a\":\"\\q\"}\n", 1),
    ])
  func errors(text: String, line: Int) throws {
    guard case .badJSON(_, line, let reason) = try error(text), !reason.isEmpty else {
      Issue.record("got \(String(describing: try error(text)))")
      return
    }
  }

  @Test("empty files and lines of empty objects are no table", arguments: ["", "\n\n", "{}\n{}\n"])
  func empty(text: String) throws {
    guard case .empty = try error(text) else {
      Issue.record("no error")
      return
    }
  }

  @Test("a cancelled reading ends as such")
  func cancelled() throws {
    let directory = try TemporaryDirectory()
    let path = try directory.file("t.jsonl", Array("{\"a\":1}\n".utf8))
    let context = ComputeContext(threads: 1, isCancelled: { true })
    #expect(throws: LoadError.cancelled) {
      try JSONLinesSource(LoadOptions()).table(at: path, context: context)
    }
  }

  @Test("damaged lines end in a table or an error, never in a trap", arguments: 0..<40)
  func damaged(seed: UInt64) throws {
    var random = SeededGenerator(seed: 12_000 + seed)
    let good = Array("{\"a\":1.5,\"b\":\"x\\u00e9\",\"c\":[1,{\"d\":null}],\"e\":true}\n".utf8)
    for _ in 0..<30 {
      var bytes = good + good
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      let directory = try TemporaryDirectory()
      let path = try directory.file("t.ndjson", bytes)
      do throws(LoadError) {
        let table = try JSONLinesSource(LoadOptions()).table(at: path, context: .plain)
        #expect(table.columns.allSatisfy { $0.count == table.rowCount })
      } catch {
        #expect(!error.message.isEmpty)
      }
    }
  }

  @Test("whole numbers that no double equals stay text, and ones beyond all are said")
  func extremes() throws {
    let table = try read(
      "{\"a\":9007199254740993,\"b\":1e400,\"c\":true}\n{\"a\":1,\"b\":2,\"c\":1}\n{\"a\":3,\"b\":3.5,\"c\":null}")
    #expect(table.columns[0].texts == ["9007199254740993", "1", "3"])
    #expect(table.columns[1].numbers == [.infinity, 2, 3.5])
    #expect(
      table.notices == [
        .longIntegers(column: "a", line: 1, token: "9007199254740993"), .infinities(column: "b", count: 1, line: 1),
        .mixedTypes(column: "c", line: 2),
      ])
  }

  @Test("decimal= says how numbers in text are written")
  func decimal() throws {
    let lines = "{\"a\":\"$1,200\"}\n{\"a\":\"$5\"}"
    #expect(try read(lines).columns[0].numbers == [1200, 5])
    #expect(try read(lines, LoadOptions(csv: CSVOptions(decimal: ","))).columns[0].numbers == [1.2, 5])
  }
}
