/// Categories that go from low to high.
enum OrderedWords {
  private static let scales: [[String]] = [
    ["very low", "low", "medium", "high", "very high"], ["low", "middle", "high"], ["low", "mid", "high"],
    ["low", "moderate", "high"], ["xs", "s", "m", "l", "xl", "xxl"], ["small", "medium", "large"],
    ["never", "rarely", "sometimes", "often", "always"], ["poor", "fair", "good", "very good", "excellent"],
    ["bronze", "silver", "gold", "platinum", "diamond"], ["blue", "silver", "gold", "platinum"],
    ["niedrig", "mittel", "hoch"], ["klein", "mittel", "groß"], ["nie", "selten", "manchmal", "oft", "immer"],
    ["faible", "moyen", "élevé"], ["bajo", "medio", "alto"], ["basso", "medio", "alto"],
    ["primary", "secondary", "tertiary"],
    ["uneducated", "high school", "college", "graduate", "post-graduate", "doctorate"],
  ]

  /// The categories from low to high; nil where they have no order that is known. What stands for missing may be among them.
  static func order(_ categories: [String]) -> [String]? {
    let known = categories.filter { !["unknown", "n/a", "none", "other"].contains($0.lowercased()) }
    guard known.count >= 3, known.count <= 30 else { return nil }
    for scale in scales {
      let places = known.compactMap { scale.firstIndex(of: $0.lowercased()) }
      if places.count == known.count { return zip(places, known).sorted { $0.0 < $1.0 }.map(\.1) }
    }
    let starts = known.map(rangeStart)
    guard starts.allSatisfy({ $0 != nil }) else { return nil }
    let sorted = zip(starts.compactMap { $0 }, known).sorted { $0.0 < $1.0 }
    return Set(sorted.map(\.0)).count == known.count ? sorted.map(\.1) : nil
  }

  /// Where a range of numbers begins: 18 of `18-25` and `18 to 25`, 120 of `$120K +`, just below 40 of `Less than $40K`.
  private static func rangeStart(_ text: String) -> Double? {
    let small = text.lowercased()
    let numbers = small.split { !$0.isNumber && $0 != "." }.compactMap { Double($0) }
    guard let first = numbers.first else { return nil }
    let isBelow = ["less", "under", "below", "<", "unter", "up to", "bis"].contains { small.hasPrefix($0) }
    let isAbove = ["+", ">", "more", "over", "above", "über", "ab "].contains { small.contains($0) }
    if isBelow { return first - 0.5 }
    if isAbove { return first + (numbers.count > 1 ? 0 : 0.5) }
    return numbers.count == 2 ? first : nil
  }
}
