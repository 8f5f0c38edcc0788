extension Sensitivity {
  /// What to make of it, with the figures.
  public var sentences: [String] {
    let compared = alternatives.compactMap { alternative -> (choice: String, comparison: Comparison)? in
      guard case .compared(let comparison) = alternative.outcome else { return nil }
      return (alternative.choice, comparison)
    }
    let lumps = compared.filter { $0.comparison.dividesNobody }
    return range(compared) + lumps.map { lumpSentence($0.choice, $0.comparison) }
      + compared.compactMap { rowsSentence($0.choice, $0.comparison) }
  }

  /// That the segments hang on how they are made, without the names of choices; nil where they hardly do.
  public var warning: String? {
    let telling = alternatives.compactMap { alternative -> (choice: String, comparison: Comparison)? in
      guard case .compared(let comparison) = alternative.outcome, !comparison.dividesNobody else { return nil }
      return (alternative.choice, comparison)
    }.sorted { $0.comparison.changedShare < $1.comparison.changedShare }
    guard let least = telling.first, let most = telling.last,
      let verdict = telling.map(\.comparison.dependence).max(), verdict != .hardly
    else { return nil }
    let share = percent(most.comparison.changedShare)
    if loneSentence(telling) != nil, let next = telling.dropLast().last {
      return "Made in one other way, \(share) of the customers change segment, in \(telling.count - 1) others at most "
        + "\(percent(next.comparison.changedShare))."
    }
    let isByShare = verdict == telling.map(\.comparison.dependenceByShare).max()
    let small = isByShare ? "" : ", few beside everyone and many beside the smallest segments"
    return telling.count == 1
      ? "Made in another way, \(share) of the customers change segment\(small): the segments \(verdict.words)."
      : "Made in other ways, between \(percent(least.comparison.changedShare)) and \(share) of the customers change "
        + "segment\(small): the segments \(verdict.words)."
  }

  /// Who changes least and most, among the divisions that divide.
  private func range(_ compared: [(choice: String, comparison: Comparison)]) -> [String] {
    let telling = compared.filter { !$0.comparison.dividesNobody }
      .sorted { $0.comparison.changedShare < $1.comparison.changedShare }
    guard let least = telling.first, let most = telling.last else { return [] }
    if let lone = loneSentence(telling) { return [lone] }
    guard most.comparison.changed > 0 else {
      return [
        telling.count == compared.count
          ? "Nobody changes segment: the segments do not hang on how they are made."
          : "Nobody changes segment by \(list(telling.map(\.choice)))."
      ]
    }
    func figure(_ entry: (choice: String, comparison: Comparison)) -> String {
      "\(percent(entry.comparison.changedShare)) (\(entry.choice))"
    }
    let shares = telling.count == 1 ? figure(most) : "Between \(figure(least)) and \(figure(most))"
    let verdict = telling.map(\.comparison.dependence).max() ?? .hardly
    // Of few customers few can change: how well the divisions agree beyond chance tells of small segments too.
    let loosest = telling.min { $0.comparison.adjustedRandIndex < $1.comparison.adjustedRandIndex }
    let agreement =
      loosest.flatMap { loosest in
        loosest.comparison.dependence == loosest.comparison.dependenceByShare
          ? nil
          : ", few beside everyone and many beside the smallest segments (adjusted Rand index "
            + "\(decimals(loosest.comparison.adjustedRandIndex, 2)), \(loosest.choice))"
      } ?? ""
    return ["\(shares) of the customers change segment\(agreement): the segments \(verdict.words)."]
  }

  /// Three choices or more that agree, and one alone that does not; nil where it is otherwise.
  private func loneSentence(_ telling: [(choice: String, comparison: Comparison)]) -> String? {
    let firm = telling.filter { $0.comparison.dependence == .hardly }
    guard firm.count >= 3, firm.count == telling.count - 1, let next = firm.last,
      let other = telling.first(where: { $0.comparison.dependence != .hardly }),
      other.comparison.dependence == other.comparison.dependenceByShare
    else { return nil }
    return
      "By \(other.choice) alone \(percent(other.comparison.changedShare)) of the customers change segment, by the other "
      + "\(firm.count) choices at most \(percent(next.comparison.changedShare)): the segments hang on that choice and hardly on "
      + "the others."
  }

  private func lumpSentence(_ choice: String, _ comparison: Comparison) -> String {
    "\(choice) puts \(percent(comparison.largestShare)) of the customers into one segment: who changes there says nothing "
      + "about the segments."
  }

  private func rowsSentence(_ choice: String, _ comparison: Comparison) -> String? {
    let parts = [
      comparison.droppedByOther > 0
        ? "drops \(count(comparison.droppedByOther, "customer")) of the segmentation" : nil,
      comparison.addedByOther > 0 ? "uses \(count(comparison.addedByOther, "customer")) more" : nil,
    ].compactMap { $0 }
    guard !parts.isEmpty else { return nil }
    return "\(choice) \(parts.joined(separator: " and ")): "
      + "compared are the \(grouped(comparison.customers)) in both."
  }
}

extension Sensitivity.Comparison {
  /// True when one segment of the other division has nearly everyone, and none of this one has most.
  public var dividesNobody: Bool { largestShare > 0.95 && ownLargestShare <= 0.9 }

  /// How much the segments hang on a choice.
  enum Dependence: Int, Comparable {
    case hardly, aLittle, much

    static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }

    var words: String {
      switch self {
      case .hardly: "hardly hang on how they are made"
      case .aLittle: "hang a little on how they are made"
      case .much: "hang on how they are made"
      }
    }
  }

  /// By the share of the customers who change, and by the agreement beyond chance, whichever shows more.
  var dependence: Dependence {
    guard adjustedRandIndex.isFinite else { return dependenceByShare }
    let byAgreement: Dependence = adjustedRandIndex >= 0.8 ? .hardly : adjustedRandIndex >= 0.5 ? .aLittle : .much
    return max(dependenceByShare, byAgreement)
  }

  /// By the share of the customers who change alone.
  var dependenceByShare: Dependence { changedShare < 0.1 ? .hardly : changedShare < 0.25 ? .aLittle : .much }
}
