import Analysis
import Tables

/// Finds the few traits that set each segment apart.
///
/// Every column of numbers and every category of few values is measured by the chance that a customer of the segment
/// has more than one of the others. The strongest come first; one that follows the ranks of a stronger one closely
/// says nothing new and is left out.
struct TraitSearch {
  /// Rank correlation from which two columns say the same.
  static let sameness = 0.8
  /// A difference of effects that makes no trait the stronger one.
  static let indifference = 0.05
  /// Values up to which a category is looked at one by one.
  static let largestCategoryCount = 12

  private struct Candidate {
    let column: String
    /// Set for one value of a category; the numbers are then its zeros and ones.
    let category: String?
    let values: SubjectValues
    /// For each prepared row.
    let numbers: [Double]
  }

  private let candidates: [Candidate]
  private let limits: Rules.Limits
  private var knownRanks: [Int: [Double]] = [:]

  /// - Throws: `CancellationError`.
  init(
    _ segmentation: CustomerSegmentation, _ table: Table, limits: Rules.Limits, context: ComputeContext
  ) throws(CancellationError) {
    let rows = segmentation.preparation.rows
    var candidates: [Candidate] = []
    let described = table.columns.enumerated().filter { $0.offset != table.identifier }
    for (place, (_, column)) in described.enumerated() {
      try context.checkpoint(Double(place) / Double(described.count))
      for (category, values) in Self.numbers(of: column) {
        candidates.append(
          Candidate(
            column: column.name, category: category,
            values: try SubjectValues(
              values, rows: rows, labels: segmentation.labels, k: segmentation.k, context: context.part(0...0)),
            numbers: rows.map { values[$0] }))
      }
    }
    self.candidates = candidates
    self.limits = limits
  }

  /// A column of numbers as it is; zeros and ones for each value of a small category.
  private static func numbers(of column: Column) -> [(category: String?, values: [Double])] {
    switch column.values {
    case .numbers(let numbers): return [(nil, numbers)]
    case .booleans(let booleans):
      return [("true", booleans.map { $0.map { $0 ? 1 : 0 } ?? .nan })]
    case .text(let text):
      guard text.categories.count <= largestCategoryCount else { return [] }
      return text.categories.enumerated().sorted { $0.element < $1.element }.map { category, name in
        (name, text.codes.map { $0 < 0 ? .nan : Int($0) == category ? 1 : 0 })
      }
    case .dates: return []
    }
  }

  /// The traits of a segment, the strongest first.
  /// - Throws: `CancellationError`.
  mutating func traits(of segment: Int, context: ComputeContext) throws(CancellationError) -> [Trait] {
    let ranked = candidates.indices
      .map { (index: $0, effect: abs(2 * candidates[$0].values.superiority[segment - 1] - 1)) }
      .filter { $0.effect >= limits.effect && $0.effect > 0 }
      .sorted { ($1.effect, $0.index) < ($0.effect, $1.index) }
    var chosen: [Int] = []
    var traits: [Trait] = []
    for (index, effect) in ranked where traits.count < Int(limits.traits) {
      if try isSame(index, asAnyOf: chosen, context) { continue }
      // Of columns that say the same about as strongly, the table's first is what a reader knows best.
      var first = index
      for other in ranked where other.effect >= effect - Self.indifference {
        if try isSame(other.index, index, context) { first = min(first, other.index) }
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
    for other in others {
      if try isSame(index, other, context) { return true }
    }
    return false
  }

  private mutating func isSame(_ a: Int, _ b: Int, _ context: ComputeContext) throws(CancellationError) -> Bool {
    if a == b || candidates[a].column == candidates[b].column { return true }
    try context.checkCancellation()
    return abs(correlation(try rankOf(a, context), try rankOf(b, context))) >= Self.sameness
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
    if let category = candidate.category {
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
    let format: FigureFormat = statistic == .median ? .number : .percent
    func figure(_ statistic: Statistic, _ relation: Measure.Relation, _ format: FigureFormat) -> Statement.Figure? {
      let of = relation == .everyone ? nil : segment
      guard let value = values.statistic(statistic, segment: of) else { return nil }
      let subject = candidate.category.map { "\(candidate.column)=\($0)" } ?? candidate.column
      return Statement.Figure(
        source: Measure(subject, statistic, relation).text, segment: segment, value: value,
        text: format.text(value, currency: ""))
    }
    guard let ownFigure = figure(statistic, .own, format), let everyone = figure(statistic, .everyone, format),
      let effect = figure(.superiority, .own, .percent)
    else { return nil }
    return Trait(
      column: candidate.column, kind: kind, own: ownFigure, everyone: everyone, superiority: effect,
      bound: FigureFormat.number.text(all, currency: ""))
  }
}
