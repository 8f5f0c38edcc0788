import Segmentation
import Testing

@testable import CommandLanguage
@testable import CommandSession
@testable import Commands

@Suite("%check")
struct CheckTests {
  private let file: CustomerFile
  private let cohort = CohortInterpreter.test()

  init() throws {
    file = try CustomerFile.groups()
    cohort.shown("%load \(file.path)\n%prepare\n%cluster k=3")
  }

  /// The rows: aim, what it is, met or not, where to look.
  private func check(_ aims: String) -> [[String]] { Array(cohort.tableCells("%check \(aims)").dropFirst()) }

  private func isMet(_ aim: String) -> Bool { check(aim).first?[2] == "✓met" }

  @Test("tells aims that are met from others, whatever the sign")
  func signs() {
    for aim in [
      "k=3", "k>=3", "k>2", "k<4", "k<=3", "k=2..3", "smallest>=30%", "smallest>0.3", "method=ward",
      "method=hierarchical", "scale=standard", "missing=median", "recipe=standard", "noise=0", "rows=100%",
      "features=3",
      "log=auto", "stable>0.9", "silhouette>0.5", "agree>0.9 with=kmeans", "largest<40%", "facts=no",
    ] { #expect(isMet(aim), "\(aim): \(check(aim))") }
    for aim in [
      "k=4", "k>3", "k<3", "k=4..6", "smallest>=40%", "method=kmeans", "scale=none", "noise>0", "silhouette>0.999",
      "agree<0.5 with=kmeans", "facts=yes", "rows<1",
    ] { #expect(!isMet(aim), "\(aim): \(check(aim))") }
  }

  @Test("says how many are met, what each is, and a direction that is no solution")
  func directions() {
    let text = cohort.shown("%check k=5 silhouette>0.2 method=kmeans")
    #expect(text.contains("1 of 3 aims is met."))
    let rows = check("k=5 silhouette>0.2 method=kmeans")
    #expect(Array(rows[0].prefix(4)) == ["k=5", "3", "notyet", "moresegments"])
    #expect(rows[1][2] == "✓met" && rows[1][3].isEmpty)
    #expect(rows[2][1] == "ward" && !rows[2][3].contains("kmeans"))
    #expect(cohort.shown("%check k=3 noise=0").contains("All aims are met."))
    #expect(cohort.shown("%check k=3").contains("The aim is met."))
  }

  @Test("measures what %stability and %agree measure")
  func sameFigures() throws {
    cohort.shown("%stability")
    let worst = try #require(cohort.session.currentStability?.segments.map(\.jaccard).min())
    #expect(check("stable>0")[0][1] == NumberText.decimals(worst, 3))
    #expect(cohort.shown("%agree kmeans").contains("Adjusted Rand index \(check("agree>0 with=kmeans")[0][1])"))
  }

  @Test("says which draws stability comes from, whoever measured it")
  func draws() {
    #expect(cohort.shown("%check stable>0.5").contains("stability from 50 resamples, seed 42 · "))
    cohort.shown("%stability resamples=7 seed=3")
    #expect(cohort.shown("%check stable>0.5").contains("stability from 7 resamples, seed 3 · "))
    #expect(!cohort.shown("%check k=3").contains("resamples"))
  }

  @Test("no direction names a value that meets the aim")
  func noSolutions() {
    for measure in AimMeasure.allCases {
      for miss in [Aim.Miss.tooLow, .tooHigh, .other] {
        let direction = measure.direction(miss)
        #expect(!direction.isEmpty)
        #expect(direction.firstMatch(of: /=|[0-9]/) == nil, "\(direction)")
      }
    }
  }

  @Test(
    "what is no aim is said, where it stands",
    arguments: [
      ("%check", "MissingArgument"), ("%check many", "WrongValue: aim is what is measured, a sign"),
      ("%check silhuette>0.3", "UnknownAim: ‘silhuette’"), ("%check k=some", "WrongAim: k is how many segments"),
      ("%check method>kmeans", "WrongAim"), ("%check method=3", "WrongAim"),
      ("%check k>3..5", "WrongAim: a range stands behind ="),
      ("%check agree>0.9", "WrongAim: agree needs with="), ("%check k=3 with=kmeans", "WrongAim: with= says"),
      ("%check agree>0.9 with=nothing", "UnknownComparison"),
      ("%check k==3", "WrongAim: one sign"), ("%check k=", "MissingValue: a value is missing behind k="),
      ("%check k = 4", "WrongValue: aim is what is measured, a sign (=, >, >=, <, <=) and a value without blanks"),
      ("%check k=6..3", "WrongAim: k is how many segments, and ‘6..3’"), ("%check k=3..", "WrongAim: k is"),
      ("%check k=99999999999999999999", "WrongAim: k is"), ("%check k=121", "WrongAim: k is"),
      ("%check k=2.5", "WrongAim: k is"), ("%check smallest>=500%", "WrongAim: smallest is the share"),
      ("%check silhouette>2", "WrongAim: silhouette is"),
      ("%check method=kmean", "WrongAim: method is the method or linkage, such as kmeans or ward, and none is"),
    ])
  func mistakes(line: String, beginning: String) {
    #expect(cohort.error(line)[0].hasPrefix(beginning), "\(cohort.error(line))")
  }

  @Test("an error names the nearest word, and what is taken")
  func remedies() {
    #expect(cohort.error("%check method=kmean").last?.hasPrefix("Did you mean kmeans? It is one of ") == true)
    #expect(cohort.error("%check k==4").last == "Write k=4")
    for line in ["k = 4", "k =4"] { #expect(cohort.error("%check \(line)").last == "Write k=4, without blanks") }
    #expect(
      cohort.error("%check k=6..3").last
        == "It takes a whole number from 1 to 120, the rows of the table, or a range such as 3..6")
    #expect(cohort.error("%check smallest>=500%").last?.hasPrefix("It takes a share from 0% to 100%") == true)
    #expect(cohort.shown("%check k=4").contains("The aim is not met yet."))
    #expect(cohort.shown("%check k=4 k=5").contains("0 of 2 aims are met."))
  }

  @Test("needs segments, and of a filtered table no stability")
  func stages() {
    #expect(CohortInterpreter.test().error("%check k=3")[0].hasPrefix("NoTable"))
    cohort.shown("%filter segment = 1")
    #expect(cohort.error("%check stable>0.5")[0].hasPrefix("FilteredSegments"))
  }
}
