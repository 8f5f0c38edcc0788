import Segmentation
import Testing
import Wording

@testable import CommandLanguage
@testable import CommandSession
@testable import Commands

@Suite("What sets segments apart, wherever it is said")
struct SameTraitsTests {
  @Test(
    "%cluster, %profile and %insights tell the same traits of the shop's segments, those of columns left out included")
  func same() throws {
    let cohort = CohortInterpreter.test()
    let clustered = cohort.shown("%load shop\n%cluster k=6")
    let profile = cohort.shown("%profile")
    let (segmentation, table) = (try cohort.session.segmentation(), try cohort.session.table())
    let insights = try Insights(of: segmentation, table: table, rules: .builtIn())
    let traits = try SegmentTraits(of: segmentation, table: table)
    #expect(insights.segments.map(\.traits) == traits.segments)
    let text = TraitsText(traits: traits, segmentation: segmentation)
    for segment in 1...6 {
      #expect(!traits.segments[segment - 1].isEmpty)
      #expect(clustered.contains(text.line(of: segment, most: 3)))
      #expect(profile.contains("Segment \(segment): \(text.line(of: segment, most: 2))."))
    }
    let categories = traits.segments.joined().filter { !$0.isFeature }
    #expect(categories.contains { $0.column == "Channel" } && categories.contains { $0.column == "Churned" })
  }

  @Test("a year is no number of things: it is written without a comma in profiles, traits and differences")
  func years() throws {
    let cohort = CohortInterpreter.test()
    cohort.shown("%load shop\n%prepare features=\"Birth Year\",Orders\n%cluster k=3")
    let profile = try Profile(of: try cohort.session.segmentation(), table: try cohort.session.table())
    let column = try #require(profile.columns.firstIndex(of: "Birth Year"))
    let medians = profile.segments.map { $0[column].median }
    let (plain, grouped) = (medians.map(NumberText.shortest), medians.map(NumberText.value))
    let page = cohort.html("%profile")
    #expect(plain.allSatisfy(page.contains) && !grouped.contains(where: page.contains))
    let lines = cohort.shown("%profile\n%insights\n%diff 1 2")
    #expect(plain.contains(where: lines.contains) && !grouped.contains(where: lines.contains))
  }
}
