extension Stability {
  /// Part of a caption: what the figures come from.
  public var origin: String { "stability from \(count(resamples, "resample")), seed \(seed)" }

  /// What to make of it, with the figures; segments by their numbers.
  public var sentences: [String] { sentences { "Segment \($0)" } }

  /// What to make of it, with the figures.
  /// - Parameter title: what to call a segment, such as `segmentation.title(of:)`.
  public func sentences(title: (Int) -> String) -> [String] {
    var lines = [overall]
    for verdict in [Verdict.veryStable, .stable] {
      let titles = segments.filter { $0.verdict == verdict }.map { title($0.segment) }
      if !titles.isEmpty { lines.append("\(list(titles)) \(titles.count == 1 ? "is" : "are") \(verdict.rawValue).") }
    }
    for verdict in [Verdict.uncertain, .untrustworthy, .tooFew] {
      let concerned = segments.filter { $0.verdict == verdict }
      if concerned.count > Self.mostNamed {
        lines.append(warning(concerned.map { title($0.segment) }, verdict))
      } else {
        lines += concerned.compactMap { warning(about: $0.segment, title: title($0.segment)) }
      }
    }
    return lines + remarks(title)
  }

  /// What to be careful of with one segment, with the figures; nil when it is stable.
  ///
  /// "Segment 4 dissolves in half of the resamples: do not act on it."
  public func warning(about segment: Int, title: String) -> String? {
    let found = segments[segment - 1]
    switch found.verdict {
    case .veryStable, .stable:
      return nil
    case .tooFew:
      return "\(title) has \(count(found.size, "customer")): whether so few come back says nothing of it."
    case .uncertain:
      return "\(title) is a pattern, but who belongs to it is uncertain: its mean Jaccard is "
        + "\(decimals(found.jaccard, 2))\(dissolving(found).map { ", and it dissolves in \($0)" } ?? "")."
    case .untrustworthy where found.drawn == 0:
      return "\(title) was never drawn: nothing is known of its stability."
    case .untrustworthy:
      guard let dissolving = dissolving(found) else {
        return "\(title) comes back only in part, with a mean Jaccard of \(decimals(found.jaccard, 2)): "
          + "do not act on it."
      }
      return "\(title) dissolves in \(dissolving): do not act on it."
    }
  }

  /// More segments with one verdict share one sentence.
  private static let mostNamed = 4

  private func warning(_ titles: [String], _ verdict: Verdict) -> String {
    switch verdict {
    case .uncertain: "\(list(titles)) are patterns, but who belongs to them is uncertain."
    case .tooFew:
      "\(list(titles)) have fewer than \(Self.fewestCustomers) customers each: whether so few come back says nothing of them."
    default: "\(list(titles)) dissolve or come back only in part: do not act on them."
    }
  }

  private var overall: String {
    let draws = resamples == 1 ? "When customers are drawn anew" : "Over \(grouped(resamples)) resamples"
    let mean = resamples == 1 ? "is" : "has a mean of"
    return "\(draws), the adjusted Rand index \(mean) \(decimals(adjustedRandIndex, 2)): 1 is the same segments again, "
      + "0 is no more than chance."
  }

  /// "half of the resamples", "41 of 50 resamples"; nil where it never dissolves.
  private func dissolving(_ segment: Segment) -> String? {
    guard segment.dissolved > 0 else { return nil }
    if segment.drawn < resamples {
      return "\(grouped(segment.dissolved)) of the \(grouped(segment.drawn)) resamples that drew it"
    }
    if resamples == 1 { return "the resample" }
    switch 2 * segment.dissolved {
    case 2 * segment.drawn: return "every resample"
    case segment.drawn: return "half of the resamples"
    default: return "\(grouped(segment.dissolved)) of \(grouped(resamples)) resamples"
    }
  }

  private func remarks(_ title: (Int) -> String) -> [String] {
    var lines: [String] = []
    let seldom = segments.filter { $0.drawn < resamples }
    if let tiniest = seldom.min(by: { $0.drawn < $1.drawn }) {
      lines.append(
        seldom.count == 1
          ? "\(title(tiniest.segment)) is so small that \(count(resamples - tiniest.drawn, "resample")) "
            + "of \(grouped(resamples)) drew nobody of it; those do not count for it."
          : "\(list(seldom.map { title($0.segment) })) are so small that some resamples drew nobody of them; those do not "
            + "count for them.")
    }
    if shortResamples > 0 {
      lines.append(
        "\(count(shortResamples, "resample")) of \(grouped(resamples)) had fewer different customers than there are "
          + "segments, and made as many as there were customers.")
    }
    return lines
  }
}
