extension PairFindings {
  /// What to notice, most important first.
  public var sentences: [String] {
    guard count >= 3, pearson.isFinite, spearman.isFinite else {
      return ["\(first) and \(second) cannot be compared: one of them does not vary, or too few rows have both."]
    }
    return [tieSentence, bentSentence, shapeSentence, boundSentence, zeroSentence].compactMap { $0 }
  }

  /// Those that speak of order alone, for columns in different units such as dates and amounts.
  public var orderSentences: [String] {
    guard count >= 3, pearson.isFinite, spearman.isFinite else { return sentences }
    return [tieSentence, bentSentence].compactMap { $0 }
  }

  private var tieSentence: String {
    let strength =
      switch abs(spearman) {
      case ..<0.1: "neither rise nor fall together"
      case ..<0.3: spearman > 0 ? "rise together a little" : "move apart a little"
      case ..<0.6: spearman > 0 ? "rise together" : "move against each other"
      default: spearman > 0 ? "rise together closely" : "move against each other closely"
      }
    return
      "\(first) and \(second) \(strength): rank correlation \(decimals(spearman, 2)), Pearson \(decimals(pearson, 2))."
  }

  /// A tie that neither rises nor falls, such as a parabola.
  private var bentSentence: String? {
    guard let bent else { return nil }
    let (giver, taker) = bent.isFirstGiver ? (first, second) : (second, first)
    return "They are tied in another way: the means of \(taker) in ten slices along \(giver) explain "
      + "\(percent(bent.explained)) of how \(taker) varies."
  }

  private var shapeSentence: String? {
    guard abs(pearson - spearman) >= 0.15 else { return nil }
    return abs(pearson) > abs(spearman)
      ? "Few large values make most of Pearson's figure; among ordinary rows the tie is weaker."
      : "The order agrees better than the amounts: the tie is not a straight line."
  }

  private var boundSentence: String? {
    if bounded.firstBySecond { return "\(first) never exceeds \(second)." }
    if bounded.secondByFirst { return "\(second) never exceeds \(first)." }
    return nil
  }

  private var zeroSentence: String? {
    let n = Double(count)
    let (either, both) = (Double(zeros.both + zeros.first + zeros.second) / n, Double(zeros.both) / n)
    guard either >= 0.1 else { return nil }
    guard zeros.both > 0 else { return "No row is zero in both, though \(percent(either)) are in one of the two." }
    let together = "\(percent(both)) of the rows are zero in both"
    switch (zeros.first, zeros.second) {
    case (0, 0): return "The same \(percent(both)) of the rows are zero in both."
    case (0, let more):
      return "\(together): every zero of \(first) is one of \(second), which has \(grouped(more)) besides."
    case (let more, 0):
      return "\(together): every zero of \(second) is one of \(first), which has \(grouped(more)) besides."
    case (let one, let other):
      let parts = "\(percent(Double(one) / n)) only in \(first), \(percent(Double(other) / n)) only in \(second)."
      return both < 0.01 ? "Hardly any row is zero in both, \(parts)" : "\(together), \(parts)"
    }
  }
}
