import Foundation
import KernelInterface
import Testing

@testable import CommandLanguage
@testable import CommandSession
@testable import Commands

@Suite("%agree")
struct AgreeTests {
  private let cohort = CohortInterpreter.test()
  private let file: CustomerFile

  init() throws {
    file = try CustomerFile.groups()
    cohort.shown("%config formats=html\n%load \(file.path)\n%cluster k=3")
  }

  @Test("against a column: the cross table counts every customer, and the line of text says how far it goes")
  func column() {
    let cells = cohort.tableCells("%agree city")
    #expect(cells[0].prefix(2) == ["segment", "customers"] && Set(cells[0][2...3]) == ["Pisa", "Rome"])
    #expect(cells.count == 5)
    #expect(cells.last?.prefix(2) == ["Everyone", "120"])
    #expect(cohort.shown("%agree city").hasPrefix("The segments and city: adjusted Rand index "))
    #expect(cohort.session.lastFigure?.kind == "crosstab")
  }

  @Test(
    "against other methods, which separate groups the same", arguments: ["kmeans", "complete", "average", "single"])
  func methods(word: String) {
    #expect(cohort.shown("%agree \(word)").contains("adjusted Rand index 1;"))
  }

  @Test("against the segmentation before: kept when another one replaces it, not when the same comes again")
  func previous() {
    #expect(cohort.error("%agree previous")[0].hasPrefix("NoPreviousSegmentation: "))
    cohort.shown("%cluster k=2")
    let compared = cohort.shown("%agree previous")
    #expect(compared.hasPrefix("The segments and the previous segmentation: adjusted Rand index 0."))
    cohort.shown("%cluster k=2")
    #expect(cohort.shown("%agree previous") == compared)
    cohort.shown("%undo\n%undo")
    #expect(cohort.error("%agree previous")[0].hasPrefix("NoPreviousSegmentation: "))
  }

  @Test("a segmentation of another table is not the previous one, nor one of rows that are gone")
  func otherTable() {
    cohort.shown("%load \(file.path) as=again\n%cluster k=2")
    #expect(cohort.error("%agree previous")[0].hasPrefix("NoPreviousSegmentation: "))
    cohort.shown("%filter BALANCE > 1200\n%cluster k=2")
    let lines = cohort.error("%agree previous")
    #expect(lines[0] == "StalePreviousSegmentation: the segmentation before this one is of other rows")
    #expect(lines[2].contains("^^^^^^^^"))
  }

  @Test("against what %export segments wrote, by identifier")
  func export() {
    let path = file.beside("segments.csv")
    cohort.shown("%export segments \(path)\n%cluster k=2")
    #expect(cohort.html("%agree \(path)").contains("it only divides the segments further"))
    let other = cohort.error("%agree \(file.path)")
    #expect(other[0] == "NothingToCompare: customers.csv has no column segment")
    #expect(other[3] == "%export segments FILE.csv writes such a file")
    #expect(cohort.error("%agree nowhere.csv")[0].hasPrefix("FileNotFound: "))
  }

  @Test("the sample's truth, and nobody else's")
  func truth() {
    #expect(cohort.error("%agree truth")[0].hasPrefix("NothingToCompare: nobody knows the truth about customers"))
    let html = cohort.html("%load\n%cluster k=4\n%agree truth")
    for type in ["transactor", "mixed borrower", "dormant"] { #expect(html.contains(type)) }
  }

  @Test("what cannot be compared is refused at the word, with what can")
  func refusals() {
    #expect(cohort.error("%agree")[0] == "MissingArgument: %agree needs other: what the segments are compared with")
    #expect(
      cohort.error("%agree BALANCE")[0]
        == "NothingToCompare: BALANCE has 120 different values; labels are numbers of 50 values at most")
    #expect(cohort.error("%agree ID")[0].hasPrefix("NothingToCompare: ID has 120 different values in 120 rows"))
    let near = cohort.error("%agree citty")
    #expect(near[0] == "UnknownComparison: ‘citty’ is no column of customers and no segmentation")
    #expect(near[3].hasPrefix("Did you mean city?"))
    #expect(cohort.error("%agree ward")[0].hasPrefix("SameSegmentation: the segments were made by Ward linkage"))
    #expect(cohort.error("%load \(file.path)\n%agree city")[0].hasPrefix("StaleSegmentation"))
  }

  @Test("k-means agrees with itself by the same seed only when it is asked for another one")
  func seeds() {
    cohort.shown("%cluster k=3 method=kmeans")
    #expect(cohort.error("%agree kmeans").last == "%agree kmeans seed=43 starts elsewhere")
    #expect(cohort.shown("%agree kmeans seed=43").contains("adjusted Rand index 1"))
  }

  @Test("columns, words and files are offered")
  func completion() {
    let items = cohort.complete("%agree ", at: 7).items.map(\.text)
    for item in ["city", "previous", "truth", "kmeans", "single", "seed="] { #expect(items.contains(item), "\(item)") }
    #expect(cohort.complete("%agree pre", at: 10).items.map(\.text) == ["previous"])
  }

  @Test("many labels: the twelve largest are shown and the others stand together")
  func manyLabels() throws {
    let lines = ["ID,A,B,branch"] + (0..<200).map { "C\($0),\($0 % 2 * 50 + $0 % 7),\($0 % 2 * 9),b\($0 % 40)" }
    let wide = try CustomerFile(lines.joined(separator: "\n") + "\n", name: "wide.csv")
    let html = cohort.html("%load \(wide.path)\n%cluster k=2\n%agree branch")
    #expect(html.contains("28 others"))
    #expect(html.contains("The 28 smallest groups of branch stand together."))
  }

  @Test("an interrupt leaves the session as it was")
  func interrupted() {
    let context = RecordingContext()
    context.interrupt(after: 1)
    guard case .failed(let report) = cohort.execute("%agree average", in: context) else {
      Issue.record("it was not interrupted")
      return
    }
    #expect(report.name == "Interrupted")
    #expect(cohort.shown("%agree average").contains("adjusted Rand index 1;"))
  }
}
