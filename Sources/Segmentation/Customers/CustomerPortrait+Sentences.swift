import Tables

/// A customer in words.
extension CustomerPortrait {
  /// A value that so many others stay below, or above, is unusual.
  public static let unusualShare = 0.95
  /// Shares of fewer customers say little.
  static let fewest = 20
  private static let mostTraits = 5

  /// - Parameter title: the name of a segment.
  public func sentences(title: (Int) -> String) -> [String] {
    var lines: [String] = []
    if let dropReason {
      lines.append("The recipe left this customer out (\(dropReason)): it belongs to no segment.")
    }
    if isNoise { lines.append("It belongs to no segment: too far from the others to be counted among any of them.") }
    if let place { lines += sentences(on: place, title) }
    let unusual = unusualTraits.prefix(Self.mostTraits).compactMap { sentence(on: $0, title) }
    if !unusual.isEmpty { return lines + unusual }
    let others = place.map { "everyone or of \(title($0.segment))" } ?? "everyone"
    return lines + ["Nothing is unusual: no value is beyond those of 95% of \(others)."]
  }

  private func sentences(on place: Place, _ title: (Int) -> String) -> [String] {
    var lines: [String] = []
    let own = title(place.segment)
    if place.nearerShare.isNaN {
      lines.append("It is the only customer of \(own).")
    } else {
      lines.append(
        "It lies \(decimals(place.distance, 2)) from the centre of \(own), where \(decimals(place.typicalDistance, 2)) "
          + "is typical: \(percent(place.nearerShare)) of its members lie nearer.")
    }
    if let first = place.memberships.first, first.probability < 0.995 {
      let likely = place.memberships.prefix(3).map { "\(title($0.segment)) with \(percent($0.probability))" }
      lines.append("By the method it belongs to \(list(likely)).")
    } else if let certainty = place.certainty, place.memberships.isEmpty, certainty < 0.995 {
      lines.append("The method is sure of that by \(decimals(certainty, 2)) of 1.")
    }
    if let silhouette = place.silhouette, let other = place.nearestOther, !place.nearerShare.isNaN {
      let verdict =
        silhouette < 0
        ? "by mean distance it would sit better in \(title(other))"
        : silhouette < 0.1 ? "it stands between its own and \(title(other))" : "\(title(other)) is the next nearest"
      lines.append("Silhouette \(decimals(silhouette, 3)): \(verdict).")
    }
    return lines
  }

  /// The columns in which the customer is beyond nearly all others, the furthest first.
  var unusualTraits: [Trait] {
    traits.enumerated().map { (offset: $0.offset, trait: $0.element, extreme: extreme($0.element)) }
      .filter { $0.extreme >= Self.unusualShare }
      .sorted { ($1.extreme, $0.offset) < ($0.extreme, $1.offset) }
      .map(\.trait)
  }

  private func extreme(_ trait: Trait) -> Double {
    [trait.everyone, trait.segment].compactMap { $0 }.filter { $0.count >= Self.fewest }
      .map { max($0.below, $0.above) }.max() ?? 0
  }

  private func sentence(on trait: Trait, _ title: (Int) -> String) -> String? {
    guard let everyone = trait.everyone else { return nil }
    func beyond(_ standing: Standing?, high: Bool) -> String? {
      guard let standing, standing.count >= Self.fewest else { return nil }
      let share = high ? standing.below : standing.above
      guard share >= Self.unusualShare else { return nil }
      let rest = standing.count - 1 - Int((share * Double(standing.count)).rounded())
      if rest <= 0 { return "all other" }
      return share > 0.999 ? "all but \(rest) of" : "\(percent(share)) of"
    }
    for high in [true, false] {
      let all = beyond(everyone, high: high).map { $0 == "all other" ? "all other customers" : "\($0) all customers" }
      let segment = place.map { title($0.segment) } ?? "the segment"
      let own = beyond(trait.segment, high: high).map {
        $0 == "all other" ? "all others of \(segment)" : "\($0) \(segment)"
      }
      // Beyond everyone is beyond the segment too.
      let groups = all == "all other customers" ? ["all other customers"] : [all, own].compactMap { $0 }
      guard !groups.isEmpty else { continue }
      let value = trait.notation.sentence(trait.value)
      return "\(trait.column) is \(value), \(high ? "more" : "less") than \(list(groups)) have."
    }
    return nil
  }
}
