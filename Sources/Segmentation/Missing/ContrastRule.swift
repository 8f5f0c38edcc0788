/// What of the ways in which a column differs between some rows and the others is worth a word.
package struct ContrastRule: Sendable {
  /// A difference below this is not worth a word, and one that chance may have made is none.
  private static let leastEffect = 0.2
  private static let leastScore = 3.5

  let column: String
  /// How its values are written.
  let notation: NumberNotation

  package init(column: String, notation: NumberNotation) { (self.column, self.notation) = (column, notation) }

  /// Of equals the first.
  package func strongest(_ candidates: [MissingContrast?]) -> MissingContrast? {
    candidates.compactMap { $0 }.max { $0.effect < $1.effect }
  }

  private func contrast(_ kind: MissingContrast.Kind, _ effect: Double, _ score: Double) -> MissingContrast? {
    guard abs(effect) >= Self.leastEffect, score >= Self.leastScore else { return nil }
    return MissingContrast(column: column, kind: kind, effect: abs(effect), notation: notation)
  }

  /// Zeros, or the median.
  package func values(_ comparison: GroupComparison) -> MissingContrast? {
    guard min(comparison.count, comparison.otherCount) >= MissingContrasts.fewestRows else { return nil }
    let shares = ShareComparison(
      hits: comparison.zeros, count: comparison.count, otherHits: comparison.otherZeros,
      otherCount: comparison.otherCount)
    let zeros = contrast(
      .zeros(count: shares.hits, of: shares.count, otherShare: shares.otherShare), shares.difference, shares.score)
    let medians =
      comparison.median == comparison.otherMedian
      ? nil
      : contrast(
        .median(comparison.median, others: comparison.otherMedian), comparison.dominance, comparison.dominanceScore)
    // Zeros say more plainly what a shifted median says too.
    if let zeros, zeros.effect >= 0.5 * (medians?.effect ?? 0) { return zeros }
    return medians
  }

  /// Whether the values lie further out than the others', or nearer the middle: at the same median that is a difference too.
  /// - Parameter comparison: of the distances from the median of all.
  package func spread(_ comparison: GroupComparison) -> MissingContrast? {
    guard min(comparison.count, comparison.otherCount) >= MissingContrasts.fewestRows,
      comparison.median != comparison.otherMedian
    else { return nil }
    return contrast(
      .spread(comparison.median, others: comparison.otherMedian), comparison.dominance, comparison.dominanceScore)
  }

  /// The value that the rows have more of than the others: what a group lacks is said by the rest.
  package func category(_ values: [(value: String, shares: ShareComparison)]) -> MissingContrast? {
    guard let first = values.first?.shares, min(first.count, first.otherCount) >= MissingContrasts.fewestRows else {
      return nil
    }
    return values.compactMap { value, shares in
      let kind = MissingContrast.Kind.category(
        value, count: shares.hits, of: shares.count, otherShare: shares.otherShare)
      return shares.difference > 0 ? contrast(kind, shares.difference, shares.score) : nil
    }.max { $0.effect < $1.effect }
  }

  package func missing(_ shares: ShareComparison) -> MissingContrast? {
    contrast(
      .missing(count: shares.hits, of: shares.count, otherShare: shares.otherShare), shares.difference, shares.score)
  }
}
