import KernelInterface
import Testing

@testable import CommandLanguage
@testable import CommandSession
@testable import Commands

@Suite("Help comes from the commands themselves")
struct HelpTests {
  private let file: CustomerFile
  private let cohort = CohortInterpreter.test()

  init() throws {
    file = try CustomerFile()
    cohort.printed("%load \(file.path)\nrows = 3")
  }

  private func inspect(_ marked: String, _ detail: InspectionDetail = .brief) -> String? {
    let parts = marked.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
    return cohort.inspect(parts.joined(), at: parts[0].unicodeScalars.count, detail: detail)?.plainText
  }

  @Test("Shift-Tab explains the command, the key, the column, the parameter at the cursor")
  func inspection() throws {
    #expect(try #require(inspect("%lo|ad x.csv")).hasPrefix("%load — reads a CSV"))
    #expect(try #require(inspect("%load |")).hasPrefix("%load — reads a CSV"))
    #expect(
      try #require(inspect("%everything x k=|")).hasPrefix("%everything k=auto — how many\nIt is auto or a whole"))
    #expect(try #require(inspect("%everything x k=|4")).hasPrefix("%everything k=auto — how many"))
    #expect(inspect("%describe BAL|ANCE") == "BALANCE: number column of customers, 4 rows, 1 missing")
    #expect(inspect("%head $ro|ws") == "rows = 3")
    #expect(inspect("ro|ws") == "rows = 3")
    #expect(try #require(inspect("%time %he|ad")).hasPrefix("%head — "))
    #expect(try #require(inspect("%load?|")).hasPrefix("%load — "))
    #expect(inspect("%nothing|") == nil)
    #expect(inspect("|") == nil)
  }

  @Test("the second press adds examples")
  func detail() throws {
    #expect(try !#require(inspect("%head|")).contains("%head 20"))
    #expect(try #require(inspect("%head|", .full)).contains("%head 20"))
  }

  @Test("a question mark opens the pager and leaves no output")
  func pager() {
    for code in ["%head?", "?%head", "head?", "%head ?"] {
      let context = RecordingContext()
      #expect(cohort.execute(code, in: context) == .finished(result: nil))
      #expect(context.pages.count == 1 && context.outputs.isEmpty, "\(code)")
      #expect(context.pages[0].plainText.hasPrefix("%head — "))
    }
  }

  @Test("%help lists every command and none that is not built")
  func overview() {
    let context = RecordingContext()
    _ = cohort.execute("%help", in: context)
    let text = context.shown[0].plainText
    for name in Registry.test.names { #expect(text.contains("%\(name) "), "\(name)") }
    for name in Unbuilt.instead.keys { #expect(!text.contains("%\(name) "), "\(name)") }
  }

  @Test("no command is both built and refused")
  func honest() {
    #expect(Set(Registry.standard.names).isDisjoint(with: Unbuilt.instead.keys))
  }

  @Test("README's table has every command with its signature")
  func table() {
    let table = commandTableMarkdown()
    for description in Registry.standard.descriptions {
      #expect(table.contains("| `\(description.signature.replacing("|", with: "\\|"))` |"), "\(description.name)")
    }
  }

  @Test("every example parses, and every default is a value that its key takes")
  func defaults() {
    for description in Registry.standard.descriptions {
      for example in description.examples {
        let cell = Registry.standard.parse(example.line)
        #expect(CellChecker(registry: .standard).firstMistake(in: cell) == nil, "\(example.line)")
      }
      for parameter in description.parameters {
        guard let value = parameter.defaultText, parameter.placement != .places else { continue }
        let required = description.parameters.filter(\.isRequired).map { $0.candidates.choices.first?.text ?? "x" }
          .joined(separator: " ")
        let cell = Registry.standard.parse("%\(description.name) \(required) \(parameter.key)=\(value)")
        #expect(CellChecker(registry: .standard).firstMistake(in: cell) == nil, "\(description.name) \(parameter.key)")
      }
    }
  }

  @Test(
    "a cell is complete, incomplete or invalid",
    arguments: [
      ("%head", Completeness.complete), ("", .complete), ("k = 4", .complete), ("# x", .complete),
      ("%load?", .complete),
      ("%echo \"abc", .incomplete(indent: "")), ("%head \\", .incomplete(indent: "  ")),
      ("cols=(A", .incomplete(indent: "")),
      ("%head n = 4", .invalid), ("%nothing", .invalid), ("import os", .invalid), ("%head n=x", .invalid),
    ])
  func completeness(code: String, expected: Completeness) {
    #expect(cohort.completeness(of: code) == expected)
  }
}
