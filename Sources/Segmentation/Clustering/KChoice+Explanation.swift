extension KChoice {
  /// All four votes and whether they agree, for a caption: "silhouette 5, Calinski-Harabasz 5, Davies-Bouldin 5, knee
  /// 4: 3 of 4 agree".
  public var votesInWords: String {
    guard support > 0 || tookTwo else { return "too few rows to compare" }
    let named = votes.map { "\($0.voter.rawValue) \($0.k.map(String.init) ?? "none")" }.joined(separator: ", ")
    if tookTwo { return "\(named): two is better by far" }
    return
      "\(named): \(isUnanimous ? "all agree" : support == 1 ? "no two agree" : "\(support) of \(votes.count) agree")"
  }

  /// Why this number, in two sentences with the figures.
  public var explanation: String { "\(votesSentence) \(verdictSentence)" }

  /// True when two segments were taken against the votes, which are about three and more.
  public var tookTwo: Bool { k == 2 && votes.contains { $0.k != nil } }

  private func candidate(_ k: Int) -> Candidate? { candidates.first { $0.k == k } }

  private var votesSentence: String {
    let opinions = votes.compactMap { vote in vote.k.map { (k: $0, words: words(vote.voter, at: $0)) } }
    guard !opinions.isEmpty else { return "There are too few rows to compare numbers of segments." }
    let groups = Dictionary(grouping: opinions, by: \.k).sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
    let clauses = groups.map { k, voters in
      "\(list(voters.map(\.words))) \(voters.count == 1 ? "names" : "name") \(k)"
    }
    let sentence = clauses.joined(separator: "; ")
    let silent = votes.filter { $0.k == nil }.map { words($0.voter, at: nil) }
    let rest = silent.isEmpty ? "" : "; \(list(silent)) \(silent.count == 1 ? "has" : "have") no opinion"
    return sentence.prefix(1).uppercased() + sentence.dropFirst() + rest + "."
  }

  private func words(_ voter: Voter, at k: Int?) -> String {
    let scores = k.flatMap(candidate)?.scores
    func with(_ figure: String?) -> String { figure.map { "\(voter.rawValue) (\($0))" } ?? voter.rawValue }
    switch voter {
    case .silhouette: return with(scores?.silhouette.map { decimals($0, 3) })
    case .calinskiHarabasz: return with(scores?.calinskiHarabasz.map { decimals($0, 0) })
    case .daviesBouldin: return with(scores?.daviesBouldin.map { decimals($0, 3) })
    case .knee: return "the knee"
    }
  }

  private var verdictSentence: String {
    if noClearGroups, let clearest {
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
    let silhouette = candidate(k)?.scores.silhouette
    if tookTwo, let silhouette {
      let others = candidates.filter { $0.k != 2 }.compactMap(\.scores.silhouette).max() ?? 0
      return
        "Two is taken all the same, because its silhouette of \(decimals(silhouette, 3)) beats the best of the others, "
        + "\(decimals(others, 3)), by \(decimals(Self.advantageOfTwo, 1)) or more."
    }
    guard support > 0 else { return candidates.count > 1 ? "Two is taken." : "Two is all that can be had." }
    if isUnanimous { return "They agree, so k = \(k) is taken." }
    let rivals = Set(votes.compactMap(\.k)).filter { rival in votes.count { $0.k == rival } == support }.sorted()
    guard rivals.count == 1 else {
      let each = support == 1 ? "one vote" : "\(support) votes"
      return "\(list(rivals.map(String.init))) have \(each) each, and \(k) is taken for the better silhouette."
    }
    return "With \(support) of \(votes.count { $0.k != nil }) votes, k = \(k) is taken."
  }
}
