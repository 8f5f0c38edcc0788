import Foundation
import Testing

@testable import CommandSession
@testable import Commands

@Suite("Figures of one segment")
struct OneSegmentTests {
  private func segmented(_ k: Int) -> CohortInterpreter {
    let cohort = CohortInterpreter.test()
    cohort.shown("%config formats=html\n%load\n%cluster k=\(k)\n%name 2 \"Careful\"")
    return cohort
  }

  @Test("%profile sets one segment beside everyone, with the values that stand among all")
  func profile() {
    let cohort = segmented(4)
    let all = cohort.tableCells("%profile")
    for wanted in ["2", "Careful", "careful"] {
      let one = cohort.tableCells("%profile segment=\(wanted)")
      #expect(one.map { $0[0] } == all.map { $0[0] })
      #expect(one.dropFirst().map { $0[1] } == all.dropFirst().map { $0[2] })
      #expect(one.dropFirst().map { $0[2] } == all.dropFirst().map { $0[5] }, "everyone")
    }
    #expect(cohort.shown("%profile segment=2").contains("Careful beside everyone"))
    #expect(!cohort.shown("%profile segment=2").contains("tells the segments apart"))
    #expect(cohort.shown("%profile segment=2 figure=snake").contains("Careful"))
  }

  @Test("%hist sets one segment beside all others on one axis")
  func histogram() {
    let cohort = segmented(4)
    let text = cohort.shown("%hist BALANCE segment=2")
    #expect(text.contains("all others, ") && text.contains("The median of BALANCE is higher in Careful, "))
    #expect(text == cohort.shown("%hist BALANCE by=segment segment=2"))
    #expect(cohort.shown("%hist BALANCE segment=2 figure=ridges").contains("; all others: median "))
    #expect(cohort.shown("%hist TENURE segment=2").contains("The median of TENURE is the same in both, 12."))
    #expect(cohort.error("%hist BALANCE by=TENURE segment=2")[0].hasPrefix("TwoGroupings"))
  }

  @Test("%silhouette of one segment counts, lists and names its members alone")
  func silhouette() throws {
    let cohort = segmented(4)
    let segmentation = try #require(cohort.session.currentSegmentation)
    let values = try #require(segmentation.silhouetteValues)
    let wrong = values.indices.filter { values[$0] < 0 && segmentation.labels[$0] == 2 }.count
    let text = cohort.shown("%silhouette 0 segment=2")
    #expect(text.contains("How well customers sit in Careful"))
    #expect(text.contains("\(wrong) of 1,294 customers"))
    #expect(!text.contains("largest are drawn"))
    cohort.shown("%config rows=1000")
    let rows = cohort.tableCells("%silhouette 1000 segment=2")
    #expect(rows.count == 1 + wrong)
    #expect(rows.dropFirst().allSatisfy { $0[1] == "Careful" })
  }

  @Test("a segment that is not there is named with those that are")
  func unknown() {
    let cohort = segmented(3)
    for line in ["%profile segment=9", "%hist BALANCE segment=9", "%silhouette segment=9"] {
      #expect(cohort.error(line)[0] == "UnknownSegment: there is no segment ‘9’")
    }
    cohort.shown("%filter segment = 1")
    #expect(cohort.error("%hist BALANCE segment=1")[0].hasPrefix("OneSegment"))
  }
}
