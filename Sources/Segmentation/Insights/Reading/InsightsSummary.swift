/// What is to be said before the segments are taken one by one.
struct InsightsSummary {
  let segments: [SegmentReading]
  let segmentation: CustomerSegmentation
  /// When a few yes/no facts are all there is to the segments.
  let decisive: DecisiveFacts?
  let measures: SegmentMeasures
  let stability: Stability?
  let cautions: Cautions
  let levels: [Rules.Level]
  /// Which columns the rules went by, or why they say nothing; nil where the table has the names that they use.
  let ground: Statement?

  var statements: [Statement] { statements(ending: ground) }

  /// - Parameter ground: what is said of the rules.
  func statements(ending ground: Statement?) -> [Statement] {
    [unplaced, risky, dissolving, structure, facts, ground].compactMap { $0 }
  }

  /// Those in no segment, of whom nothing is said below.
  private var unplaced: Statement? {
    let noise = segmentation.noiseCount
    guard noise > 0 else { return nil }
    let number = Statement.Figure(
      source: "noise.customers", segment: nil, value: Double(noise),
      text: FigureFormat.count.text(Double(noise), currency: ""))
    let part = Double(noise) / Double(segmentation.labels.count)
    let share = Statement.Figure(
      source: "noise.share", segment: nil, value: part, text: FigureFormat.percent.text(part, currency: ""))
    return """
      \(number) \(noise == 1 ? "customer is" : "customers are") in no segment (\(share)): nothing below speaks of them, and \
      the shares of the segments leave them out.
      """
  }

  /// How much of the portfolio the segments of the highest level hold.
  private var risky: Statement? {
    let judged = segments.filter { $0.risk != nil }
    guard let level = levels.first, !judged.isEmpty else { return nil }
    let high = judged.filter { $0.risk?.rank == 0 }
    guard !high.isEmpty else { return Statement("No segment's risk reads as \(level.name.lowercased()).") }
    guard high.count < segments.count else {
      return Statement("The risk of every segment reads as \(level.name.lowercased()).")
    }
    let customers = share(high.map(\.share), "risk.customers")
    let held = high.compactMap { $0.totals.first }
    var result: Statement = """
      The risk of \(list(apart(high.map(\.name)))) reads as \(level.name.lowercased()): they are \(customers) of the \
      customers
      """
    if held.count == high.count, let label = held.first?.label {
      result = "\(result) and hold \(share(held.map(\.share), "risk.total")) of all \(label)"
    }
    return result.sentence
  }

  /// Which segments are not to be acted on, before anybody does.
  private var dissolving: Statement? {
    let names = cautions.dissolving(segments.count).map { segments[$0 - 1].name }
    guard !names.isEmpty else { return nil }
    // A name may be a plural; the segment that has it is one.
    let (subject, object) =
      names.count == 1
      ? ("The segment \(names[0]) dissolves", "it") : ("The segments \(list(apart(names))) dissolve", "them")
    return Statement("\(subject) when customers are drawn anew: do not act on \(object).")
  }

  /// Names as they stand in a list: in quotes where one has a comma of its own.
  private func apart(_ names: [String]) -> [String] {
    names.contains { $0.contains(",") } ? names.map { "‘\($0)’" } : names
  }

  private func share(_ parts: [Statement.Figure], _ source: String) -> Statement.Figure {
    let value = min(1, parts.reduce(0) { $0 + $1.value })
    return Statement.Figure(
      source: source, segment: nil, value: value, text: FigureFormat.percent.text(value, currency: ""))
  }

  /// L. Kaufman and P. J. Rousseeuw (1990): below 0.25 no substantial structure, up to 0.5 a weak one.
  private var structure: Statement? {
    guard segmentation.whole == nil else { return alone }
    guard let silhouette = segmentation.silhouette else {
      return "Every customer is a segment of its own: nothing can be said of how well they are set apart."
    }
    let text = segmentation.scores.silhouetteInWords { FigureFormat.score.text($0, currency: "") }
    let figure = Statement.Figure(source: "silhouette", segment: nil, value: silhouette, text: text ?? "")
    if silhouette < 0.25 {
      return """
        The segments run into each other (mean silhouette \(figure)): read them as regions of one cloud, and what is said of \
        a segment as what is usual in it.
        """
    }
    return nil
  }

  /// When one segment is all that is left.
  private var alone: Statement? {
    segmentation.k == 1
      ? "Only one segment is left here, and nothing sets it apart from itself: what it is like shows beside the others."
      : nil
  }

  private var facts: Statement? {
    guard let facts = decisive else { return nil }
    let agreement = Statement.Figure(
      source: "facts.agreement", segment: nil, value: facts.adjustedRandIndex,
      text: decimals(facts.adjustedRandIndex, 4))
    let noun = facts.facts.count == 1 ? "one yes/no fact" : "a few yes/no facts"
    return """
      The segments are \(noun) rather than groups (\(list(facts.facts.map(\.text))); adjusted Rand index \(agreement)): what \
      is said of those facts is true by the way they were made.
      """
  }

  /// Whether stability was looked at.
  var stabilityCaption: String {
    stability?.origin
      ?? (segmentation.whole == nil ? "stability not measured; %stability does" : "stability not measured")
  }
}
