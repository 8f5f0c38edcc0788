import Analysis

/// What may be said of a drift.
extension Drift {
  /// The limits of the usual reading: N. Siddiqi, Credit Risk Scorecards (2006).
  private static let (small, large) = (0.1, 0.25)
  /// Features that are named.
  private static let mostNamed = 5

  /// In the order in which they matter; empty where nothing was measured.
  public var sentences: [String] {
    guard rowCount >= FewCustomers.fewestRows else {
      return [
        "\(count(rowCount, "customer")) are too few to tell a change from chance: indices of stability take "
          + "\(FewCustomers.fewestRows)."
      ]
    }
    return [segments.map(sentence), featuresInWords, caution].compactMap { $0 }
  }

  private func sentence(of stability: PopulationStability) -> String {
    let index = NumberText.decimals(stability.index, 3)
    let chance = NumberText.decimals(stability.chance, 3)
    guard stability.index > stability.chance else {
      return
        "The sizes of the segments moved no more than chance moves them: population stability index \(index), and 99 of 100 draws "
        + "of as many customers stay below \(chance)."
    }
    return
      "The sizes of the segments moved more than chance moves them: population stability index \(index), and 99 of 100 draws of as "
      + "many customers stay below \(chance). \(Self.reading(stability.index, isFirst: true))."
  }

  /// As analysts of credit risk read the index.
  private static func reading(_ index: Double, isFirst: Bool = false) -> String {
    guard isFirst else { return index < small ? "small" : index < large ? "moderate" : "large" }
    return index < small
      ? "Below 0.1 a change is usually read as small"
      : index < large
        ? "From 0.1 to 0.25 a change is usually read as moderate: worth a look"
        : "Above 0.25 a change is usually read as large: the model may no longer fit"
  }

  private var featuresInWords: String? {
    guard !features.isEmpty else { return nil }
    let moved = moved
    guard !moved.isEmpty else {
      return features.count == 1
        ? "\(features[0].feature), the only feature, moved no more than chance moves it."
        : "None of the \(count(features.count, "feature")) moved more than chance moves it."
    }
    let named = moved.prefix(Self.mostNamed).map { shift in
      "\(shift.feature) \(NumberText.decimals(shift.stability.index, 3)) (\(Self.reading(shift.stability.index)), \(shift.direction(isCategory: shift.isCategory)))"
    }
    let rest = moved.count - named.count
    return
      "\(grouped(moved.count)) of \(count(features.count, "feature")) moved more than chance moves one in 99 of 100 draws; the most: "
      + named.joined(separator: ", ") + (rest > 0 ? " and \(grouped(rest)) more." : ".")
  }

  /// Where chance alone reaches the limits of the usual reading.
  private var caution: String? {
    let chance = (features.map(\.stability.chance) + [segments?.chance ?? 0]).max() ?? 0
    guard chance > Self.small else { return nil }
    return
      "Of so few customers chance alone gives an index up to \(NumberText.decimals(chance, 2)): the usual limits of 0.1 and 0.25 say little here."
  }
}

extension Drift.Shift {
  /// Which way it went.
  fileprivate func direction(isCategory: Bool) -> String {
    switch direction {
    case .higher: isCategory ? "more often" : "higher"
    case .lower: isCategory ? "more rarely" : "lower"
    case .moreMissing: "more missing"
    case .fewerMissing: "fewer missing"
    case .otherwise: "spread otherwise"
    }
  }
}
