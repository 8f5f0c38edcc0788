import Analysis

extension Comparison {
  /// Which number of segments to take and why: first what the rule of `k=auto` says, then what gap statistic and
  /// stability say to it.
  public var recommendation: [String] {
    guard candidates.count > 1 else {
      return ["Only k = \(choice.k) was compared; a range, such as k=2..10, gives something to choose from."]
    }
    return [choice.explanation, gapSentence, stabilitySentence].compactMap { $0 }
  }

  private var gapSentence: String? {
    guard let gap else { return nil }
    guard let named = gap.tibshirani else {
      let last = gap.points.last { $0.gap.isFinite }?.k ?? 1
      return last < 2
        ? "The gap statistic is not defined here."
        : "The gap statistic still rises at k = \(last - 1), so it names none of these numbers."
    }
    guard named > 1 else {
      return "The gap statistic names 1: against \(uniform(gap)), no division stands out"
        + (choice.noClearGroups ? ", which agrees." : ", so trust the segments only as far as they are useful.")
    }
    let figures = gap.points.first { $0.k == named }.map {
      " (\(decimals($0.gap, 3)) ± \(decimals($0.standardError, 3)))"
    }
    return named == choice.k
      ? "The gap statistic names \(named) as well\(figures ?? "")."
      : "The gap statistic names \(named)\(figures ?? "") instead; it has no vote."
  }

  private func uniform(_ gap: GapStatistic) -> String {
    count(gap.references, "uniform reference set")
  }

  private var stabilitySentence: String? {
    guard let own = candidate(choice.k)?.agreement, !own.isNaN, let steadiest = best(\.agreement),
      let most = candidate(steadiest)?.agreement
    else { return nil }
    let start =
      "When the customers are drawn anew \(effort.resamples == 1 ? "once" : "\(effort.resamples) times"), "
      + "k = \(choice.k) comes back with an adjusted Rand index of \(decimals(own, 2))"
    let judgement = own < 0.5 ? ", which is little" : ""
    if steadiest == choice.k { return start + judgement + ", the best of all." }
    if decimals(own, 2) == decimals(most, 2) { return start + judgement + ", as good as any." }
    return start + judgement + "; by it the steadiest is k = \(steadiest) with \(decimals(most, 2)); it has no vote."
  }
}
