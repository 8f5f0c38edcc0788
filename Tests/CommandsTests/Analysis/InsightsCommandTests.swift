import Foundation
import Graphics
import KernelInterface
import Segmentation
import Testing

@testable import CommandLanguage
@testable import CommandSession
@testable import Commands

@Suite("%insights and %name")
struct InsightsCommandTests {
  private let cohort = CohortInterpreter.test()
  private let file: CustomerFile

  init() throws {
    file = try CustomerFile.groups()
    cohort.shown("%config formats=html\n%load \(file.path)\n%cluster k=3")
  }

  @Test("the analysis comes as text, as a page and as Markdown, in the same words")
  func forms() throws {
    let outputs = cohort.notebook("%insights")
    guard case .display(let data, _)? = outputs.last else {
      Issue.record("nothing was shown")
      return
    }
    #expect(data.forms.count == 3)
    #expect(data.plainText.hasPrefix("What the 3 segments mean for the business"))
    #expect(cohort.html("%insights").contains("What sets it apart"))
    #expect(cohort.notebook("%insights") == outputs)
  }

  @Test("one segment alone, by number or by name")
  func one() {
    let second = cohort.shown("%insights 2")
    #expect(second.components(separatedBy: "── ").count == 2)
    cohort.shown("%name 2 \"Big ones\"")
    #expect(cohort.shown("%insights \"big ones\"").contains("── 2 Big ones: 40 customers"))
  }

  @Test("before %cluster and after %prepare it says which command to run")
  func stages() {
    let fresh = CohortInterpreter.test()
    fresh.shown("%load \(file.path)")
    for command in ["%insights", "%name 1 \"A\"", "%name", "%name auto"] {
      #expect(fresh.error(command)[0] == "NoSegmentation: there is no segmentation yet")
      cohort.shown("%prepare scale=robust")
      #expect(cohort.error(command).last == "Run %cluster again")
    }
  }

  @Test("stability is measured once, and said to be")
  func stability() {
    #expect(cohort.session.currentStability == nil)
    #expect(cohort.shown("%insights").contains("stability from 50 resamples, seed 42"))
    #expect(cohort.session.currentStability != nil)
    cohort.shown("%name 1 \"A\"")
    #expect(cohort.session.currentStability != nil, "a name changes nothing that was measured")
  }

  @Test("%insights and %stability draw the same customers, and print the same Jaccard coefficients")
  func sameStability() throws {
    cohort.shown("%cluster k=6")
    let insights = cohort.shown("%insights")
    let kept = try #require(cohort.session.currentStability)
    let table = cohort.shown("%stability")
    #expect(cohort.session.currentStability == kept)
    #expect(
      table.contains("bootstrap of 50 resamples, seed 42") && insights.contains("stability from 50 resamples, seed 42"))
    let cautioned = kept.segments.filter { $0.verdict == .uncertain || $0.verdict == .untrustworthy }
    #expect(!cautioned.isEmpty, "six segments of three groups do not all come back")
    for segment in cautioned {
      #expect(insights.contains("mean Jaccard coefficient \(decimals(segment.jaccard, 2))"))
      #expect(table.contains(decimals(segment.jaccard, 3)))
    }
    // The other way round, and afresh.
    let other = CohortInterpreter.test()
    other.shown("%load \(file.path)\n%cluster k=6\n%stability")
    #expect(other.session.currentStability == kept && other.shown("%insights") == insights)
  }

  @Test("rules are exported, read again, and say the same as the built-in ones")
  func rules() throws {
    let path = file.beside("rules.yaml")
    #expect(cohort.shown("%export rules \(path)").hasPrefix("Wrote \(path)"))
    #expect(cohort.shown("%insights rules=\(path)") == cohort.shown("%insights"))
    #expect(
      cohort.error("%export rules rules.csv")[0]
        == "UnknownFormat: rules go into a YAML file, and ‘rules.csv’ ends in .csv")
  }

  @Test("a mistake in rules names file, line and field under a caret, and nothing changes")
  func badRules() throws {
    let path = file.beside("bad.yaml")
    try "version: 1\nnames:\n  - name: A\n    when: utilization > 1\n".write(
      toFile: path, atomically: true, encoding: .utf8)
    let revision = cohort.session.revision
    let lines = cohort.error("%insights rules=\(path)")
    #expect(lines[0].hasPrefix("BadRules: \(path), line 4, names › 1 › when: ‘utilization’ is no subject"))
    #expect(lines[2].contains("^^^"))
    #expect(cohort.error("%insights rules=nowhere.yaml")[0] == "BadRules: nowhere.yaml: there is no such file")
    #expect(cohort.session.revision == revision)
  }

  @Test("an interrupt leaves the session as it was")
  func interrupted() {
    let revision = cohort.session.revision
    for count in [0, 1, 5, 20] {
      let context = RecordingContext()
      context.interrupt(after: count)
      if case .failed(let report) = cohort.execute("%insights", in: context) { #expect(report.name == "Interrupted") }
    }
    #expect(cohort.session.segmentNames.count == 3)
    #expect(cohort.session.revision >= revision)
  }

  @Test("a name is given, shown, exported, listed in %status, taken back and taken away")
  func naming() throws {
    #expect(cohort.shown("%name 3 \"VIP  club\"").contains("VIP club"))
    #expect(cohort.shown("%status").contains("3 VIP club"))
    let path = file.beside("segments.csv")
    cohort.shown("%export segments \(path)")
    #expect(try String(contentsOfFile: path, encoding: .utf8).contains(",3,VIP club,"))
    #expect(cohort.shown("%profile").isEmpty == false)
    #expect(cohort.shown("%insights").contains("── 3 VIP club:"))
    #expect(cohort.shown("%undo") == "Took back: %name 3 \"VIP  club\"\n")
    #expect(cohort.session.currentSegmentation?.names == [:])
    cohort.shown("%name 3 VIP\n%name vip none")
    #expect(cohort.session.currentSegmentation?.names == [:])
  }

  @Test("the same name once more is no change")
  func unchanged() {
    cohort.shown("%name 1 A")
    let revision = cohort.session.revision
    cohort.shown("%name 1 A\n%name\n%name 1")
    #expect(cohort.session.revision == revision)
  }

  @Test(
    "names that would be mistaken are refused",
    arguments: [
      ("%name 1 vip", "NameTaken: segment 2 is called “VIP” already"),
      ("%name 1 \"\"", "WrongValue: a name is not empty"),
      ("%name 1 \"  \"", "WrongValue: a name is not empty"),
      ("%name 1 7", "WrongValue: ‘7’ would be taken for a segment's number"),
      ("%name 1 auto", "WrongValue: ‘auto’ would be taken for a word of %name"),
      ("%name 1 \"Segment 2\"", "WrongValue: ‘Segment 2’ would be taken for segment 2"),
      ("%name 9 A", "UnknownSegment: there is no segment ‘9’"),
      ("%name vop A", "UnknownSegment: there is no segment ‘vop’"),
      ("%name auto A", "UnexpectedArgument: %name auto takes no name"),
      ("%name text=A", "MissingArgument: %name needs segment: the segment to name"),
      ("%name 1 \(String(repeating: "x", count: 61))", "WrongValue: a name has at most 60 characters, and this one 61"),
    ])
  func refused(command: String, expected: String) {
    cohort.shown("%name 2 VIP")
    let names = cohort.session.currentSegmentation?.names
    #expect(cohort.error(command)[0] == expected)
    #expect(cohort.session.currentSegmentation?.names == names)
  }

  @Test("%name auto adopts the computed names and leaves the user's")
  func auto() throws {
    cohort.shown("%name 2 VIP")
    cohort.shown("%name auto")
    let names = try #require(cohort.session.currentSegmentation?.names)
    #expect(names.count == 3)
    #expect(names[2] == "VIP")
    #expect(Set(names.values.map { $0.lowercased() }).count == 3)
    for (segment, name) in names { #expect(cohort.shown("%insights").contains("── \(segment) \(name): ")) }
    #expect(cohort.html("%profile").contains(names[1] ?? "?") || cohort.shown("%profile").contains(names[1] ?? "?"))
  }

  @Test("text columns alone cannot be clustered; few rows and names of any letters can be read")
  func odd() throws {
    let two = try CustomerFile("ID,\"a<b\"\nx,1\ny,2\n")
    cohort.shown("%load \(two.path) as=two\n%cluster k=2")
    cohort.shown("%name 1 \"<b>&\\\"é漢\"")
    let page = cohort.html("%insights")
    #expect(page.contains("&lt;b&gt;&amp;&quot;é漢"))
    #expect(!page.contains("<b>&"))
  }
}
