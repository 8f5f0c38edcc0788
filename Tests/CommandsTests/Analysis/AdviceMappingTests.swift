import Testing

@testable import CommandLanguage
@testable import CommandSession
@testable import Commands

@Suite("%insights with columns named for its rules")
struct AdviceMappingTests {
  private let cohort = CohortInterpreter.test()
  private let file: CustomerFile

  init() throws {
    file = try CustomerFile(
      (["KUNDE,SALDO,RAHMEN,ORT"]
        + (0..<60).map { row in
          let isHigh = row % 2 == 0
          return "K\(row),\(isHigh ? 900 + row : 10 + row).5,\(1000 + 10 * row).25,\(isHigh ? "Rom" : "Bern")"
        }).joined(separator: "\n"))
    cohort.shown("%config formats=html\n%load \(file.path)\n%cluster k=2")
  }

  @Test("columns are named for words, and the rules speak")
  func named() {
    #expect(cohort.shown("%insights").contains("None of the columns that the rules on cards,"))
    let shown = cohort.shown("%insights balance=SALDO credit_limit=RAHMEN")
    #expect(shown.contains("Advice follows the rules on cards, by balance (SALDO) and credit_limit (RAHMEN)."))
    #expect(shown.contains("Raise no limit without a new look at income."))
  }

  @Test(
    "a word mistyped, a column mistyped, one that measures nothing and one named twice are refused",
    arguments: [
      ("%insights balanse=SALDO", "UnknownKey: %insights has no balanse=", "balance="),
      ("%insights balance=SALDOO", "UnknownColumn: ", "SALDO"),
      ("%insights balance=ORT", "WrongRole: balance is a measure, and the role of ORT is ", "%roles"),
      (
        "%insights balance=SALDO purchases=SALDO", "RepeatedColumn: SALDO cannot be both balance and purchases",
        "purchases=SALDO"
      ),
    ])
  func refused(line: String, error: String, hint: String) {
    let lines = cohort.error(line)
    #expect(lines[0].hasPrefix(error), "\(lines)")
    #expect(lines.joined(separator: "\n").contains(hint), "\(lines)")
  }

  @Test("Tab completes the words and the columns")
  func completion() {
    #expect(cohort.complete("%insights monet", at: 15).items.map(\.text) == ["monetary="])
    #expect(cohort.complete("%insights balance=SA", at: 20).items.map(\.text) == ["SALDO"])
  }

  @Test("help lists the words once")
  func help() {
    let shown = cohort.shown("%help insights")
    #expect(shown.contains("%insights SEGMENT rules=FILE NAME=COLUMN"))
    #expect(shown.components(separatedBy: "monthly_charges").count == 2)
  }

  @Test("a pack by its name")
  func pack() {
    #expect(cohort.shown("%insights rules=telecom").contains("the rules on"))
    let lines = cohort.error("%insights rules=telecoms")
    #expect(lines[0] == "BadRules: telecoms: there is no such file, and no pack of this name")
    #expect(lines.last == "Did you mean telecom?")
    #expect(cohort.complete("%insights rules=tel", at: 19).items.map(\.text).contains("telecom"))
  }
}
