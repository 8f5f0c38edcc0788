import Analysis

/// Best-first CART by recounting every split of every leaf from nothing: the oracle of the fast one.
struct NaiveTree {
  private let columns: [TreeColumn]
  private let labels: [Int]
  private let k: Int
  private let minimum: Int
  /// The rows of each leaf, in the order in which the leaves were made.
  private(set) var leaves: [[Int]]

  init(_ columns: [TreeColumn], _ labels: [Int], _ k: Int, leaves count: Int, minimum: Int) {
    self.columns = columns
    self.labels = labels
    self.k = k
    self.minimum = minimum
    leaves = [Array(labels.indices)]
    var born = [0]
    var next = 1
    while leaves.count < count {
      var best: (leaf: Int, gain: Double, left: [Int], right: [Int])?
      for leaf in leaves.indices.sorted(by: { born[$0] < born[$1] }) {
        guard let found = split(leaves[leaf]) else { continue }
        if found.gain > best?.gain ?? 0 { best = (leaf, found.gain, found.left, found.right) }
      }
      guard let best else { return }
      leaves.remove(at: best.leaf)
      born.remove(at: best.leaf)
      leaves += [best.left, best.right]
      born += [next, next + 1]
      next += 2
    }
  }

  var hits: Int { leaves.reduce(0) { $0 + (counts($1).max() ?? 0) } }

  private func counts(_ rows: [Int]) -> [Int] { (0..<k).map { c in rows.count { labels[$0] == c } } }

  private func purity(_ rows: [Int]) -> Double {
    Double(counts(rows).reduce(0) { $0 + $1 * $1 }) / Double(rows.count)
  }

  /// The best split of some rows: by gain, then by column, then by value.
  func split(_ rows: [Int]) -> (gain: Double, left: [Int], right: [Int])? {
    guard counts(rows).count(where: { $0 > 0 }) > 1 else { return nil }
    var best: (gain: Double, left: [Int], right: [Int])?
    for column in columns {
      for (yes, no, missing) in divisions(rows, column) {
        let left = yes.count >= no.count ? yes + missing : yes
        let right = yes.count >= no.count ? no : no + missing
        guard left.count >= minimum, right.count >= minimum else { continue }
        let gain = purity(left) + purity(right) - purity(rows)
        if gain > max(best?.gain ?? 0, 1e-12 * Double(rows.count)) { best = (gain, left.sorted(), right.sorted()) }
      }
    }
    return best
  }

  private func divisions(_ rows: [Int], _ column: TreeColumn) -> [(yes: [Int], no: [Int], missing: [Int])] {
    switch column {
    case .numbers(let values):
      let missing = rows.filter { values[$0].isNaN }
      let present = rows.filter { !values[$0].isNaN }
      return Set(present.map { values[$0] }).sorted().dropLast().map { threshold in
        (present.filter { values[$0] <= threshold }, present.filter { values[$0] > threshold }, missing)
      }
    case .categories(let codes, let count):
      let missing = rows.filter { codes[$0] < 0 }
      let present = rows.filter { codes[$0] >= 0 }
      return (0..<count).map { category in
        (present.filter { codes[$0] == category }, present.filter { codes[$0] != category }, missing)
      }
    }
  }
}
