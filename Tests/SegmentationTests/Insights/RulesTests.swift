import Analysis
import Foundation
import Machine
import Testing

@testable import Segmentation

@Suite("Rules files")
struct RulesTests {
  private func problem(_ yaml: String) -> String {
    do throws(RulesError) {
      _ = try Rules(yaml: yaml, file: "mine.yaml")
      return "read"
    } catch {
      return error.message
    }
  }

  @Test("the built-in rules are read, and hold what the product promises")
  func builtIn() throws {
    let rules = try Rules.builtIn()
    #expect(rules.totals == ["balance", "purchases", "cash_advance", "payments"])
    #expect(rules.departments.map(\.name) == ["marketing", "credit management", "customer service"])
    #expect(rules.departments.allSatisfy { $0.recommendations.count > 5 })
    #expect(rules.levels.map(\.name) == ["High", "Raised", "Moderate", "Low"])
    #expect(rules.cautions == Rules.Cautions())
    #expect(rules.limits == Rules.Limits())
  }

  @Test("the notes of the built-in rules name every subject, statistic and format that there is")
  func vocabulary() {
    let notes = Rules.builtInYAML.split(separator: "\n").filter { $0.hasPrefix("#") }.joined(separator: "\n")
    for subject in CardSubject.allCases { #expect(notes.contains(subject.rawValue)) }
    for statistic in Statistic.ofValues + Statistic.ofSegments { #expect(notes.contains(statistic)) }
    for relation in Measure.Relation.allCases where relation != .own { #expect(notes.contains(relation.rawValue)) }
    for format in FigureFormat.allCases { #expect(notes.contains(format.rawValue)) }
  }

  @Test("a version alone is a file of rules that ask for nothing")
  func smallest() throws {
    let rules = try Rules(yaml: "version: 1", file: "mine.yaml")
    #expect(rules.subjects.isEmpty)
    #expect(rules.names.isEmpty)
  }

  @Test(
    "a mistake names file, line and field, and what is allowed",
    arguments: [
      ("", "mine.yaml: the file is empty; version: 1 begins it"),
      ("names: []", "mine.yaml, line 1: the field version is missing; version: 1 is what this program reads"),
      ("version: 2", "mine.yaml, line 1, version: these rules are of a later version than 1, which this program reads"),
      ("version: x", "mine.yaml, line 1, version: the version, 1, is expected here, not ‘x’"),
      ("version: 1\nadvise: {}", "mine.yaml, line 2, advise: there is no such field; did you mean advice?"),
      ("version: 1\nnames: x", "mine.yaml, line 2, names: a list of names is expected here, each after a dash"),
      ("version: 1\nnames:\n  - name: A", "mine.yaml, line 3, names › 1: the field when is missing"),
      (
        "version: 1\nnames:\n  - name: A\n    when: utilization > 1",
        "mine.yaml, line 4, names › 1 › when: ‘utilization’ is no subject; did you mean utilisation? "
          + "(read so far: utilization)"
      ),
      (
        "version: 1\nnames:\n  - {name: A, when: 1 > 0}\n  - {name: a, when: 1 > 0}",
        "mine.yaml, line 4, names › 2: ‘a’ is there already"
      ),
      (
        "version: 1\nnames:\n  - name: A\n    when:\n      - 1 > 0\n      - balance.medain > 1",
        "mine.yaml, line 6, names › 1 › when › 2: ‘medain’ is no statistic; did you mean median? "
          + "(read so far: balance.medain)"
      ),
      (
        "version: 1\nadvice:\n  marketing:\n    - when: 1 > 0\n      do: Call\n      because: so",
        "mine.yaml, line 6, advice › marketing › 1 › because: a reason shows the figure that calls for the advice, as in "
          + "{utilisation.median:percent}"
      ),
      (
        "version: 1\ntotals: [balances]",
        "mine.yaml, line 2, totals › 1: ‘balances’ is no subject; did you mean balance?"
      ),
      (
        "version: 1\nlimits:\n  traits: many",
        "mine.yaml, line 3, limits › traits: a number from 0 to 50 is expected here, not ‘many’"
      ),
      (
        "version: 1\nrisk:\n  levels:\n    - {level: A, from: 1}\n    - {level: B, from: 2}\n    - level: C",
        "mine.yaml, line 5, risk › levels › 2: levels go from the highest down, and this one is not below the one before"
      ),
      (
        "version: 1\nrisk:\n  signals:\n    - {points: 1, because: x, when: 1 > 0}",
        "mine.yaml, line 3, risk: the field levels is missing: signals add up to one of them"
      ),
      (
        "version: 1\ncolumns:\n  balance: X",
        "mine.yaml, line 3, columns › balance: the word balance has a meaning of its own; take another"
      ),
      ("version: 1\nversion: 1", "mine.yaml, line 2: the field version is there twice"),
    ])
  func mistakes(yaml: String, expected: String) { #expect(problem(yaml) == expected) }

  @Test("text that is no YAML names its line")
  func noYAML() {
    #expect(problem("version: 1\nnames: [").hasPrefix("mine.yaml, line"))
    #expect(problem("version: 1\n\tx: 1").hasPrefix("mine.yaml, line 2: this is no YAML"))
  }

  @Test("words of one's own stand for columns of the table")
  func ownColumns() throws {
    let table = try blobs([[0, 9], [20, 1]], each: 20, seed: 3)
    let segmentation = try CustomerSegmentation.make(
      of: Recipe.standard.prepare(table), options: ClusterOptions(k: .fixed(2)))
    let yaml = """
      version: 1
      columns: {visits: X1}
      totals: [visits]
      names:
        - {name: Frequent, when: visits.ratio >= 1.2}
        - {name: Seldom, when: visits.ratio < 1}
      advice:
        sales:
          - {when: visits > 10, do: Invite them, because: "{visits.median:number} visits at the median"}
      """
    let insights = try Insights(of: segmentation, table: table, rules: Rules(yaml: yaml, file: "shop.yaml"))
    #expect(Set(insights.segments.map(\.name)) == ["Frequent", "Seldom"])
    let frequent = try #require(insights.segments.first { $0.name == "Frequent" })
    #expect(frequent.totals.map(\.label) == ["visits"])
    #expect(frequent.advice.map(\.department) == ["sales"])
    #expect(frequent.advice[0].recommendations[0].reason.text.hasSuffix(" visits at the median."))
    #expect(insights.segments.first { $0.name == "Seldom" }?.advice == [])
  }

  @Test("a file that is not there, a folder and a file too large are refused in words")
  func files() throws {
    func problem(_ path: String) -> String? {
      do throws(RulesError) {
        _ = try Rules(contentsOf: path, name: "mine.yaml")
        return nil
      } catch {
        return error.message
      }
    }
    let folder = FileManager.default.temporaryDirectory.appending(path: "rules-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(problem(folder.appending(path: "no.yaml").path()) == "mine.yaml: there is no such file")
    #expect(problem(folder.path()) == "mine.yaml: this is no file of text")
    let large = folder.appending(path: "large.yaml")
    try Data(repeating: 32, count: Rules.largestFile + 1).write(to: large)
    #expect(problem(large.path())?.hasPrefix("mine.yaml: rules take 1,000,000 bytes at most") == true)
    try Data([0xFF, 0xFE, 0x00]).write(to: large)
    #expect(problem(large.path()) == "mine.yaml: this is no text in UTF-8")
    try Data(Rules.builtInYAML.utf8).write(to: large)
    #expect(problem(large.path()) == nil)
  }

  @Test(
    "rules with anything cut, doubled or changed are read or refused, and nothing worse",
    arguments: 1...6 as ClosedRange<UInt64>)
  func fuzz(seed: UInt64) {
    var random = Xoshiro256(seed: seed)
    let whole = Array(Rules.builtInYAML.unicodeScalars)
    let spice = Array("{}[]:-,&*!|>'\"%@`#\n\t 0é".unicodeScalars)
    for _ in 0..<40 {
      var text = whole
      for _ in 0..<1 + Int(random.next() % 4) {
        let place = Int(random.next() % UInt64(text.count))
        switch random.next() % 3 {
        case 0: text.removeSubrange(place..<min(text.count, place + Int(random.next() % 40)))
        case 1: text.insert(spice[Int(random.next() % UInt64(spice.count))], at: place)
        default: text.insert(contentsOf: text[place..<min(text.count, place + 60)], at: place)
        }
      }
      do throws(RulesError) {
        _ = try Rules(yaml: String(String.UnicodeScalarView(text)), file: "mine.yaml")
      } catch {
        #expect(error.message.hasPrefix("mine.yaml"))
      }
    }
    #expect(problem("version: 1\nnames: " + String(repeating: "[", count: 50_000)).hasPrefix("mine.yaml"))
    #expect(problem("a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nversion: 1").hasPrefix("mine.yaml"))
    let levels = (0..<12).map {
      "  - name: N\($0)\n    when: &\(Character(Unicode.Scalar(98 + $0)!)) ["
        + Array(repeating: "*\(Character(Unicode.Scalar(97 + $0)!))", count: 10).joined(separator: ",") + "]\n"
    }
    let many = "version: 1\nnames:\n  - name: A\n    when: &a [1 > 0, 1 > 0]\n" + levels.joined()
    #expect(problem(many) == "mine.yaml, line 16: aliases stand for more than 1,000,000 entries")
    #expect(problem("\u{FEFF}version: 1\r\nnames: []\r\n") == "read")
    #expect(problem("version: 1\nnames: &a [*a]") == "mine.yaml, line 2: an alias stands for itself")
    #expect(problem("version: 1\n---\nversion: 1") == "mine.yaml: there is more than one document")
  }
}
