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

  /// Who changes least and most, among the divisions that divide.
  private func range(_ compared: [(choice: String, comparison: Comparison)]) -> [String] {
    let telling = compared.filter { !$0.comparison.dividesNobody }
      .sorted { $0.comparison.changedShare < $1.comparison.changedShare }
    guard let least = telling.first, let most = telling.last else { return [] }
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
    return ["\(shares) of the customers change segment: \(verdict(most.comparison))."]
  }

  private func verdict(_ most: Comparison) -> String {
    switch most.changedShare {
    case ..<0.1: "the segments hardly hang on how they are made"
    case ..<0.25: "the segments hang a little on how they are made"
    default: "the segments hang on how they are made"
    }
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
  /// True when one segment of the other division has nearly everyone, and none of this one has.
  public var dividesNobody: Bool { largestShare > 0.95 && ownLargestShare <= 0.95 }
}
