extension KChoice {
  /// All votes and whether they agree, for a caption: "silhouette 5, Calinski-Harabasz 5, Davies-Bouldin 5, knee 4, stability 5:
  /// 4 of 5 agree".
  public var votesInWords: String {
    guard support > 0 || votesCount > 0 || rule == .outliers else { return "too few rows to compare" }
    let named = votes.map(inWords).joined(separator: ", ")
    switch rule {
    case .outliers: return "whatever k, only outliers are split off"
    case .twoByFar:
      // Stability votes about three and more: what is to be known is that of two.
      let others = votes.filter { $0.voter != .stability || $0.k != nil }.map(inWords).joined(separator: ", ")
      return "\(others): two is better by far, stability of two \(stabilityInWords(of: 2))"
    case .steadyBeforeTwo:
      let fault = isReliable(2) ? "is one yes/no fact" : "is not"
      return "\(named): \(k) is stable, two \(fault)"
    case .twoAndOutliers: return "beyond two, only outliers are split off"
    case .smallest: return "\(named): no agreement, the smallest that is hardly worse"
    case .only, .votes, .silhouette:
      return "\(named): \(tallyInWords)"
    }
  }

  /// "all agree", "3 of 5 agree"; as many votes for another number are no agreement: "2 of 4, a tie with k = 3".
  private var tallyInWords: String {
    if isUnanimous { return "all agree" }
    if support <= 1 { return "no two agree" }
    let rivals = mostNamed.filter { $0 != k }
    guard mostNamed.contains(k), !rivals.isEmpty else { return "\(support) of \(votesCount) agree" }
    return "\(support) of \(votesCount), a tie with k = \(list(rivals.map(String.init)))"
  }

  /// "silhouette 5", "knee none".
  private func inWords(_ vote: Vote) -> String {
    if let k = vote.k { return "\(vote.voter.rawValue) \(k)" }
    let isMeasured = vote.voter != .stability || candidates.contains { $0.steadiness != nil }
    return "\(vote.voter.rawValue) \(isMeasured ? "none" : unmeasured)"
  }

  /// The mean Jaccard coefficient of the least stable segment of k.
  private func stabilityInWords(of k: Int) -> String {
    candidate(k)?.steadiness.map { decimals($0.leastJaccard, 2) } ?? unmeasured
  }

  private var unmeasured: String { isTooLargeToDraw ? "not asked" : "not known" }

  /// Why this number, in a few sentences with the figures, and how far it can be relied on.
  public var explanation: String {
    [votesSentence, twoSentence, verdictSentence, outlierSentence, largestSentence, stabilitySentence]
      .compactMap { $0 }.joined(separator: " ")
  }

  /// True when two segments were taken against the votes, which are about three and more.
  public var tookTwo: Bool { k == 2 && votes.contains { $0.k != nil } }

  private var votesSentence: String? {
    let opinions = votes.compactMap { vote in vote.k.map { (k: $0, words: words(vote.voter, at: $0)) } }
    guard !opinions.isEmpty else {
      return rule == .outliers ? nil : "There are too few rows to compare numbers of segments."
    }
    let groups = Dictionary(grouping: opinions, by: \.k).sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
    let clauses = groups.map { k, voters in
      "\(list(voters.map(\.words))) \(voters.count == 1 ? "names" : "name") \(k)"
    }
    let sentence = clauses.joined(separator: "; ")
    let silent = votes.filter { $0.k == nil && $0.voter != .stability }.map { words($0.voter, at: nil) }
    let rest = silent.isEmpty ? "" : "; \(list(silent)) \(silent.count == 1 ? "has" : "have") no opinion"
    return sentence.prefix(1).uppercased() + sentence.dropFirst() + rest + "."
  }

  private func words(_ voter: Voter, at k: Int?) -> String {
    let candidate = k.flatMap(candidate)
    let scores = candidate?.scores
    func with(_ figure: String?) -> String { figure.map { "\(voter.rawValue) (\($0))" } ?? voter.rawValue }
    switch voter {
    case .silhouette: return with(scores?.silhouetteInWords { decimals($0, 3) })
    case .calinskiHarabasz: return with(scores?.calinskiHarabasz.map { decimals($0, 0) })
    case .daviesBouldin: return with(scores?.daviesBouldin.map { decimals($0, 3) })
    case .knee: return curve?.inWords ?? "the knee"
    case .stability: return with(candidate?.steadiness.map { "least Jaccard \(decimals($0.leastJaccard, 2))" })
    }
  }

  /// Which votes two would have had, which it has not.
  private var twoSentence: String? {
    guard k != 2, rule != .steadyBeforeTwo, let two = candidate(2), candidates.count > 1, votesCount > 0 else {
      return nil
    }
    if two.several < 2 {
      return "k = 2 only splits off outliers (\(count(two.outliers.last ?? 0, "customer"))), and does not count."
    }
    func isBest(_ voter: Voter, _ score: (Candidate) -> Double?) -> Bool {
      guard let named = votes.first(where: { $0.voter == voter })?.k.flatMap(candidate), let own = score(two),
        let other = score(named)
      else { return false }
      return own > other
    }
    var voters: [String] = []
    if isBest(.silhouette, { $0.scores.silhouette }) {
      voters.append("silhouette (\(two.scores.silhouetteInWords { decimals($0, 3) } ?? "0"))")
    }
    if isBest(.calinskiHarabasz, { $0.scores.calinskiHarabasz }) {
      voters.append("Calinski-Harabasz (\(decimals(two.scores.calinskiHarabasz ?? 0, 0)))")
    }
    if isBest(.daviesBouldin, { $0.scores.daviesBouldin.map { -$0 } }) {
      voters.append("Davies-Bouldin (\(decimals(two.scores.daviesBouldin ?? 0, 3)))")
    }
    guard !voters.isEmpty else { return nil }
    let named = list(voters)
    return
      "\(named.prefix(1).uppercased() + named.dropFirst()) would name 2, which has no vote, since two segments tell little: it takes a silhouette "
      + "\(decimals(Self.advantageOfTwo, 1)) above the others'."
  }

  /// Outliers among the segments taken.
  private var outlierSentence: String? {
    guard let own = candidate(k), !own.outliers.isEmpty, rule != .outliers else { return nil }
    let sizes = own.outliers.map { grouped($0) }
    return own.outliers.count == 1
      ? "One of them, with \(count(own.outliers[0], "customer")), is outliers."
      : "\(own.outliers.count) of them, with \(list(sizes)) customers, are outliers."
  }

  private var largestSentence: String? {
    guard k == candidates.last?.k, candidates.count > 1 else { return nil }
    let further = k >= Self.range.upperBound ? ": %compare k=2..\(2 * k) looks further" : ""
    return "\(k) is the largest tried\(further)."
  }

  /// Whether the segments come back, where they do not quite.
  private var stabilitySentence: String? {
    guard let steadiness = candidate(k)?.steadiness else {
      return isTooLargeToDraw
        ? "Stability has no vote: to draw so many customers anew takes longer than all else; %stability does it." : nil
    }
    let found = inWords(steadiness)
    switch steadiness.verdict {
    case .veryStable, .stable, .tooFew: return nil
    case .uncertain:
      return "Who belongs to which is uncertain: \(found); %stability says more."
    case .untrustworthy:
      let steadier = candidates.filter { $0.k != k && $0.steadiness?.leastJaccard ?? 0 >= Stability.recovery }
      let numbers = steadier.map { "k=\($0.k) (\(decimals($0.steadiness?.leastJaccard ?? 0, 2)))" }
      let tries =
        numbers.isEmpty
        ? "none of the numbers named is stable" : "\(list(numbers)) \(numbers.count == 1 ? "is" : "are") stable"
      return
        "But these segments are not to be relied on: \(found), and %stability calls that \(steadiness.verdict.rawValue). "
        + "What to try: \(tries); other features (%prepare with another scale= or log=), or another method=; "
        + "%compare has the stability of every number."
    }
  }
}
