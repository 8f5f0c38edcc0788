/// Gives every segment a name that no other has.
struct SegmentNaming {
  let rules: Rules
  let measures: SegmentMeasures
  /// The traits of segment s at `traits[s - 1]`.
  let traits: [[Trait]]
  let sizes: [Int]

  /// The computed names of all segments, in the order of their numbers.
  /// - Parameter taken: names that the user gave, by segment: theirs stay, and no other segment gets the same.
  func names(besides taken: [Int: String]) -> [String] {
    let k = traits.count
    var names = (1...k).map { byRule($0) ?? byTraits($0, count: 2) }
    for group in Self.groups(names) where group.count > 1 {
      for (segment, name) in zip(group, toldApart(group, name: names[group[0] - 1])) { names[segment - 1] = name }
    }
    // What rules and traits cannot tell apart, numbers do.
    var seen = Set(taken.values.map { $0.lowercased() })
    for segment in 1...k where taken[segment] == nil {
      if seen.contains(names[segment - 1].lowercased()) {
        names[segment - 1] += " (segment \(measures.segmentation.number(of: segment)))"
      }
      while seen.contains(names[segment - 1].lowercased()) { names[segment - 1] += "′" }
      seen.insert(names[segment - 1].lowercased())
    }
    return names
  }

  /// The segments of each name, largest groups or not, in the order of their first.
  private static func groups(_ names: [String]) -> [[Int]] {
    var order: [String] = []
    var groups: [String: [Int]] = [:]
    for (index, name) in names.enumerated() {
      if groups[name.lowercased()] == nil { order.append(name.lowercased()) }
      groups[name.lowercased(), default: []].append(index + 1)
    }
    return order.compactMap { groups[$0] }
  }

  private func byRule(_ segment: Int) -> String? {
    rules.names.first { holds($0, segment) }?.text
  }

  private func holds(_ name: Rules.Name, _ segment: Int) -> Bool {
    name.when.holds { measures.value($0, segment: segment) } == true
  }

  /// "High BODY_MASS, low BILL_DEPTH": from the strongest traits.
  private func byTraits(_ segment: Int, count: Int) -> String {
    let phrases = traits[segment - 1].filter(\.isFeature).prefix(count).map(\.phrase)
    guard let first = phrases.first else {
      // Alone, it is everyone.
      if traits.count == 1 { return measures.segmentation.title(of: segment) }
      return sizes[segment - 1] < TraitSearch.leastCustomers ? "Too few to describe" : "Close to everyone"
    }
    return ([first.prefix(1).uppercased() + first.dropFirst()] + phrases.dropFirst()).joined(separator: ", ")
  }

  /// Names for segments that came to the same one: a qualifier that holds for one alone, else a trait that only one has.
  private func toldApart(_ group: [Int], name: String) -> [String] {
    group.map { segment in
      let others = group.filter { $0 != segment }
      let qualifier = rules.qualifiers.first { qualifier in
        holds(qualifier, segment) && !others.contains { holds(qualifier, $0) }
      }
      let isRuled = byRule(segment) != nil
      if isRuled, let qualifier { return "\(name) \(qualifier.text)" }
      let features = traits[segment - 1].filter(\.isFeature).map(\.phrase)
      let known = isRuled ? [] : Array(features.prefix(2))
      let foreign = Set(others.flatMap { traits[$0 - 1].map(\.phrase) })
      let own = features.first { !foreign.contains($0) && !known.contains($0) }
      return own.map { "\(name), \($0)" } ?? name
    }
  }
}
