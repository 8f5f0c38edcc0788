extension ColumnFindings {
  /// What to notice, most important first; at most seven sentences, each with its figures.
  public var sentences: [String] {
    guard summary.count > 0 else { return ["\(column) has no values."] }
    guard summary.minimum < summary.maximum else {
      return ["Every value of \(column) is \(amount(summary.minimum))."] + [missingSentence].compactMap { $0 }
    }
    if let twoValues { return [twoSentence(twoValues)] + [missingSentence].compactMap { $0 } }
    return [
      humpSentence, zeroSentence, middleSentence, peakSentence, tailSentence, logarithmSentence, infiniteSentence,
      missingSentence,
    ].compactMap { $0 }
  }

  private func amount(_ value: Double) -> String { notation.sentence(value) }

  /// Of two values there is neither middle nor tail, only how many are which.
  private func twoSentence(_ values: ColumnFindings.TwoValues) -> String {
    let share = Double(values.largerCount) / Double(summary.count)
    return "\(percent(share)) of the values are \(amount(values.larger)) (\(grouped(values.largerCount))), the others "
      + "\(amount(values.smaller)) (\(grouped(summary.count - values.largerCount)))."
  }

  private var humpSentence: String? {
    guard let humps else { return nil }
    let chance = humps.chance < 0.001 ? "p < 0.001" : "p = \(decimals(humps.chance, 3))"
    let aside = summary.count - summary.infinite - humps.count
    let counted =
      aside > 0 ? ", not counting the \(grouped(aside)) whose value comes far more often than those beside it" : ""
    return "More than one hump: values gather about \(amount(humps.low)) and \(amount(humps.high)) and thin out about "
      + "\(amount(humps.valley)), with \(percent(humps.shareBelow)) below\(counted) (dip test of a single hump: \(chance), "
      + "n = \(grouped(humps.count)))."
  }

  private var zeroSentence: String? {
    guard summary.zeroShare >= 0.01 else { return nil }
    let share = "\(percent(summary.zeroShare)) of the values are zero (\(grouped(summary.zeros)))"
    if summary.zeroShare > 0.5 {
      return share + ": the typical value is none at all, and the rest is a group of its own."
    }
    return summary.zeroShare >= 0.2 ? share + ", a group of its own beside the others." : share + "."
  }

  private var middleSentence: String {
    let middle =
      summary.firstQuartile == summary.thirdQuartile
      ? "The middle half is one value, \(amount(summary.median)); the mean is \(amount(summary.mean))"
      : "Half of the values lie between \(amount(summary.firstQuartile)) and \(amount(summary.thirdQuartile)); "
        + "the median is \(amount(summary.median)), the mean \(amount(summary.mean))"
    guard abs(summary.skewness) > 1 else {
      return middle
        + (abs(summary.skewness) < 0.5 && humps == nil
          ? ", and neither tail is much the longer (skewness \(decimals(summary.skewness, 1)))." : ".")
    }
    let tail = summary.skewness > 0 ? "a long tail of high values pulls it up" : "a tail of low values pulls it down"
    return middle + ": \(tail) (skewness \(decimals(summary.skewness, 1)))."
  }

  private var peakSentence: String? {
    guard let peak, summary.firstQuartile != summary.thirdQuartile || peak.value != summary.median else { return nil }
    let place = peak.value == summary.maximum ? ", the largest there is" : ""
    return "\(percent(peak.share)) share one value, \(amount(peak.value))\(place)."
  }

  private var tailSentence: String? {
    guard let fences else { return nil }
    func share(_ n: Int) -> String { percent(Double(n) / Double(summary.count)) }
    var parts: [String] = []
    if fences.above > 0 {
      let held = fences.totalAbove.map { "; they hold \(percent($0)) of the total" } ?? ""
      parts.append("\(share(fences.above)) lie unusually high, above \(amount(fences.upper))\(held)")
    }
    if fences.below > 0 { parts.append("\(share(fences.below)) lie unusually low, below \(amount(fences.lower))") }
    guard !parts.isEmpty else {
      return "No value lies far outside: none is beyond 1.5 times the width of the middle half."
    }
    return parts.joined(separator: ", and ") + "."
  }

  private var logarithmSentence: String? {
    if notation != .name, summary.skewness > 1, negatives > 0 {
      return "A logarithm cannot shorten the tail: \(count(negatives, "value is", plural: "values are")) negative."
    }
    guard let logarithm else { return nil }
    let (before, after) = (decimals(summary.skewness, 1), decimals(logarithm.skewness, 1))
    if summary.skewness < 0 {
      return logarithm.skewness < summary.skewness
        ? "ln(x + 1) would stretch the low tail further: skewness \(after) instead of \(before)." : nil
    }
    let change = "ln(x + 1) would take the skewness from \(before) to \(after)"
    if abs(logarithm.skewness) >= summary.skewness { return change + ": no gain." }
    if summary.zeroShare >= 0.2, logarithm.skewnessAboveZero.isFinite {
      return change + ", and leave the zeros a spike of their own; "
        + "of the other values alone it would be \(decimals(logarithm.skewnessAboveZero, 1))."
    }
    return abs(logarithm.skewness) < 0.5 ? change + ", which is nearly even." : change + "."
  }

  /// Where it is said, there is none of the logarithm.
  private var infiniteSentence: String? {
    guard summary.infinite > 0 else { return nil }
    let (values, are) = (count(summary.infinite, "value"), summary.infinite == 1 ? "is" : "are")
    return "\(values) \(are) infinite: there is no finite mean, and no deviation."
  }

  private var missingSentence: String? {
    guard summary.missing > 0 else { return nil }
    let share = Double(summary.missing) / Double(summary.missing + summary.count)
    return "\(count(summary.missing, "value")) missing (\(percent(share)))."
  }
}
