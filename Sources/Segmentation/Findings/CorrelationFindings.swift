import Analysis

/// What is worth noticing in the correlations of many columns.
public struct CorrelationFindings: Sendable, Equatable {
  public struct Pair: Sendable, Equatable {
    public let first: String
    public let second: String
    public let coefficient: Double
    /// Rows that have both values.
    public let count: Int
  }

  /// The pairs that have a coefficient and rows enough for it, the strongest first; between equals, those that stand first in the table.
  public let pairs: [Pair]
  /// The rows that a pair must have in common to be ranked.
  public let leastRows: Int
  /// Pairs with fewer rows in common, and how many of them have none.
  public let leftOut: (pairs: Int, withoutRows: Int)
  /// Columns whose strongest coefficient is below `loneLimit` in size, and that size.
  public let lone: [(name: String, strongest: Double)]

  /// From here on two columns say nearly the same.
  public static let twinLimit = 0.9
  /// Below this a column goes with none of the others.
  public static let loneLimit = 0.2
  /// Of fewer rows than these, chance alone gives one pair in twenty of unrelated columns a coefficient that would explain half of the
  /// variance: 0.71 of eight rows, 0.75 of seven.
  public static let usualRows = 8
  /// Of two rows the coefficient is 1 or −1, whatever they hold; so few are taken only where no pair has `usualRows`.
  public static let fewestRows = 3

  public init(_ correlations: Correlations, names: [String]) {
    let counts = names.indices.flatMap { i in names.indices.dropFirst(i + 1).map { correlations.count(i, $0) } }
    let least = counts.contains { $0 >= Self.usualRows } ? Self.usualRows : Self.fewestRows
    leastRows = least
    leftOut = (counts.count { $0 < least }, counts.count { $0 == 0 })
    var pairs: [Pair] = []
    var strongest = [Double](repeating: -1, count: names.count)
    for i in names.indices {
      for j in names.indices.dropFirst(i + 1) where !correlations[i, j].isNaN && correlations.count(i, j) >= least {
        let r = correlations[i, j]
        pairs.append(Pair(first: names[i], second: names[j], coefficient: r, count: correlations.count(i, j)))
        strongest[i] = max(strongest[i], abs(r))
        strongest[j] = max(strongest[j], abs(r))
      }
    }
    let order = pairs.indices.sorted {
      let (a, b) = (abs(pairs[$0].coefficient), abs(pairs[$1].coefficient))
      return a == b ? $0 < $1 : a > b
    }
    self.pairs = order.map { pairs[$0] }
    lone =
      names.count < 3
      ? []
      : names.indices.filter { (0..<Self.loneLimit).contains(strongest[$0]) }.map { (names[$0], strongest[$0]) }
  }

  /// Pairs so strong that one column stands for the other.
  public var twins: [Pair] { Array(pairs.prefix { abs($0.coefficient) >= Self.twinLimit }) }

  public static func == (a: Self, b: Self) -> Bool {
    a.pairs == b.pairs && a.lone.elementsEqual(b.lone) { $0 == $1 } && a.leastRows == b.leastRows
      && a.leftOut == b.leftOut
  }
}

extension CorrelationFindings {
  /// What to notice, most important first.
  public var sentences: [String] {
    guard let top = pairs.first else {
      return ["No pair has a coefficient: too few rows have both values."] + [leftOutSentence].compactMap { $0 }
    }
    let named = pairs.prefix(5).filter { abs($0.coefficient) >= 0.1 }
    guard !named.isEmpty else {
      return ["No two columns rise or fall together by more than 0.1: the strongest pair is \(text(top))."]
        + [leftOutSentence].compactMap { $0 }
    }
    var sentences = [pairs.count == 1 ? "\(text(top))." : "The strongest: \(text(Array(named)))."]
    let opposed = pairs.first { $0.coefficient <= -0.1 }
    if let opposed, !named.contains(opposed) { sentences.append("The most opposed: \(text(opposed)).") }
    if !lone.isEmpty {
      let most = lone.map(\.strongest).max() ?? 0
      let verb =
        lone.count == 1 ? "rises or falls with none of the others: its" : "rise or fall with none of the others: their"
      sentences.append("\(list(lone.map(\.name))) \(verb) strongest coefficient is \(decimals(most, 2)) in size.")
    }
    return sentences + [leftOutSentence].compactMap { $0 }
  }

  /// The pairs that are not ranked, and why.
  private var leftOutSentence: String? {
    let (all, empty) = leftOut
    guard all > 0 else { return nil }
    let has = all == 1 ? "has" : "have"
    if all == empty { return "\(count(all, "pair")) \(has) no common rows." }
    let few = leastRows == Self.fewestRows ? "at most two" : "fewer than \(leastRows)"
    let why =
      leastRows == Self.fewestRows
      ? "of two rows a coefficient is always 1 or −1"
      : "of so few, chance alone makes \(decimals(Correlations.chanceLimit(rows: leastRows - 1), 2)) or more in one pair of twenty"
    return "\(count(all, "pair")) \(has) \(few) common rows\(empty > 0 ? " (\(grouped(empty)) of them none)" : "") and "
      + "\(all == 1 ? "is" : "are") not ranked: \(why)."
  }

  /// Pairs with their rows, which are named once where they are the same for all.
  private func text(_ pairs: [Pair]) -> String {
    guard pairs.count > 1, let first = pairs.first, pairs.allSatisfy({ $0.count == first.count }) else {
      return pairs.map(text).joined(separator: "; ")
    }
    return pairs.map(bare).joined(separator: "; ") + " (n = \(grouped(first.count)) each)"
  }

  private func text(_ pair: Pair) -> String { "\(bare(pair)) (n = \(grouped(pair.count)))" }

  private func bare(_ pair: Pair) -> String {
    "\(pair.first) and \(pair.second) \(decimals(pair.coefficient, 2))"
  }
}
