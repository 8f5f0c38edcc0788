import KernelInterface
import Testing

@testable import CommandLanguage
@testable import CommandSession
@testable import Commands

@Suite("Tab offers what can stand at the cursor")
struct CompletionTests {
  private let file: CustomerFile
  private let cohort = CohortInterpreter.test()

  init() throws {
    file = try CustomerFile()
    cohort.printed("%load \(file.path)\nrows = 3\nratio = 0.5")
  }

  /// Completes where `|` stands.
  private func complete(_ marked: String) -> CompletionList {
    let parts = marked.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
    return cohort.complete(parts.joined(), at: parts[0].unicodeScalars.count)
  }

  private func texts(_ marked: String) -> [String] { complete(marked).items.map(\.text) }

  @Test("commands")
  func commands() {
    #expect(texts("%he|") == ["%head", "%help"])
    #expect(texts("%time %tai|") == ["%tail"])
    #expect(texts("?%ver|") == ["%version"])
    #expect(texts("%help ver|") == ["version"])
    #expect(texts("ver|") == ["%version"])
    #expect(texts("|") == [])
    #expect(texts("%|").count == Registry.test.names.count)
  }

  @Test("columns, whatever their case, in quotes where they need them")
  func columns() {
    #expect(texts("%describe BA|") == ["BALANCE", "BALANCE_FREQUENCY"])
    #expect(texts("%describe bal|") == ["BALANCE", "BALANCE_FREQUENCY"])
    #expect(texts("%describe cre|") == ["\"Credit limit\""])
    #expect(texts("%describe \"Credit l|") == ["\"Credit limit\""])
    #expect(texts("%describe 'BALANCE_|") == ["'BALANCE_FREQUENCY'"])
    #expect(texts("%describe BALANCE,ci|") == ["city"])
    #expect(texts("%describe LIMIT|") == ["\"Credit limit\""])
    #expect(complete("%describe BA|").items[0].kind == "column")
  }

  @Test("keys that are not there yet, and their values")
  func keys() {
    #expect(texts("%echo to=std|") == ["stdout", "stderr"])
    #expect(texts("%echo to=|") == ["stdout", "stderr"])
    #expect(texts("%load x.csv del|") == ["delimiter="])
    #expect(texts("%load x.csv enc|oding=utf-8") == ["encoding="])
    #expect(!texts("%load x.csv encoding=utf-8 |").contains("encoding="))
    #expect(texts("%everything x k=a|") == ["auto"])
  }

  @Test("parameters")
  func parameters() {
    #expect(texts("%head $r|") == ["$ratio", "$rows"])
    #expect(texts("x = $ro|") == ["$rows"])
    #expect(texts("ro|") == ["rows", "%roles", "%role"])
    #expect(complete("%head $ro|").items == [.init(text: "$rows", kind: "parameter", signature: "3")])
  }

  @Test("paths")
  func paths() {
    let folder = file.path.split(separator: "/").dropLast().joined(separator: "/")
    #expect(texts("%load /\(folder)/cus|") == [file.path])
    #expect(texts("%load \"/\(folder)/cus|") == ["\"\(file.path)\""])
    #expect(texts("%load /nowhere/at/all/|") == [])
  }

  @Test("with a range in Unicode scalars that covers the word under the cursor")
  func ranges() {
    let list = complete("# 👩‍👩‍👧\n%describe BA|L")
    #expect(list.start == 8 + 10 && list.end == 8 + 13)
    #expect(complete("%describe Nö |").start == 13)
  }

  @Test("only of commands of this version")
  func unbuilt() {
    #expect(texts("%sco|") == ["%score"] && texts("%scorer|") == [])
  }
}
