import Analysis
import Tables

/// The business analysis of a segmentation: names, traits, risk, advice and cautions, each figure computed from the table.
public struct Insights: Sendable, Equatable {
  /// Segment s at `segments[s - 1]`.
  public let segments: [SegmentReading]
  /// What holds for all of them, in whole sentences.
  public let summary: [Statement]
  /// The same for a reader who types no commands.
  public let plainSummary: [Statement]
  /// What is odd in the table as a whole.
  public let findings: [Statement]
  /// The choices in one line.
  public let caption: String

  /// Reads a segmentation.
  /// - Parameters:
  ///   - table: the one it was made from.
  ///   - given: columns of the table for words of the rules, by word; other columns are found by their names.
  ///   - stability: where it was measured; without it nothing is claimed of it.
  ///   - currency: set before amounts; empty for none.
  /// - Throws: `CancellationError`.
  /// - Complexity: O(columns · n log n).
  public init(
    of segmentation: CustomerSegmentation, table: Table, rules: Rules, given: [String: String] = [:],
    stability: Stability? = nil, currency: String = "", context: ComputeContext = .plain
  ) throws(CancellationError) {
    let columns = try SubjectColumns(rules, in: table, given: given, context: context)
    let measures = try SegmentMeasures(
      of: segmentation, table: table, subjects: rules.subjects.union(rules.key.flatMap(\.self)), columns: columns,
      context: context)
    let isSpoken = rules.apply { measures.knows($0) }
    let ground = AdviceGround(rules: rules, columns: columns, isSpoken: isSpoken) { measures.knows($0) }
    let rules = isSpoken ? rules : rules.withoutJudgement
    var search = try TraitSearch(segmentation, table, limits: rules.limits, context: context.part(0...0.9))
    var traits: [[Trait]] = []
    for segment in 1...segmentation.k {
      traits.append(try search.traits(of: segment, context: context))
    }
    let names = SegmentNaming(rules: rules, measures: measures, traits: traits, sizes: segmentation.sizes).names(
      besides: segmentation.names)
    let cautions = Cautions(rules: rules.cautions, measures: measures, stability: stability)
    let closeCalls = CloseCalls(rules: rules, measures: measures)
    try context.checkCancellation()
    // Nothing is advised on what is not to be acted on.
    let dissolving = Set(cautions.dissolving(segmentation.k))
    segments = (1...segmentation.k).map { segment in
      let risk = RiskReading(rules, measures, segment: segment, currency: currency)
      return SegmentReading(
        segment: segment, name: segmentation.names[segment] ?? names[segment - 1], computedName: names[segment - 1],
        size: Self.figure(Measure(Measure.segment, .size), segment, .count, measures),
        share: Self.figure(Measure(Measure.segment, .share), segment, .percent, measures),
        totals: rules.totals.compactMap { Self.total($0, segment, measures) },
        traits: traits[segment - 1],
        risk: risk,
        advice: dissolving.contains(segment)
          ? []
          : Advice.all(rules, measures, segment: segment, currency: currency, isRisky: risk?.isHighest == true),
        cautions: cautions.about(segment) + [closeCalls.about(segment)].compactMap { $0 })
    }
    let overview = InsightsSummary(
      segments: segments, segmentation: segmentation,
      decisive: try DecisiveFacts(of: segmentation, table: table, context: context), measures: measures,
      stability: stability,
      cautions: cautions, levels: rules.levels,
      ground: ground.statement)
    summary = overview.statements
    plainSummary = overview.statements(ending: ground.plain)
    findings =
      try PortfolioFindings(
        table: table, segmentation: segmentation, tolerance: rules.cautions.sumsDiffer, currency: currency
      ).statements(context: context)
    caption = "\(overview.stabilityCaption) · \(segmentation.caption)"
  }

  private static func figure(
    _ measure: Measure, _ segment: Int, _ format: FigureFormat, _ measures: SegmentMeasures
  ) -> Statement.Figure {
    measures.figure(measure, segment: segment, format)
      ?? Statement.Figure(source: measure.text, segment: segment, value: .nan, text: format.text(.nan, currency: ""))
  }

  private static func total(_ subject: String, _ segment: Int, _ measures: SegmentMeasures) -> SegmentReading.Total? {
    let measure = Measure(subject, .totalShare)
    guard measures.value(measure, segment: segment) != nil else { return nil }
    let label = CardSubject(rawValue: subject)?.plural ?? subject.split(separator: "_").joined(separator: " ")
    return SegmentReading.Total(label: label, share: figure(measure, segment, .percent, measures))
  }
}
