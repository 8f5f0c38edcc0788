import Foundation
import KernelInterface
import Testing

@testable import CommandLanguage
@testable import CommandSession
@testable import Commands

@Suite("Tables are loaded and shown")
struct TableCommandTests {
  let cohort = CohortInterpreter.test()

  private func shown(_ code: String) -> String {
    let context = RecordingContext()
    if case .failed(let report) = cohort.execute(code, in: context) { return report.lines.joined(separator: "\n") }
    return context.shown.map(\.plainText).joined(separator: "\n")
  }

  @Test("%load shows rows, columns, what is missing, memory and the first rows")
  func load() throws {
    let file = try CustomerFile()
    let text = shown("%load \(file.path)")
    #expect(text.hasPrefix("customers: 4 rows × 5 columns\n"))
    #expect(text.contains("A     10.50"))
    #expect(text.contains("Missing: 2 values (BALANCE 1, Credit limit 1)."))
    #expect(text.contains("3 number and 2 text columns"))
    #expect(text.contains("ID identifies rows"))
  }

  @Test("%load takes a built-in table by its name, unless there is a file of that name")
  func loadsBuiltInTables() throws {
    #expect(shown("%load sample") == shown("%load"))
    #expect(shown("%load shapes").contains("shapes: 393 rows × 3 columns"))
    let error = cohort.error("%load shapes id=group")[0]
    #expect(error == "MissingArgument: id= says how to read a file, and no file is named")
  }

  @Test("%load takes every option")
  func options() throws {
    let file = try CustomerFile("no;amount\n1;1.234,5\n2;-999\n", name: "german.csv")
    let text = shown("%load \(file.path) as=german delimiter=\";\" decimal=\",\" thousands=. missing=-999 id=no")
    #expect(text.hasPrefix("german: 2 rows × 2 columns"))
    #expect(text.contains("1,234.50"))
    #expect(text.contains("Missing: 1 value (amount 1)."))
    #expect(cohort.error("%load \(file.path) id=nr")[0].hasPrefix("UnknownColumn"))
  }

  @Test("%load without a source is the sample, twice the same")
  func sample() {
    #expect(shown("%load").hasPrefix("sample: 5,000 rows × 18 columns"))
    #expect(shown("%load") == shown("%load"))
    #expect(cohort.error("%load encoding=utf-8")[0].hasPrefix("MissingArgument"))
  }

  @Test("%head, %tail and %sample name their rows")
  func rows() throws {
    let file = try CustomerFile()
    cohort.printed("%load \(file.path)")
    #expect(shown("%head 2").hasSuffix("First 2 of 4 rows of customers"))
    #expect(shown("%tail n=1").contains("D        40"))
    #expect(shown("%sample 2").hasSuffix("Drawn 2 of 4 rows of customers, seed 42"))
    #expect(shown("%sample 2") == shown("%sample 2"))
    #expect(shown("%config rows=1\n%head 3").hasSuffix("1 of them are shown, %config rows=3 shows all"))
  }

  @Test("%describe summarises numbers and other columns apart")
  func describe() throws {
    let file = try CustomerFile()
    cohort.printed("%load \(file.path)")
    let text = shown("%describe")
    let row = text.split(separator: "\n").first { $0.hasPrefix("BALANCE") } ?? ""
    #expect(row.contains("  3        1  23.50  15.06  10.50"))
    #expect(text.contains("city    text      4        0         2  Rome (2)"))
    #expect(shown("%describe balance BALANCE").components(separatedBy: "BALANCE ").count == 2)
  }

  @Test("%status tells what is there and what is missing")
  func status() throws {
    let file = try CustomerFile()
    let text = shown("%load \(file.path)\nk = 4\n%status")
    #expect(text.contains("k = 4"))
    #expect(text.contains("none yet; %prepare makes them"))
    #expect(text.contains("BALANCE, BALANCE_FREQUENCY, Credit limit"))
  }

  @Test("values that are markup are shown as text")
  func markup() throws {
    let file = try CustomerFile("ID,<script>x</script>\nA,<img onerror=alert(1)>\nB,2\n", name: "evil.csv")
    let context = RecordingContext()
    _ = cohort.execute("%load \(file.path)\n%status\n%describe\n%help", in: context)
    for data in context.shown {
      for case .html(let html) in data.forms {
        #expect(!html.contains("<script>x") && !html.contains("<img onerror"))
      }
    }
  }
}
