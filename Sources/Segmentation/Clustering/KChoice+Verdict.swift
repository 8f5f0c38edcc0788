extension KChoice {
  /// Which rule chose, with its figures.
  var verdictSentence: String {
    switch rule {
    case .outliers:
      return "Up to k = \(candidates.last?.k ?? 2), only outliers are split off from one large segment: "
        + "there are no segments to be found before they are out or pulled in."
    case .twoAndOutliers:
      return "Two is taken, because every further segment up to k = \(candidates.last?.k ?? 2) holds outliers only."
        + (noClearGroups ? " \(structureSentence ?? "")" : "")
    case .smallest(let best):
      return "\(structureSentence ?? "") \(disagreement): \(smallestInWords(best))."
    case .twoByFar:
      return [
        "Two is taken all the same, because its silhouette of \(decimals(silhouette(2), 3)) beats the best of the others, "
          + "\(decimals(bestOfOthers ?? 0, 3)), by \(decimals(Self.advantageOfTwo, 1)) or more.",
        factSentence, structureSentence,
      ].compactMap { $0 }.joined(separator: " ")
    case .steadyBeforeTwo:
      return [steadySentence, structureSentence].compactMap { $0 }.joined(separator: " ")
    case .only, .votes, .silhouette:
      return structureSentence ?? tallySentence
    }
  }

  /// Why votes do not decide where there are no groups.
  private var disagreement: String {
    guard let agreed, let steadiness = candidate(agreed)?.steadiness else { return "The votes do not agree either" }
    return "Most votes name \(agreed), but its segments do not come back (\(inWords(steadiness)))"
  }

  private func smallestInWords(_ best: Int) -> String {
    k == best
      ? "k = \(k) is taken, which has the best silhouette of those that can be voted for"
      : "k = \(k) is taken, the smallest whose silhouette (\(decimals(silhouette(k), 3))) lies less than "
        + "\(decimals(Self.leadOverChance, 2)) below the best of them (\(decimals(silhouette(best), 3)) at k = \(best)), "
        + "which is no more than noise"
  }

  /// Why two is not taken though it is better by far, and another number is.
  private var steadySentence: String? {
    guard let two = candidate(2), let own = candidate(k)?.steadiness else { return nil }
    var faults: [String] = []
    if let steadiness = two.steadiness, !isReliable(2) {
      faults.append(
        "does not come back (\(inWords(steadiness)), which %stability calls \(steadiness.verdict.rawValue))")
    }
    if let fact = two.fact { faults.append("is one yes/no fact (\(fact)) rather than groups") }
    return "By its silhouette two would be better by far, \(decimals(silhouette(2), 3)) against "
      + "\(decimals(bestOfOthers ?? 0, 3)), but it \(list(faults)): k = \(k) is taken, which "
      + "\(support == 1 ? "one vote names" : "\(support) votes name") and which comes back (\(inWords(own)))."
  }

  /// What two is, where it is a single fact and was taken for want of better.
  private var factSentence: String? {
    guard let fact = candidate(2)?.fact else { return nil }
    return "It is one yes/no fact (\(fact)) rather than groups, but no other number that votes name is found stable; "
      + "%prepare drop=\(quotedIfNeeded(fact)) looks past it."
  }

  /// "over 10 resamples the mean Jaccard of Segment 2 (27 customers) is 0.49".
  func inWords(_ steadiness: Steadiness) -> String {
    "over \(steadiness.resamples) resamples the mean Jaccard of Segment \(steadiness.segment) "
      + "(\(count(steadiness.size, "customer"))) is \(decimals(steadiness.leastJaccard, 2))"
  }

  /// That there are no groups; nil where there are.
  private var structureSentence: String? {
    guard noClearGroups, let clearest else { return nil }
    let best = "the best silhouette, \(decimals(clearest.silhouette, 3)) at k = \(clearest.k),"
    let chance = structureless ?? -1
    let bound =
      clearest.silhouette > Self.noStructure
      ? "is \(clearest.silhouette > chance ? "hardly" : "not") above the \(decimals(chance, 3)) of rows spread evenly over "
        + "the same extent"
      : "does not pass \(decimals(Self.noStructure, 2))"
    return "There is no clear structure here: \(best) \(bound), so the data has no clear groups, and k = \(k) "
      + "divides it rather than finds them."
  }

  private var tallySentence: String {
    guard support > 0 else { return candidates.count > 1 ? "k = \(k) is taken." : "Two is all that can be had." }
    if isUnanimous { return "They agree, so k = \(k) is taken." }
    if case .silhouette(let rivals) = rule {
      let each = support == 1 ? "one vote" : "\(support) votes"
      return "\(list(rivals.map(String.init))) have \(each) each, and \(k) is taken for the better silhouette."
    }
    return "With \(support) of \(votesCount) votes, k = \(k) is taken."
  }
}
