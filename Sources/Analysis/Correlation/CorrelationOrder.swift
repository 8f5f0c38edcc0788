extension Correlations {
  /// The given columns in an order in which related ones stand together.
  ///
  /// Average linkage of the distances 1 − |r|; when two groups join, they are turned so that the most related of their
  /// ends touch (G. Gruvaeus and H. Wainer, 1972, doi:10.1111/j.2044-8317.1972.tb00491.x). Equal distances: the lower
  /// indices first. An undefined coefficient counts as 0.
  /// - Complexity: O(m³) for m columns.
  public func relatedOrder(of columns: [Int]) -> [Int] {
    var groups = columns.map { [$0] }
    while groups.count > 1 {
      let (i, j) = closest(groups)
      groups[i] = joined(groups[i], groups[j])
      groups.remove(at: j)
    }
    return groups.first ?? []
  }

  private func strength(_ i: Int, _ j: Int) -> Double {
    let r = self[i, j]
    return r.isNaN ? 0 : abs(r)
  }

  private func closest(_ groups: [[Int]]) -> (Int, Int) {
    var best = (strength: -1.0, i: 0, j: 1)
    for i in groups.indices {
      for j in groups.indices.dropFirst(i + 1) {
        let sum = groups[i].reduce(0.0) { sum, a in groups[j].reduce(sum) { $0 + strength(a, $1) } }
        let mean = sum / Double(groups[i].count * groups[j].count)
        if mean > best.strength { best = (mean, i, j) }
      }
    }
    return (best.i, best.j)
  }

  private func joined(_ a: [Int], _ b: [Int]) -> [Int] {
    let ways = [(a, b), (a, b.reversed()), (a.reversed(), b), (a.reversed(), b.reversed())]
    var best = ways[0]
    func touch(_ way: ([Int], [Int])) -> Double { strength(way.0[way.0.count - 1], way.1[0]) }
    for way in ways.dropFirst() where touch(way) > touch(best) { best = way }
    return best.0 + best.1
  }
}
