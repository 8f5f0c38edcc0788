import Analysis

/// How one column differs between segments: computed from their boxes, in sentences.
public struct GroupFindings: Sendable, Equatable {
  /// One segment's rows in the column.
  public struct Group: Sendable, Equatable {
    /// As sentences call it: "segment 3", or its name.
    public let name: String
    public let box: BoxStatistics

    public init(name: String, box: BoxStatistics) {
      self.name = name
      self.box = box
    }

    /// Whether the middle halves share a value.
    func overlaps(_ other: Group) -> Bool {
      box.firstQuartile <= other.box.thirdQuartile && other.box.firstQuartile <= box.thirdQuartile
    }
  }

  /// The column.
  public let column: String
  /// Those with values.
  public let groups: [Group]
  /// Pairs of groups whose middle halves share no value, as indices into `groups`, the lower one first.
  public let apart: [Pair]

  /// Two groups, by index.
  public struct Pair: Sendable, Hashable {
    public let low: Int
    public let high: Int
  }

  /// - Complexity: O(groups²).
  public init(column: String, groups: [Group]) {
    self.column = column
    let groups = groups.filter { $0.box.count > 0 && $0.box.median.isFinite }
    self.groups = groups
    var apart: [Pair] = []
    for i in groups.indices {
      for j in groups.indices where i < j && !groups[i].overlaps(groups[j]) {
        let isLow = groups[i].box.thirdQuartile < groups[j].box.firstQuartile
        apart.append(isLow ? Pair(low: i, high: j) : Pair(low: j, high: i))
      }
    }
    self.apart = apart
  }

  /// The groups with the lowest and the highest median; of equals, the first.
  public var extremes: Pair? {
    guard let low = groups.indices.min(by: { groups[$0].box.median < groups[$1].box.median }),
      let high = groups.indices.max(by: { groups[$0].box.median < groups[$1].box.median }),
      groups[low].box.median < groups[high].box.median
    else { return nil }
    return Pair(low: low, high: groups.firstIndex { $0.box.median == groups[high].box.median } ?? high)
  }
}

extension GroupFindings {
  /// What to notice, most important first.
  public var sentences: [String] {
    guard groups.count > 1 else { return [] }
    return [differenceSentence, overlapSentence].compactMap { $0 }
  }

  private var differenceSentence: String {
    guard let extremes else {
      return "The median of \(column) is the same in every segment, \(amount(groups[0].box.median))."
    }
    let (low, high) = (groups[extremes.low], groups[extremes.high])
    let (least, most) = (low.box.median, high.box.median)
    var text = "The medians of \(column) differ most between \(high.name), \(amount(most)), and \(low.name), "
    text += "\(amount(least)): by \(amount(most - least))"
    if least > 0, most / least >= 2 { text += ", \(decimals(most / least, most / least < 10 ? 1 : 0)) times as much" }
    if let one = low.box.notch, let other = high.box.notch, one.overlaps(other) {
      text += "; with so few customers that may be chance"
    }
    return text + "."
  }

  private var overlapSentence: String {
    let pairs = groups.count * (groups.count - 1) / 2
    if apart.isEmpty {
      return groups.count == 2
        ? "The middle halves of the two overlap."
        : "The middle halves of all segments overlap: \(column) alone tells none of them from another."
    }
    if groups.count == 2 {
      let pair = apart[0]
      return "Their middle halves do not overlap: \(range(groups[pair.low])) and \(range(groups[pair.high]))."
    }
    if apart.count == pairs { return "No two middle halves overlap: \(column) tells all segments from each other." }
    let alone = groups.indices.filter { i in groups.indices.allSatisfy { $0 == i || !groups[i].overlaps(groups[$0]) } }
    if !alone.isEmpty {
      let names = alone.map { "\(groups[$0].name) (\(range(groups[$0])))" }
      let verb =
        alone.count == 1 ? "The middle half of \(list(names)) overlaps" : "The middle halves of \(list(names)) overlap"
      return "\(verb) no other segment's."
    }
    let named = apart.sorted { gap($0) > gap($1) }.prefix(3).map {
      "\(groups[$0.low].name) and \(groups[$0.high].name)"
    }
    let rest = apart.count > 3 ? ", and \(count(apart.count - 3, "pair")) more" : ""
    return "Middle halves that do not overlap: \(named.joined(separator: "; "))\(rest)."
  }

  private func gap(_ pair: Pair) -> Double {
    groups[pair.high].box.firstQuartile - groups[pair.low].box.thirdQuartile
  }

  private func range(_ group: Group) -> String {
    let (first, third) = (group.box.firstQuartile, group.box.thirdQuartile)
    return first == third ? "all \(amount(first))" : "\(amount(first)) to \(amount(third))"
  }
}
