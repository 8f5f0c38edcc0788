import Tables

/// What to be careful of before acting on a segment: its size, its silhouette, its stability.
struct Cautions {
  let rules: Rules.Cautions
  let measures: SegmentMeasures
  let stability: Stability?
  /// A part of all customers from which a segment is not called small, however few they are.
  private static let smallShare = 0.1

  func about(_ segment: Int) -> [Statement] {
    [size(segment), silhouette(segment), stable(segment)].compactMap { $0 }
  }

  private func figure(_ statistic: Statistic, _ segment: Int, _ format: FigureFormat) -> Statement.Figure? {
    measures.figure(Measure(Measure.segment, statistic), segment: segment, format)
  }

  private func size(_ segment: Int) -> Statement? {
    guard let size = figure(.size, segment, .count), let share = figure(.share, segment, .percent) else { return nil }
    guard size.value < rules.smallestSize || share.value < rules.smallestShare else { return nil }
    let noun = size.value == 1 ? "customer" : "customers"
    // Of few customers in all, a large part is few too.
    guard share.value < Self.smallShare else {
      return "It has no more than \(size) \(noun) (\(share)): a few accounts decide its figures."
    }
    return "It is small, \(size) \(noun) (\(share)): a few accounts decide its figures."
  }

  /// The silhouette of a customer alone is 0 by definition and says nothing.
  private func silhouette(_ segment: Int) -> Statement? {
    guard let mean = figure(.silhouette, segment, .score), let misplaced = figure(.misplaced, segment, .percent),
      mean.value < rules.weakSilhouette, measures.value(Measure(Measure.segment, .size), segment: segment) != 1
    else { return nil }
    let judgement = mean.value < 0 ? "It has no edge of its own" : "Its edge is blurred"
    guard misplaced.value > 0 else { return "\(judgement): the mean silhouette is \(mean)." }
    return "\(judgement): the mean silhouette is \(mean), and \(misplaced) of its customers lie nearer another segment."
  }

  private func stable(_ segment: Int) -> Statement? {
    // Whether a few customers come back says nothing, and that they are few is said already.
    guard let stability, let found = stability.segments.first(where: { $0.segment == segment }),
      found.verdict != .tooFew
    else { return nil }
    let jaccard = Statement.Figure(
      source: "stability.jaccard", segment: segment, value: found.jaccard, text: decimals(found.jaccard, 2))
    func times(_ count: Int, _ source: String) -> Statement.Figure {
      Statement.Figure(source: source, segment: segment, value: Double(count), text: grouped(count))
    }
    let all = Statement.Figure(
      source: "stability.resamples", segment: nil, value: Double(stability.resamples),
      text: grouped(stability.resamples))
    let dissolved = times(found.dissolved, "stability.dissolved")
    let recovered = times(found.recovered, "stability.recovered")
    let isNever = found.recovered == 0
    switch found.jaccard {
    case ..<rules.dissolvedJaccard where found.dissolved == stability.resamples && found.dissolved > 1:
      return "It dissolves in every one of \(all) resamples (mean Jaccard coefficient \(jaccard)): do not act on it."
    case ..<rules.dissolvedJaccard:
      return """
        It dissolves in \(dissolved) of \(all) resamples (mean Jaccard coefficient \(jaccard)): do not act on it.
        """
    case ..<rules.trustedJaccard where isNever:
      return
        "It never comes back in \(all) resamples (mean Jaccard coefficient \(jaccard)): not to be trusted as it stands."
    case ..<rules.trustedJaccard:
      return """
        It comes back in only \(recovered) of \(all) resamples (mean Jaccard coefficient \(jaccard)): not to be trusted as \
        it stands.
        """
    case ..<rules.stableJaccard where isNever:
      return """
        Who belongs to it is uncertain (mean Jaccard coefficient \(jaccard), never wholly back in \(all) resamples): act on its \
        core, not on its fringe.
        """
    case ..<rules.stableJaccard:
      return """
        Who belongs to it is uncertain (mean Jaccard coefficient \(jaccard), back in \(recovered) of \(all) resamples): act \
        on its core, not on its fringe.
        """
    default: return nil
    }
  }

  /// The segments that dissolve.
  func dissolving(_ k: Int) -> [Int] {
    (1...k).filter { segment in
      stability?.segments.first { $0.segment == segment }.map {
        $0.verdict != .tooFew && $0.jaccard < rules.dissolvedJaccard
      } ?? false
    }
  }
}
