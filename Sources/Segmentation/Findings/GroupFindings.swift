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
  /// What the groups are: segments, or the values of another column.
  public let noun: String
  /// Those with values.
  public let groups: [Group]
  /// Pairs of groups whose middle halves share no value, as indices into `groups`, the lower one first.
  public let apart: [Pair]
  /// How the values are written.
  public let notation: NumberNotation

  /// Two groups, by index.
  public struct Pair: Sendable, Hashable {
    public let low: Int
    public let high: Int
  }

  /// - Complexity: O(groups²).
  public init(column: String, groups: [Group], noun: String = "segment", notation: NumberNotation = .measure) {
    self.column = column
    self.noun = noun
    self.notation = notation
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

  private func amount(_ value: Double) -> String { notation.sentence(value) }

  private var differenceSentence: String {
    guard let extremes else {
      return "The median of \(column) is the same in every \(noun), \(amount(groups[0].box.median))."
    }
    let (low, high) = (groups[extremes.low], groups[extremes.high])
    let (least, most) = (low.box.median, high.box.median)
    var text = "The medians of \(column) differ most between \(high.name) (\(amount(most))) and \(low.name) "
    text += "(\(amount(least))): by \(NumberNotation.measure.sentence(most - least))"
    // Times are of what has a zero to begin at.
    let isMeasuredFromZero = notation != .name && groups.allSatisfy { $0.box.minimum >= 0 }
    if isMeasuredFromZero, least > 0, most / least >= 2 {
      text += ", \(decimals(most / least, most / least < 10 ? 1 : 0)) times as much"
    }
    if let one = low.box.notch, let other = high.box.notch, one.overlaps(other) {
      text += "; by their notches that may be chance"
    }
    return text + "."
  }

  private var overlapSentence: String {
    let pairs = groups.count * (groups.count - 1) / 2
    if apart.isEmpty {
      return groups.count == 2
        ? "The middle halves of the two overlap."
        : "The middle halves of all \(noun)s overlap."
    }
    if groups.count == 2 {
      let pair = apart[0]
      return "Their middle halves do not overlap: \(range([pair.low])) and \(range([pair.high]))."
    }
    if apart.count == pairs { return "No two middle halves overlap." }
    let islands = islands
    if islands.count == 2, let alone = islands.first(where: { $0.count == 1 })?.first {
      return "The middle half of \(groups[alone].name) (\(range([alone]))) overlaps no other \(noun)'s."
    }
    if islands.count > 1 {
      let named = islands.map { "\(list($0.map { groups[$0].name })) (\(range($0)))" }
      return
        "The middle halves fall into \(islands.count) groups that do not overlap: \(named.joined(separator: "; "))."
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

  /// Groups whose middle halves overlap, directly or by way of others; from low to high, each in the groups' order.
  private var islands: [[Int]] {
    let rising = groups.indices.sorted {
      (groups[$0].box.firstQuartile, $0) < (groups[$1].box.firstQuartile, $1)
    }
    var islands: [[Int]] = []
    var reach = -Double.infinity
    for i in rising {
      let box = groups[i].box
      if islands.isEmpty || box.firstQuartile > reach { islands.append([]) }
      islands[islands.count - 1].append(i)
      reach = max(reach, box.thirdQuartile)
    }
    return islands.map { $0.sorted() }
  }

  /// From where to where the middle halves of some groups lie.
  private func range(_ indices: [Int]) -> String {
    let first = indices.map { groups[$0].box.firstQuartile }.min() ?? .nan
    let third = indices.map { groups[$0].box.thirdQuartile }.max() ?? .nan
    return first == third ? "all \(amount(first))" : "\(amount(first)) to \(amount(third))"
  }
}
