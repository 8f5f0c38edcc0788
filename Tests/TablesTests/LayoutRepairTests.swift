import Foundation
import Testing

@testable import Tables

@Suite("What stands around a table is told from it")
struct LayoutRepairTests {
  @Test(
    "title lines above the names, plain or padded with commas",
    arguments: ["Sales 2023\n\n", "Sales 2023,,\n,,\n", "Sales; all stores\n"])
  func titles(title: String) throws {
    let text = title + "id,age,city\na,31,X\nb,42,Y\nc,53,Z\n"
    let table = try load(text)
    #expect(table.columns.map(\.name) == ["id", "age", "city"])
    #expect(table.columns[1].numbers == [31, 42, 53])
    guard case .titleLines(_, let first, _) = table.notices.first else {
      Issue.record("got \(table.notices)")
      return
    }
    #expect(first.hasPrefix("Sales"))
  }

  @Test("a title with the delimiter of another kind does not hide the table's own")
  func titleDelimiter() throws {
    let table = try load("Report, of May\na;b;c\n1;2;x\n3;4;y\n")
    #expect(table.columns.map(\.name) == ["a", "b", "c"])
    #expect(table.notices == [.titleLines(count: 1, text: "Report, of May", line: 2)])
  }

  @Test("skip= says how many lines stand before the names")
  func skip() throws {
    let text = "x,y\nu,v\na,b\n1,2\n"
    #expect(try load(text, CSVOptions(skip: 2)).columns.map(\.name) == ["a", "b"])
    #expect(try load(text, CSVOptions(skip: 0)).columns.map(\.name) == ["x", "y"])
    guard case .invalidOption(key: "skip", value: "9", _) = try loadError(text, CSVOptions(skip: 9)) else {
      Issue.record("no error")
      return
    }
    guard case .invalidOption(key: "skip", _, _) = try loadError(text, CSVOptions(skip: -1)) else {
      Issue.record("no error")
      return
    }
  }

  @Test("header=no reads the first line as a row")
  func noHeader() throws {
    let table = try load("1,x\n2,y\n", CSVOptions(header: false))
    #expect(table.columns.map(\.name) == ["column_1", "column_2"])
    #expect(table.columns[0].numbers == [1, 2])
    #expect(table.notices == [])
  }

  @Test("a line of units below the names")
  func units() throws {
    let text = "id,income,age\n,(EUR),years\na,100,31\nb,200,42\nc,300,53\n"
    let table = try load(text)
    #expect(table.rowCount == 3)
    #expect(table.columns[1].numbers == [100, 200, 300])
    #expect(table.notices == [.unitLine(line: 2, text: "(EUR), years")])
    #expect(try load(text, CSVOptions(repair: .none)).rowCount == 4)
    #expect(try load("id,v\nk,unknown\nk,1\nk,2\n").rowCount == 3)
  }

  @Test(
    "short lines at the end, as a cut download and a line of source leave them",
    arguments: ["7", "7,8", "Source: Census\n", "\nSource: Census\nAll rights reserved\n"])
  func foot(foot: String) throws {
    let text = "a,b,c\n1,2,x\n3,4,y\n" + foot
    let table = try load(text)
    #expect(table.rowCount == 2)
    #expect(table.columns[0].numbers == [1, 3])
    guard case .raggedEnd(_, let line, 3, _, let shown) = table.notices.first else {
      Issue.record("got \(table.notices)")
      return
    }
    #expect(line == (foot.hasPrefix("\n") ? 5 : 4))
    #expect(foot.contains(shown))
    guard case .raggedRow = try loadError(text, CSVOptions(ragged: .error)) else {
      Issue.record("no error")
      return
    }
  }

  @Test("rows of another length within are an error, left out or filled up, as is said")
  func ragged() throws {
    let text = "a,b\n1,2\n3\n4,\n5,6,\n7,8\n"
    guard case .raggedRow(_, line: 3, expected: 2, found: 1) = try loadError(text) else {
      Issue.record("no error")
      return
    }
    let skipped = try load(text, CSVOptions(ragged: .skip))
    #expect(skipped.columns.map(\.texts) == [["1", "4", "7"], ["2", nil, "8"]])
    #expect(skipped.notices == [.raggedSkipped(count: 2, line: 3, expected: 2, found: 1)])
    let padded = try load(text.replacingOccurrences(of: "\n", with: "\r\n"), CSVOptions(ragged: .pad))
    #expect(padded.columns.map(\.texts) == [["1", "3", "4", "5", "7"], ["2", nil, nil, "6", "8"]])
    #expect(padded.notices == [.raggedPadded(count: 2, line: 3, expected: 2, found: 1)])
    guard
      case .tooManyFields(_, line: 4, expected: 2, found: 3) = try loadError(
        "a,b\n1,2\n3\n1,2,3\n4,5\n", CSVOptions(ragged: .pad))
    else {
      Issue.record("a value too many was lost")
      return
    }
  }

  @Test("lines keep their numbers when rows are left out")
  func lines() throws {
    let table = try load("a,b\n\"x\ny\"\n1,$5\n2,$6\n", CSVOptions(ragged: .skip))
    #expect(table.notices.contains(.readAsNumber(column: "b", line: 4, token: "$5", value: "5", how: "$ left out")))
  }

  @Test(
    "commas behind every row, behind the names, or both",
    arguments: ["a,b\n1,x,\n2,y,\n", "a,b,\n1,x\n2,y\n", "a,b,,\n1,x,,\n2,y,,\n"])
  func trailing(text: String) throws {
    let table = try load(text)
    #expect(table.columns.map(\.name) == ["a", "b"])
    #expect(table.columns[0].numbers == [1, 2])
  }

  @Test("a value behind the names keeps its column")
  func trailingValue() throws {
    let rows = (0..<200).map { "\($0),x," } + ["200,y,z"]
    let table = try load("a,b\n" + rows.joined(separator: "\n"))
    #expect(table.columns.map(\.name) == ["a", "b", "column_3"])
    #expect(table.columns[2].texts.last == "z")
  }

  @Test("a last row of sums is named and kept out")
  func total() throws {
    let text = "id,store,n,sales\n1,A,2,\"1,000.10\"\n2,B,3,\"2,000.20\"\nTotal,,5,\"3,000.30\"\n"
    let table = try load(text)
    #expect(table.rowCount == 2)
    #expect(table.columns[0].numbers == [1, 2])
    #expect(table.columns[3].numbers == [1000.1, 2000.2])
    #expect(table.notices.contains(.totalRow(line: 4, label: "Total")))
    #expect(try load(text, CSVOptions(repair: .none)).rowCount == 3)
    #expect(try load("id,n\nA,2\nB,3\nTotal,6\n").rowCount == 3)
    #expect(try load("id,n\nA,2\nB,3\nTotals of May,5\n").rowCount == 3)
    #expect(try load("id,d\nA,x\nB,y\nTotal,z\n").rowCount == 3)
  }

  @Test(
    "encodings by their usual names",
    arguments: [
      ("UTF8", TextEncoding.utf8), ("utf-8", .utf8), ("windows-1252", .latin1), ("CP1252", .latin1),
      ("latin1", .latin1),
      ("ISO-8859-1", .latin1), ("latin-1", .latin1), ("ISO-8859-15", .latin9), ("utf16", .utf16), ("UTF_16", .utf16),
    ])
  func encodings(name: String, encoding: TextEncoding) {
    #expect(TextEncoding(named: name) == encoding)
    #expect(TextEncoding(named: "koi8") == nil)
  }

  @Test("odd layouts end in a table or an error, never in a trap", arguments: 0..<60)
  func random(seed: UInt64) throws {
    var random = SeededGenerator(seed: 11_000 + seed)
    let pieces = [
      "Title\n", "Title,,\n", "a,b,c\n", "a,b,c,\n", ",(EUR),\n", "1,2,3\n", "4,5,6,\n", "7\n", "\n", "x,\"y\",z\n",
      "Total,2,3\n",
      "=\"007\",$5,31/12/2023\n", "8,9,", "\"open", "Source: x", "\r\n", "6.970;1,5\n",
    ]
    for _ in 0..<30 {
      let text = (0..<Int.random(in: 1...9, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
        .joined()
      for ragged in RaggedRows.allCases {
        do {
          let table = try load(text, CSVOptions(ragged: ragged))
          #expect(table.columns.allSatisfy { $0.count == table.rowCount && $0.texts.count == table.rowCount })
          #expect(table.notices.allSatisfy { !$0.message.isEmpty })
        } catch let error as LoadError {
          #expect(!error.message.isEmpty)
        }
      }
    }
  }

  @Test("names one fewer than the values are names all the same: of rows without one, or of a last column")
  func shortNames() throws {
    let rows = (1...6).map { "r\($0),\($0),\(2 * $0)\n" }.joined()
    let table = try load("a,b\n" + rows)
    #expect(table.columns.map(\.name) == ["column_1", "a", "b"] && table.rowCount == 6)
    #expect(table.notices == [.shortNames(line: 1, isFirst: true, name: "column_1")])
    let last = try load("a,b\n" + (1...6).map { "\($0 % 2),\($0),note \($0)\n" }.joined())
    #expect(last.columns.map(\.name) == ["a", "b", "column_3"] && last.rowCount == 6)
    #expect(last.notices == [.shortNames(line: 1, isFirst: false, name: "column_3")])
    guard case .raggedRow = try loadError("a,b\n" + rows, CSVOptions(ragged: .error)) else {
      Issue.record("no error")
      return
    }
    let titled = try load("Customers 2024\na,b,c\n" + rows)
    #expect(titled.columns.map(\.name) == ["a", "b", "c"], "a title is none")
  }
}
