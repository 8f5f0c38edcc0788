import Segmentation
import Testing

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
    // A year is no number of things.
    #expect(profile.contains("19") && !profile.contains("1,9"))
    let categories = traits.segments.joined().filter { !$0.isFeature }
    #expect(categories.contains { $0.column == "Channel" } && categories.contains { $0.column == "Churned" })
  }
}
