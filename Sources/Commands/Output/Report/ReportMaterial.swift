import Analysis
import CommandLanguage
import CommandSession
import Graphics
import Segmentation
import Tables

/// All that a report tells of a session, found before anything of it is written.
struct ReportMaterial: Sendable {
  /// The session in which every segment has a name: the user's, else the computed one.
  let session: Session
  let table: Table
  /// With these names.
  let segmentation: CustomerSegmentation
  let insights: Insights
  /// nil where it was not measured.
  let stability: Stability?
  /// Who would change segment if these were made in other ways; nil where stability was not measured either.
  let sensitivity: Sensitivity?
  let traits: SegmentTraits
  let facts: DecisiveFacts?
  let profile: Profile
  /// nil for one segment, which no rule tells from others.
  let explanation: SegmentExplanation?
  /// Stands in for a map that there is none of; nil where there is a current one.
  let components: PCA?
  /// As the user made it: without the computed names.
  let trail: Trail
  let origin: TableOrigin
  /// The names that the user gave, by number.
  let givenNames: [Int: String]

  /// - Parameters:
  ///   - session: takes what is measured of stability, as `%insights` does.
  ///   - advice: which rules speak, and which columns they go by.
  /// - Throws: how to make segments where there are none or old ones, what is wrong with the rules; `CancellationError`.
  init(of session: inout Session, advice: AdviceWords, _ context: CommandContext) throws {
    var segmentation = try session.segmentation()
    let table = try session.table()
    let (rules, given) = try advice.rules(in: session)
    stability = try session.stabilitySoonMeasured(
      of: segmentation, context: context.compute("drawing customers anew", part: 0...0.5))
    sensitivity =
      stability == nil || segmentation.whole != nil
      ? nil
      : try Sensitivity.measure(
        segmentation, table: table, context: context.compute("choosing otherwise", part: 0.5...0.6))
    insights = try Insights(
      of: segmentation, table: table, rules: rules, given: given, stability: stability,
      currency: context.configuration.currency, context: context.compute("reading the segments", part: 0.6...0.7))
    let described = "describing segments"
    traits = try SegmentTraits(
      of: segmentation, table: table, context: context.compute(described, part: 0.7...0.73))
    facts = try DecisiveFacts(of: segmentation, table: table, context: context.compute(described, part: 0.73...0.74))
    profile = try Profile(of: segmentation, table: table, context: context.compute(described, part: 0.74...0.77))
    explanation =
      segmentation.k > 1
      ? try SegmentExplanation(
        of: segmentation, table: table, seed: session.seed,
        context: context.compute("growing the tree", part: 0.77...0.9))
      : nil
    let hasMap = session.state(of: .map) == .current
    components =
      hasMap
      ? nil
      : try PCA(
        of: segmentation.preparation.features, context: context.compute("finding the components", part: 0.9...0.92))
    trail = session.trail
    origin = try TableOrigin(of: table, in: session, context.compute("reading the file's checksum", part: 0.92...1))
    givenNames = segmentation.namesByNumber
    segmentation.names = Dictionary(uniqueKeysWithValues: insights.segments.map { ($0.segment, $0.name) })
    var named = session
    named.setNames(segmentation.names)
    self.session = named
    self.table = table
    self.segmentation = segmentation
  }
}
