import Machine

/// The best question for the rows of one node.
struct SplitSearch {
  struct Found {
    let split: TreeSplit
    /// n·Gini of the node less that of its parts.
    let gain: Double
  }

  let sample: TreeSample
  let options: DecisionTree.Options
  /// For each column, the rows of all nodes, each node's side by side.
  let orders: [[RankedRow]]
  let range: Range<Int>
  /// Rows of the node by class.
  let counts: [Int]

  /// Gains that rounding alone can make are none.
  private var noGain: Double { 1e-12 * Double(range.count) }
  private var purity: Double { Double(Self.squares(counts)) / Double(range.count) }

  /// The first of the best splits: by column, then by value. nil when none gains anything.
  func best(_ context: ComputeContext) throws(CancellationError) -> Found? {
    guard range.count >= 2 * options.minimumLeaf, counts.count(where: { $0 > 0 }) > 1 else { return nil }
    // Threads cost more than they save on small nodes.
    var context = context
    if range.count * orders.count < 50_000 { context.threads = 1 }
    let gains = try parallelMap(count: orders.count, chunkSize: 1, context: context) { columns, _ in
      var most = 0.0
      forEachQuestion(about: columns.lowerBound) { _, gain in if gain > most { most = gain } }
      return most
    }
    var chosen: Int?
    for (column, gain) in gains.enumerated() where gain > noGain && gain > chosen.map({ gains[$0] }) ?? 0 {
      chosen = column
    }
    guard let chosen else { return nil }
    return readable(chosen, best: gains[chosen])
  }

  // MARK: Among the questions about one column

  /// The split with the simplest threshold among those that gain nearly as much as the best.
  private func readable(_ column: Int, best: Double) -> Found? {
    // Those that are good enough; questions that follow each other have numbers that do.
    let enough = best * (1 - options.slack)
    var places: [(number: Int, place: Int, gain: Double)] = []
    var number = 0
    forEachQuestion(about: column) { place, gain in
      if gain >= enough { places.append((number, place, gain)) }
      number += 1
    }
    guard let top = places.firstIndex(where: { $0.gain == best }) else { return nil }
    let (values, order): ([Double], [RankedRow])
    switch sample.columns[column] {
    case .categories: return split(column, .isCategory(places[top].place), gain: best)
    case .numbers(let numbers): (values, order) = (numbers, orders[column])
    }
    func low(_ i: Int) -> Double { values[Int(order[places[i].place].row)] }
    func high(_ i: Int) -> Double { values[Int(order[places[i].place + 1].row)] }
    // Having or not having is the simplest question about a column in which many have nothing.
    let zero = places.indices.first { low($0) <= 0 && 0 < high($0) }
    if options.slack > 0, let zero, low(zero) == 0 { return split(column, .atMost(0), gain: places[zero].gain) }
    var (first, last) = (top, top)
    if options.slack > 0 {
      while first > 0 && places[first - 1].number + 1 == places[first].number { first -= 1 }
      while last + 1 < places.count && places[last].number + 1 == places[last + 1].number { last += 1 }
    }
    let threshold = roundThreshold(from: low(first), below: high(last))
    // Where the leaves' least size leaves places out, the threshold may fall between two of them.
    let place = (first...last).first { low($0) <= threshold && threshold < high($0) }
    guard let place else {
      return split(column, .atMost(roundThreshold(from: low(top), below: high(top))), gain: best)
    }
    return split(column, .atMost(threshold), gain: places[place].gain)
  }

  private func split(_ column: Int, _ test: TreeSplit.Test, gain: Double) -> Found {
    let sides = sample.answers(to: test, about: column, orders[column][range])
    return Found(split: TreeSplit(column: column, test: test, missingGoesLeft: sides.yes >= sides.no), gain: gain)
  }

  /// Calls `body` with each question that leaves enough rows on both sides, and its gain: for numbers the place in the
  /// order after which it parts the rows, for categories the category.
  @inline(__always)
  private func forEachQuestion(about column: Int, _ body: (Int, Double) -> Void) {
    switch sample.columns[column] {
    case .numbers: forEachThreshold(orders[column], body)
    case .categories(let codes, let count): forEachCategory(codes, count, orders[column], body)
    }
  }

  @inline(__always)
  private func forEachThreshold(_ order: [RankedRow], _ body: (Int, Double) -> Void) {
    var end = range.upperBound
    var missing = [Int](repeating: 0, count: counts.count)
    while end > range.lowerBound, order[end - 1].isMissing {
      end -= 1
      missing[sample.labels[Int(order[end].row)]] += 1
    }
    guard end - range.lowerBound > 1 else { return }
    let (purity, minimum) = (purity, options.minimumLeaf)
    let none = [Int](repeating: 0, count: counts.count)
    TwoParts.with(left: none, right: zip(counts, missing).map { $0 - $1 }, missing: missing) { parts in
      order.withUnsafeBufferPointer { order in
        sample.classes.withUnsafeBufferPointer { classes in
          // Invariants: the range lies within the order, and its rows are the sample's.
          var present = order[range.lowerBound]
          for place in range.lowerBound..<end - 1 {
            parts.moveLeft(Int(classes[Int(present.row)]))
            let next = order[place + 1]
            let isNext = present.rank < next.rank
            present = next
            guard isNext, let gain = parts.gain(over: purity, minimum: minimum) else { continue }
            body(place, gain)
          }
        }
      }
    }
  }

  private func forEachCategory(_ codes: [Int32], _ count: Int, _ order: [RankedRow], _ body: (Int, Double) -> Void) {
    let k = counts.count
    var table = [Int](repeating: 0, count: (count + 1) * k)
    for place in range {
      let row = Int(order[place].row)
      table[(Int(codes[row]) + 1) * k + sample.labels[row]] += 1
    }
    let missing = Array(table[0..<k])
    for category in 0..<count {
      let own = Array(table[(category + 1) * k..<(category + 2) * k])
      let rest = zip(zip(counts, own), missing).map { $0.0 - $0.1 - $1 }
      TwoParts.with(left: own, right: rest, missing: missing) { parts in
        if let gain = parts.gain(over: purity, minimum: options.minimumLeaf) { body(category, gain) }
      }
    }
  }

  static func squares(_ counts: [Int]) -> Int { counts.reduce(0) { $0 + $1 * $1 } }
}
