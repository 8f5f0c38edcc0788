import Segmentation

/// What sets a segment apart, as `%cluster` and `%profile` say it: the traits that `%insights` finds.
struct TraitsText {
  let traits: SegmentTraits
  let segmentation: CustomerSegmentation

  /// The strongest traits of a segment (1…k): `high BALANCE: 2,300 (870); city = Rome: 82% (31%)`.
  func line(of segment: Int, most: Int) -> String {
    let own = traits.segments[segment - 1]
    guard !own.isEmpty else {
      if segmentation.k == 1 { return "the only segment here: there is no other to compare it with" }
      return segmentation.sizes[segment - 1] < SegmentTraits.leastCustomers
        ? "fewer than \(SegmentTraits.leastCustomers) customers: too few to say"
        : "no column clearly: it is close to everyone"
    }
    return own.prefix(most).map { trait in
      let word = trait.kind == .median ? (trait.isHigh ? "high " : "low ") : ""
      return "\(word)\(trait.label.text): \(trait.own.text) (\(trait.everyone.text))"
    }.joined(separator: "; ")
  }
}
