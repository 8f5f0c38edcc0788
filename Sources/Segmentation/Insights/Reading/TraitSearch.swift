import Analysis
import Machine
import Tables

/// Finds the few traits that set each segment apart.
///
/// Every column of numbers, every category of few values and every answer is measured by the chance that a customer of the segment
/// has more than one of the others. The strongest come first, those of the features before those of columns that were left out; one
/// that follows the ranks of a stronger one closely says nothing new and is left out.
struct TraitSearch {
  /// Rank correlation from which two columns say the same.
  static let sameness = 0.8
  /// A difference of effects that makes no trait the stronger one.
  static let indifference = 0.05
  /// Values up to which a category is looked at one by one.
  static let largestCategoryCount = 12
  /// Customers of the segment whom a trait rests on at least, and their least share of it.
  static let leastCustomers = 10
  static let leastShare = 0.1
  /// Traits of columns that were left out, beside those of the features.
  static let mostIllustrations = 2

  /// What may be a trait.
  private struct Subject {
    let column: String
    let isFeature: Bool
    /// Set for one value of a category; the numbers are then its zeros and ones.
    let category: String?
    /// Whether the category is the yes of a column of yes and no: of 1 and 2 neither is.
    let isYes: Bool
    /// Whether its numbers are written without commas, as years are.
    let isName: Bool
  }

  /// The same, measured.
  private struct Candidate {
    let subject: Subject
    let values: SubjectValues
    /// For each prepared row.
    let numbers: [Double]
  }

  private let candidates: [Candidate]
  private let limits: Rules.Limits
  private let sizes: [Int]
  private var knownRanks: [Int: [Double]] = [:]
  /// Whether two candidates say the same, by the smaller and the larger of them: each segment asks anew.
  private var knownPairs: [ClosedRange<Int>: Bool] = [:]

  /// - Throws: `CancellationError`.
  init(
    _ segmentation: CustomerSegmentation, _ table: Table, limits: Rules.Limits, context: ComputeContext
  ) throws(CancellationError) {
    let rows = segmentation.preparation.rows
    let features = Set(segmentation.preparation.transforms.map(\.column))
    var asked: [(subject: Subject, values: [Double])] = []
    for index in table.columns.indices {
      try context.checkCancellation()
      let column = table.columns[index]
      let isFeature = features.contains(column.name)
      // What an earlier analysis made would illustrate this one with another.
      let role = table.role(of: index).role
      guard isFeature || (role.isTelling && role != .earlierResult) else { continue }
      // Two answers are compared by their shares, whatever somebody said that they are.
      let answer = table.answer(of: index) ?? column.yesAnswer
      for (category, values) in Self.numbers(of: column, role, answer: answer) {
        let subject = Subject(
          column: column.name, isFeature: isFeature, category: category,
          isYes: answer != nil && category == answer && YesNoWords.isYes(category ?? ""), isName: role.isName)
        asked.append((subject, values))
      }
    }
    let (labels, k) = (segmentation.labels, segmentation.k)
    candidates = try parallelItems(asked, context: context) { (asked, context) throws(CancellationError) in
      Candidate(
        subject: asked.subject,
        values: try SubjectValues(asked.values, rows: rows, labels: labels, k: k, context: context),
        numbers: rows.map { asked.values[$0] })
    }
    self.limits = limits
    sizes = segmentation.sizes
  }

  /// A column of numbers as it is; zeros and ones for each value of a small category, and of two answers.
  private static func numbers(
    of column: Column, _ role: ColumnRole, answer: String?
  ) -> [(category: String?, values: [Double])] {
    if let answer, let values = column.indicator(of: answer) {
      guard !YesNoWords.isYes(answer) else { return [(answer, values)] }
      let others = column.valueCounts().map(\.value).filter { $0 != answer }
      return [(answer, values)] + others.map { ($0, values.map { 1 - $0 }) }
    }
    switch column.values {
    case .numbers(let numbers):
      guard role == .category else { return [(nil, numbers)] }
      // Numbers that only name groups: their medians say nothing.
      let named = TextColumn((0..<column.count).map { column.text(at: $0) })
      return numbers.isEmpty ? [] : shares(of: named)
    case .text(let text): return shares(of: text)
    case .booleans, .dates: return []
    }
  }

  private static func shares(of text: TextColumn) -> [(category: String?, values: [Double])] {
    guard text.categories.count <= largestCategoryCount else { return [] }
    return text.categories.enumerated().sorted { $0.element < $1.element }.map { category, name in
      (name, text.codes.map { $0 < 0 ? .nan : Int($0) == category ? 1 : 0 })
    }
  }

  /// The traits of a segment, the strongest first; those of columns that are no features come last.
  /// - Throws: `CancellationError`.
  mutating func traits(of segment: Int, context: ComputeContext) throws(CancellationError) -> [Trait] {
    var chosen: [Int] = []
    let own = try traits(of: segment, areFeatures: true, most: Int(limits.traits), &chosen, context)
    let illustrations = min(Self.mostIllustrations, Int(limits.traits))
    return own + (try traits(of: segment, areFeatures: false, most: illustrations, &chosen, context))
  }

  private mutating func traits(
    of segment: Int, areFeatures: Bool, most: Int, _ chosen: inout [Int], _ context: ComputeContext
  ) throws(CancellationError) -> [Trait] {
    // Of two values of a category that differ alike, the one that the segment has more of says it.
    let ranked = candidates.indices.filter { candidates[$0].subject.isFeature == areFeatures }
      .map { (index: $0, delta: 2 * candidates[$0].values.superiority[segment - 1] - 1) }
      .filter { abs($0.delta) >= limits.effect && $0.delta != 0 }
      .sorted { first, second in
        let (one, other) = ((abs(first.delta) * 1e9).rounded(), (abs(second.delta) * 1e9).rounded())
        return (other, second.delta, first.index) < (one, first.delta, second.index)
      }
    var traits: [Trait] = []
    for (index, delta) in ranked where traits.count < most {
      if try isSame(index, asAnyOf: chosen, context) { continue }
      // Of columns that say the same about as strongly, the table's first is what a reader knows best.
      var first = index
      for other in ranked where abs(other.delta) >= abs(delta) - Self.indifference {
        if candidates[other.index].subject.column != candidates[index].subject.column,
          try isSame(other.index, index, context)
        {
          first = min(first, other.index)
        }
      }
      guard let trait = trait(candidates[first], segment) else { continue }
      chosen += [index, first]
      traits.append(trait)
    }
    return traits
  }

  private mutating func isSame(
    _ index: Int, asAnyOf others: [Int], _ context: ComputeContext
  ) throws(CancellationError) -> Bool {
    // The name of a group says more than the number that goes with it: `plan = Enterprise` beside what it costs.
    let isNamed = candidates[index].subject.category != nil && !candidates[index].subject.isFeature
    for other in others where !isNamed || candidates[other].subject.category != nil {
      if try isSame(index, other, context) { return true }
    }
    return false
  }

  private mutating func isSame(_ a: Int, _ b: Int, _ context: ComputeContext) throws(CancellationError) -> Bool {
    if a == b || candidates[a].subject.column == candidates[b].subject.column { return true }
    let pair = min(a, b)...max(a, b)
    if let known = knownPairs[pair] { return known }
    try context.checkCancellation()
    let isSame =
      abs(correlation(try rankOf(pair.lowerBound, context), try rankOf(pair.upperBound, context))) >= Self.sameness
    knownPairs[pair] = isSame
    return isSame
  }

  private mutating func rankOf(_ index: Int, _ context: ComputeContext) throws(CancellationError) -> [Double] {
    if let known = knownRanks[index] { return known }
    // Missing ones take a middle rank: they speak neither for nor against.
    let numbers = candidates[index].numbers
    let middle = try median(numbers.filter(\.isFinite), context: context)
    let result = try ranks(numbers.map { $0.isFinite ? $0 : middle }, context: context)
    knownRanks[index] = result
    return result
  }

  private func trait(_ candidate: Candidate, _ segment: Int) -> Trait? {
    let values = candidate.values
    guard let superiority = values.statistic(.superiority, segment: segment),
      let own = values.statistic(.median, segment: segment), let all = values.statistic(.median, segment: nil)
    else { return nil }
    let isHigh = superiority > 0.5
    let (kind, statistic): (Trait.Kind, Statistic)
    // Medians of a column that is zero for most say little; how many have any says it.
    let isMostlyZero = all == 0 && values.everyone[0] >= 0
    if let category = candidate.subject.category {
      (kind, statistic) = (.category(category), .mean)
    } else if isMostlyZero {
      (kind, statistic) = (.nonZero, .shareAbove(0))
    } else if own == all {
      (kind, statistic) = isHigh ? (.above, .shareAbove(all)) : (.below, .shareBelow(all))
    } else if (own > all) == isHigh {
      (kind, statistic) = (.median, .median)
    } else {
      return nil
    }
    let number: FigureFormat = candidate.subject.isName ? .year : .number
    let format = statistic == .median ? number : .percent
    func figure(_ statistic: Statistic, _ relation: Measure.Relation, _ format: FigureFormat) -> Statement.Figure? {
      let of = relation == .everyone ? nil : segment
      guard let value = values.statistic(statistic, segment: of) else { return nil }
      let subject = candidate.subject.category.map { "\(candidate.subject.column)=\($0)" } ?? candidate.subject.column
      return Statement.Figure(
        source: Measure(subject, statistic, relation).text, segment: segment, value: value,
        text: format.text(value, currency: ""))
    }
    guard let ownFigure = figure(statistic, .own, format), let everyone = figure(statistic, .everyone, format),
      let effect = figure(.superiority, .own, .percent)
    else { return nil }
    // Figures that read the same set nothing apart, whatever their ranks say.
    guard ownFigure.text != everyone.text else { return nil }
    let present = values.segments[segment - 1].count
    let n =
      statistic == .median
      ? present
      : Int(
        (Double(present) * max(0, ownFigure.value > everyone.value ? ownFigure.value : 1 - ownFigure.value)).rounded())
    guard n >= Self.leastCustomers, Double(n) >= Self.leastShare * Double(sizes[segment - 1]) else { return nil }
    return Trait(
      column: candidate.subject.column, kind: kind, own: ownFigure, everyone: everyone, superiority: effect, n: n,
      isFeature: candidate.subject.isFeature, isYes: candidate.subject.isYes, bound: number.text(all, currency: ""))
  }
}
